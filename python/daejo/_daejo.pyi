"""What is written in Rust."""

import os
from collections.abc import Sequence
from typing import Any, List, Optional, Tuple, Union, final

import pyarrow

from ._types import Articles, Claim, OnProblem, Progress

__all__ = [
    "Config",
    "FEWEST_SHARED",
    "LEAST_PERCENT",
    "Ledger",
    "READ",
    "Report",
    "batch_schema",
    "check",
    "extract",
    "extract_batch",
    "judge",
    "meet",
    "pack_articles",
    "regroup",
    "rules_version",
    "said",
    "schema_of",
    "traces_of",
    "unpack_claims",
]

@final
class Config:
    def __new__(
        cls,
        path: Optional[Union[str, os.PathLike[str]]] = None,
        *,
        rules: Sequence[Union[str, os.PathLike[str]]],
        lang: Optional[str] = None,
        group_by: Optional[str] = None,
        within_days: Optional[int] = None,
        max_bytes: Optional[int] = None,
        today: Optional[str] = None,
    ) -> Config: ...
    @property
    def lang(self) -> str: ...
    @property
    def today(self) -> str: ...

@final
class Report:
    def to_json(self) -> str: ...
    def to_format(self, name: str, explain: bool) -> str: ...
    def summary(self) -> str: ...
    def rows(self, table: str) -> List[Any]: ...
    def batch(self, table: str) -> pyarrow.RecordBatch: ...

@final
class Ledger:
    def __new__(cls, path: Union[str, os.PathLike[str]], config: Optional[Config]) -> Ledger: ...
    def index(
        self, articles: Articles, sync: bool, on_problem: Optional[OnProblem], progress: Optional[Progress]
    ) -> dict[str, int]: ...
    def check(
        self, articles: Articles, on_problem: Optional[OnProblem], progress: Optional[Progress]
    ) -> Report: ...
    def stats(self) -> dict[str, Any]: ...
    def verify(self) -> List[str]: ...
    def vacuum(self) -> None: ...

def extract(
    articles: Articles,
    config: Optional[Config],
    explain: bool,
    on_problem: Optional[OnProblem],
    progress: Optional[Progress],
) -> List[Claim]: ...
def check(
    articles: Articles,
    against: Optional[Articles],
    config: Optional[Config],
    on_problem: Optional[OnProblem],
    progress: Optional[Progress],
) -> Report: ...
def extract_batch(
    batch: pyarrow.RecordBatch, unusable: List[Tuple[str, str]], config: Optional[Config]
) -> pyarrow.RecordBatch: ...
def batch_schema() -> pyarrow.Schema: ...
def pack_articles(
    batch: pyarrow.RecordBatch, unusable: List[Tuple[str, str]], config: Config
) -> pyarrow.RecordBatch: ...
def unpack_claims(batch: pyarrow.RecordBatch, config: Config) -> pyarrow.RecordBatch: ...
def meet(batch: pyarrow.RecordBatch, config: Config) -> pyarrow.RecordBatch: ...
def judge(batch: pyarrow.RecordBatch, config: Config) -> pyarrow.RecordBatch: ...
def regroup(batch: pyarrow.RecordBatch, config: Config) -> pyarrow.RecordBatch: ...
def traces_of(batch: pyarrow.RecordBatch, config: Config) -> pyarrow.RecordBatch: ...
def rules_version(config: Config) -> str: ...
def said(key: str, config: Config) -> str: ...
def schema_of(function: str) -> pyarrow.Schema: ...

READ: int
FEWEST_SHARED: int
LEAST_PERCENT: int
