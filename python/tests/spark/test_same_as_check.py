"""What the parts find is what one run finds in the same articles, however they are divided."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import daejo
import daejo.spark
import pyarrow
import pytest
from daejo import _daejo
from daejo.spark import _relate

from .conftest import ENGLISH, Article, table

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

LISTS = {
    "claims": ("id", "article", "kind", "field", "start", "end", "text", "status"),
    "relations": ("id", "verdict", "code", "severity", "claims", "score", "why", "evidence"),
    "checks": ("check", "verdict", "severity", "claims", "message"),
    "groups": ("id", "claims", "verdict", "origins"),
    "findings": ("code", "severity", "message", "fingerprint"),
}


@pytest.fixture(scope="module")
def report(corpus: list[Article]) -> daejo.Report:
    return daejo.check(corpus, config=ENGLISH)


@contextmanager
def shuffled(spark: SparkSession, partitions: int) -> Iterator[None]:
    """Rows are moved into so many partitions, none of which are joined again."""
    names = ("spark.sql.shuffle.partitions", "spark.sql.adaptive.coalescePartitions.enabled")
    before = {name: spark.conf.get(name, None) for name in names}
    for name, value in zip(names, (str(partitions), "false")):
        spark.conf.set(name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            spark.conf.unset(name) if value is None else spark.conf.set(name, value)


def told(rows: Iterable[Any], names: tuple[str, ...]) -> list[str]:
    """Rows as text, in order."""
    chosen = ({name: row.get(name) for name in names} for row in rows)
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in chosen)


def rows(made: DataFrame) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in made.collect()]


def compare(tables: daejo.spark.Tables, report: daejo.Report) -> None:
    for name, fields in LISTS.items():
        expected = told(getattr(report, name), fields)
        assert expected, name
        assert told(rows(getattr(tables, name)), fields) == expected, name


@pytest.mark.parametrize(("partitions", "meeting", "judged"), [(1, 1000, 4000), (17, 40, 7)])
def test_corpus(
    spark: SparkSession,
    corpus: list[Article],
    report: daejo.Report,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    partitions: int,
    meeting: int,
    judged: int,
) -> None:
    """It is divided into so many partitions, and into blocks of about so many articles."""
    monkeypatch.setattr(_relate, "_MEETING_TOGETHER", meeting)
    monkeypatch.setattr(_relate, "_JUDGED_TOGETHER", judged)
    with shuffled(spark, partitions):
        tables = daejo.spark.check(table(spark, corpus, partitions), str(tmp_path), config=ENGLISH)
        compare(tables, report)
        assert tables.errors.where("severity = 'error'").isEmpty()
        assert tables.left_out == 0


@pytest.mark.skipif("DAEJO_SPARK_REMOTE" in os.environ, reason="only the executors of a cluster of Spark can be killed")
def test_an_executor_dies_in_the_middle_of_a_job(
    spark: SparkSession,
    corpus: list[Article],
    report: daejo.Report,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first task that judges takes its executor with it, and what that had ready for others. There are three
    partitions."""
    marker = str(tmp_path / "died")

    def die_once(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
        with suppress(FileExistsError):
            os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
            process = os.getpid()
            while b"ExecutorBackend" not in Path(f"/proc/{process}/cmdline").read_bytes():
                process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
            os.kill(process, signal.SIGKILL)
        return _daejo.judge(block, config)

    monkeypatch.setattr(_relate, "_JUDGED_TOGETHER", 20)
    monkeypatch.setattr(_relate, "_judge", die_once)
    tables = daejo.spark.check(table(spark, corpus), str(tmp_path), config=ENGLISH)
    assert os.path.exists(marker)
    compare(tables, report)


def test_settings_by_path_are_not_used(spark: SparkSession, tmp_path: Path) -> None:
    settings = tmp_path / "daejo.toml"
    settings.write_text('lang = "en"\n[[override]]\npaths = ["wires/**"]\narticle-lang = "ko"\n')
    with pytest.warns(daejo.InputWarning, match="override") as told:
        daejo.spark.extract(table(spark, [{"id": "a", "body": "x"}]), config=settings)
    assert [warning.filename for warning in told if warning.category is daejo.InputWarning] == [__file__]


def test_a_day_against_years(spark: SparkSession, corpus: list[Article], tmp_path: Path) -> None:
    old, new = corpus[::2], corpus[1::2]
    years, day = str(tmp_path / "years"), str(tmp_path / "day")
    earlier = daejo.spark.extract(table(spark, old), config=ENGLISH)
    earlier.where("article IS NOT NULL").write.parquet(f"{years}/articles")
    tables = daejo.spark.check(table(spark, new), day, against=[years], config=ENGLISH)
    report = daejo.check(new, against=old, config=ENGLISH)
    own = {article["id"] for article in new}
    for name in ("relations", "checks", "groups", "findings"):
        assert told(rows(getattr(tables, name)), LISTS[name]) == told(getattr(report, name), LISTS[name]), name
    claims = [claim for claim in report.claims if claim["article"] in own]
    assert told(rows(tables.claims), LISTS["claims"]) == told(claims, LISTS["claims"])
