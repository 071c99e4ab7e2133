"""What the parts find is what one run finds in the same articles, however they are divided."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import daejo
import daejo.spark

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


def test_corpus(spark: SparkSession, corpus: list[Article], tmp_path: Path) -> None:
    tables = daejo.spark.check(table(spark, corpus), str(tmp_path), config=ENGLISH)
    compare(tables, daejo.check(corpus, config=ENGLISH))
    assert tables.errors.where("severity = 'error'").isEmpty()
    assert tables.left_out == 0


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
