"""Articles in, claims and reports out."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional

from . import _daejo
from ._config import native
from ._daejo import Claim
from ._report import Report
from ._types import Articles, OnProblem, Progress

if TYPE_CHECKING:
    from ._config import Settings

__all__ = ["check", "extract"]


def extract(
    articles: Articles,
    *,
    config: Optional[Settings] = None,
    explain: bool = False,
    on_problem: Optional[OnProblem] = None,
    progress: Optional[Progress] = None,
) -> List[Claim]:
    """The figures, dates and quotations of one article or several.

    >>> import daejo
    >>> claims = daejo.extract("삼성전자와 SK하이닉스의 HBM 점유율은 합쳐서 90%가 넘는다.")
    >>> claims[0]["text"], claims[0]["quantity"]["lower"], claims[0]["quantity"]["lower_open"]
    ('90%가 넘는', '90', True)
    >>> daejo.extract({"id": "x", "body": "It cost about $7 trillion."})[0]["quantity"]["unit"]
    'USD'

    Articles are worked on as they come, on all processors and without the interpreter's lock. ``Ctrl-C`` is heeded
    between them.

    :param articles: a text, a mapping with ``id`` and ``body``, the path of a file or folder, or an iterable of those
    :param config: settings, or the path of a ``daejo.toml``
    :param explain: with the rules that made each claim
    :param on_problem: is told of what is wrong with articles; without it an error is raised, a warning issued
    :param progress: is told how many articles more are done
    :returns: the objects of ``daejo extract --format jsonl``, in the order of the articles, as mappings (:class:`Claim`)
    :raises InputError: an article can't be read
    :raises ConfigError: the settings can't be used
    """
    return _daejo.extract(articles, native(config), explain, on_problem, progress)


def check(
    articles: Articles,
    against: Optional[Articles] = None,
    *,
    config: Optional[Settings] = None,
    on_problem: Optional[OnProblem] = None,
    progress: Optional[Progress] = None,
) -> Report:
    """Holds articles against each other, and each article's figures against its own others.

    With ``against`` only what involves one of ``articles`` is reported.

    >>> import daejo
    >>> draft = {"id": "draft", "published": "2024-05-07", "body": "The city spent $32 million on the Garam tunnel."}
    >>> archive = [{"id": "old", "published": "2024-05-06", "body": "The city spent $320 million on the Garam tunnel."}]
    >>> report = daejo.check(draft, against=archive, config=daejo.Config(lang="en"))
    >>> [(finding["code"], finding["labels"][0]["text"]) for finding in report.findings]
    [('value-conflict', '$32 million')]

    The parameters are those of :func:`extract`.
    """
    return Report(_daejo.check(articles, against, native(config), on_problem, progress))
