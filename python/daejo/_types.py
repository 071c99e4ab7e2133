"""The dictionaries that daejo gives: the objects of its JSON, whose schemas are in ``docs/schema/``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, List, Literal, Optional, TypedDict, Union

if TYPE_CHECKING:
    from typing_extensions import NotRequired

    from ._errors import Problem

__all__ = [
    "Article", "Articles", "ArticleInfo", "Check", "ClaimFields", "DateValue", "Evidence", "Finding", "Group", "Label",
    "OnProblem", "Per", "Progress", "QuantityValue", "QuoteValue", "Relation", "TableName",
]  # fmt: skip

Article = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""An article: its text, the path of a file or folder of articles, or a mapping with ``id``, ``body`` and, if known,
``title``, ``outlet``, ``published``, ``lang``, ``topic`` and ``url``."""

Articles = Union[Article, Iterable[Article]]
"""One article or several."""

OnProblem = Callable[["Problem"], object]
"""Is told of what is wrong with articles, each of which is then read as far as it can be."""

Progress = Callable[[int], object]
"""Is told how many articles more have been worked on: ``tqdm(total=n).update`` fits."""

TableName = Literal["articles", "claims", "relations", "checks", "groups", "findings"]

Verdict = Literal["agree", "compatible", "update", "variant", "conflict"]
Severity = Literal["error", "warning", "note"]


class Per(TypedDict):
    """What a quantity is relative to."""

    amount: str
    unit: str


class QuantityValue(TypedDict):
    """A figure: exact decimals as text, ``None`` where there is no bound."""

    lower: Optional[str]
    upper: Optional[str]
    lower_open: bool
    upper_open: bool
    unit: str
    dimension: str
    approximate: bool
    per: NotRequired[Per]
    direction: NotRequired[str]


class DateValue(TypedDict):
    """A date, in the Extended Date/Time Format; ``None`` where it stays open."""

    edtf: Optional[str]
    approximate: bool


class QuoteValue(TypedDict):
    """A quotation."""

    speaker: Optional[str]
    cue: Optional[str]
    direct: bool
    role: str
    glosses: List[str]


class ClaimFields(TypedDict):
    """A figure, date or quotation; ``start`` and ``end`` count UTF-8 bytes of the article's title or body."""

    id: str
    article: str
    kind: Literal["quantity", "date", "quote"]
    field: Literal["title", "body"]
    start: int
    end: int
    text: str
    zone: str
    lang: Literal["ko", "en"]
    quantity: NotRequired[QuantityValue]
    date: NotRequired[DateValue]
    quote: NotRequired[QuoteValue]
    subjects: List[str]
    measure: str
    predicate: Optional[str]
    time: Optional[str]
    role: str
    status: str
    rules: NotRequired[List[str]]


class ArticleInfo(TypedDict):
    """An article of a report."""

    id: str
    outlet: Optional[str]
    published: Optional[str]
    title: Optional[str]
    topic: Optional[str]
    url: Optional[str]
    under_check: bool


class Evidence(TypedDict):
    """What was weighed to match two claims, in bits."""

    feature: str
    weight: float


class Relation(TypedDict):
    """What two claims are to each other."""

    id: str
    verdict: Verdict
    code: Optional[str]
    severity: Optional[Severity]
    claims: List[str]
    score: float
    why: List[str]
    evidence: List[Evidence]


class Check(TypedDict):
    """Whether figures of one article fit each other."""

    check: str
    verdict: Literal["ok", "error"]
    severity: Severity
    claims: List[str]
    message: str


class Group(TypedDict):
    """Claims that are about the same thing, and of how many independent origins they are."""

    id: str
    claims: List[str]
    verdict: Verdict
    origins: int


class Label(TypedDict):
    """A place that a finding is about."""

    article: str
    field: Literal["title", "body"]
    start: int
    end: int
    role: str
    claim: NotRequired[str]
    text: str
    path: str
    line: Optional[int]
    column: Optional[int]


class Accepted(TypedDict):
    """Why a finding is accepted."""

    reason: str
    until: Optional[str]
    source: str


class Finding(TypedDict):
    """Something that an editor should look at."""

    code: str
    severity: Severity
    message: str
    fingerprint: str
    labels: List[Label]
    accepted: NotRequired[Accepted]
    baseline_line: NotRequired[int]
