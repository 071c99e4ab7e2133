"""An archive's claims in one file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, List, Optional, TypedDict, Union, cast

from . import _daejo
from ._config import native
from ._report import Report
from ._types import Articles, OnProblem, Progress

if TYPE_CHECKING:
    from ._config import Settings

__all__ = ["Indexed", "Ledger", "Stats"]


class Indexed(TypedDict):
    """What an indexing has done: articles written, left as they were, taken out; claims written."""

    written: int
    unchanged: int
    removed: int
    claims: int


class Stats(TypedDict):
    """What a ledger holds; see ``daejo ledger stats``."""

    articles: int
    claims: int
    segments: int
    entries: int
    retired: int
    bytes: int
    current: bool


class Ledger:
    """An archive's claims in one file, against which drafts are checked at once.

    >>> import daejo, tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> ledger = daejo.Ledger(pathlib.Path(folder.name, "archive.daejo"), config=daejo.Config(lang="en"))
    >>> ledger.index([{"id": "old", "body": "The city spent $320 million on the Garam tunnel."}])
    {'written': 1, 'unchanged': 0, 'removed': 0, 'claims': 1}
    >>> report = ledger.check({"id": "draft", "body": "The city spent $32 million on the Garam tunnel."})
    >>> [finding["code"] for finding in report.findings]
    ['value-conflict']
    >>> ledger.stats()["articles"], ledger.verify()
    (1, [])
    >>> folder.cleanup()

    :param path: the file, made by the first :meth:`index` or by ``daejo index``
    :param config: settings, or the path of a ``daejo.toml``; a ledger is read by the rules that wrote it
    """

    def __init__(self, path: Union[str, os.PathLike[str]], *, config: Optional[Settings] = None) -> None:
        self._native = _daejo.Ledger(path, native(config))

    def index(
        self,
        articles: Articles,
        *,
        sync: bool = False,
        on_problem: Optional[OnProblem] = None,
        progress: Optional[Progress] = None,
    ) -> Indexed:
        """Puts articles into the ledger, each in place of the one of its id; what has not changed is left.

        :param sync: take out what is not among ``articles``, as ``daejo index`` does
        :raises LedgerError: the file is no ledger, can't be written, or somebody else is writing it
        """
        return cast("Indexed", self._native.index(articles, sync, on_problem, progress))

    def check(
        self, articles: Articles, *, on_problem: Optional[OnProblem] = None, progress: Optional[Progress] = None
    ) -> Report:
        """Holds articles against each other and against those of the ledger: ``daejo check --ledger``.

        :raises LedgerError: the ledger can't be read, or was written by other rules
        """
        return Report(self._native.check(articles, on_problem, progress))

    def stats(self) -> Stats:
        """What it holds."""
        return cast("Stats", self._native.stats())

    def verify(self) -> List[str]:
        """What is damaged in it; an empty list if it is sound."""
        return self._native.verify()

    def vacuum(self) -> None:
        """Takes out what is no longer there, and gives the room back."""
        self._native.vacuum()
