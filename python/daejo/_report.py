"""What a check has found."""

from __future__ import annotations

import html
from functools import cached_property
from typing import TYPE_CHECKING, List, cast

from . import _daejo
from ._types import ArticleInfo, Check, ClaimFields, Finding, Group, Relation, TableName

if TYPE_CHECKING:
    import pandas
    import pyarrow

__all__ = ["Report"]


class Report:
    """Everything that a check has found, as lists of dictionaries, as JSON, as tables, as any of daejo's formats.

    >>> import daejo
    >>> report = daejo.check([
    ...     {"id": "a", "outlet": "가람일보", "published": "2024-05-07", "body": "가람시는 저류조 공사비로 321억 원을 썼다."},
    ...     {"id": "b", "outlet": "물결신문", "published": "2024-05-07", "body": "가람시는 저류조 공사비로 324억 원을 썼다."},
    ... ], config=daejo.Config(lang="en"))
    >>> report
    <daejo.Report: 2 articles · 2 claims · ✗ conflict 1 · 1 finding>
    >>> [finding["message"] for finding in report.findings]
    ['324억 원 here, 321억 원 elsewhere; only one digit differs']
    """

    def __init__(self, native: _daejo.Report) -> None:
        self._native = native

    @cached_property
    def articles(self) -> List[ArticleInfo]:
        """The articles: those under check first, then those that they were held against."""
        return cast("List[ArticleInfo]", self._native.rows("articles"))

    @cached_property
    def claims(self) -> List[ClaimFields]:
        """Their claims, by article and place."""
        return cast("List[ClaimFields]", self._native.rows("claims"))

    @cached_property
    def relations(self) -> List[Relation]:
        """What two claims are to each other."""
        return cast("List[Relation]", self._native.rows("relations"))

    @cached_property
    def checks(self) -> List[Check]:
        """Figures of one article that fit each other, or don't."""
        return cast("List[Check]", self._native.rows("checks"))

    @cached_property
    def groups(self) -> List[Group]:
        """Claims that are about the same thing."""
        return cast("List[Group]", self._native.rows("groups"))

    @cached_property
    def findings(self) -> List[Finding]:
        """What an editor should look at; those with ``accepted`` are settled."""
        return cast("List[Finding]", self._native.rows("findings"))

    def to_json(self) -> str:
        """What ``daejo check --format json`` prints, byte for byte."""
        return self._native.to_json()

    def to_format(self, name: str, *, explain: bool = False) -> str:
        """What ``daejo check --format NAME`` prints, without colours: ``sarif``, ``html``, ``markdown``, ``full``…

        >>> import daejo
        >>> report = daejo.check("40 acres (1.6 hectares) burned.", config=daejo.Config(lang="en"))
        >>> print(report.to_format("concise"), end="")
        <articles>:1:11: conversion-mismatch 40 acres is 16.19 hectares, not 1.6 hectares
        """
        return self._native.to_format(name, explain)

    def to_arrow(self, table: TableName = "claims") -> pyarrow.Table:
        """One of the lists as a table; its columns are there, and of the same types, if it is empty as well."""
        import pyarrow

        return pyarrow.Table.from_batches([self._native.batch(table)])

    def to_pandas(self, table: TableName = "claims") -> pandas.DataFrame:
        """The same for pandas. Values stay exact decimals as text."""
        return self.to_arrow(table).to_pandas()

    def __repr__(self) -> str:
        return f"<daejo.Report: {self._native.summary()}>"

    def _repr_html_(self) -> str:
        """The page of ``--format html``, in a frame of its own that reaches nothing of the notebook."""
        page = html.escape(self.to_format("html"))
        return f'<iframe sandbox="allow-scripts" width="100%" height="600" srcdoc="{page}"></iframe>'
