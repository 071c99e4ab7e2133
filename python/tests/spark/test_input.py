"""What is wrong with articles is a row, and keeps no other from being read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import daejo
import daejo.spark
import pytest

from .conftest import ENGLISH, table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

RENTS = "Rents in Garam rose 3.5% to 1,250 dollars in May, the city office said."


def test_bad_articles_are_rows(spark: SparkSession, tmp_path: Path) -> None:
    from pyspark.sql import functions as F

    config = daejo.Config(lang="en", today="2026-01-01", max_bytes=1000)
    articles = table(
        spark,
        [
            {"id": "good", "body": RENTS},
            {"id": "null"},
            {"body": RENTS},
            {"id": "large", "body": "x" * 1001},
            {"id": "twice", "body": RENTS},
            {"id": "twice", "body": RENTS.replace("May", "June")},
            {"id": "language", "body": RENTS, "lang": "fr"},
        ],
        4,
    )
    broken = table(spark, [{"id": "unicode"}]).withColumn("body", F.expr("unhex('ff')"))
    articles = articles.withColumn("body", F.col("body").cast("binary")).unionByName(broken)
    tables = daejo.spark.check(articles, str(tmp_path), config=config)
    told = sorted((row.id or "", row.severity, row.problem) for row in tables.errors.collect())
    expected = [
        ("", "error", "has no `id`"),
        ("language", "warning", "`fr`"),
        ("large", "error", "1000 bytes"),
        ("null", "error", "has no `body`"),
        ("twice", "error", "another article has the same id"),
        ("unicode", "error", "no valid Unicode"),
    ]
    assert [one[:2] for one in told] == [one[:2] for one in expected]
    assert all(part in one[2] for one, (*_, part) in zip(told, expected)), told
    assert sorted(row.id for row in tables.articles.collect()) == ["good", "language", "twice"]
    assert not tables.relations.isEmpty()


@pytest.mark.skipif("DAEJO_SPARK_REMOTE" in os.environ, reason="other engines don't let strings be anything else")
def test_strings_that_are_no_unicode_are_rows(spark: SparkSession) -> None:
    from pyspark.sql import functions as F

    articles = table(spark, [{"id": "good", "body": RENTS}, {"id": "unicode", "body": "ff"}])
    articles = articles.withColumn("body", F.when(F.col("id") == "unicode", F.expr("cast(unhex(body) as string)")).otherwise(F.col("body")))
    extracted = daejo.spark.extract(articles, config=ENGLISH).collect()
    assert sorted((row.id, row.problem is not None) for row in extracted) == [("good", False), ("unicode", True)]


def test_columns_of_another_type_are_said_in_every_row(spark: SparkSession) -> None:
    from pyspark.sql import functions as F

    articles = table(spark, [{"id": "a", "body": "x"}, {"id": "b", "body": "y"}]).withColumn("body", F.array("body"))
    told = daejo.spark.errors(daejo.spark.extract(articles, config=ENGLISH), config=ENGLISH).collect()
    assert sorted(row.id for row in told) == ["a", "b"]
    assert all("list" in row.problem for row in told)


def test_other_rules_are_refused(spark: SparkSession, tmp_path: Path) -> None:
    from pyspark.sql import functions as F

    earlier = daejo.spark.extract(table(spark, [{"id": "a", "body": RENTS}]), config=ENGLISH)
    earlier.withColumn("rules", F.lit("0" * 32)).write.parquet(str(tmp_path / "earlier" / "articles"))
    articles = table(spark, [{"id": "b", "body": RENTS}])
    with pytest.raises(daejo.ConfigError, match="not those of the driver"):
        daejo.spark.check(articles, str(tmp_path / "out"), against=[str(tmp_path / "earlier")], config=ENGLISH)


def test_keys_that_very_many_claims_have_are_cut(spark: SparkSession, tmp_path: Path) -> None:
    names = [f"{first}{second}시" for first in "가나다라마바사아자차카타파하" for second in "강남동산포평군구"]
    common = [{"id": f"c{at:04}", "body": f"{names[at % len(names)]}에서 올해 1명이 숨졌다."} for at in range(2100)]
    articles = [{"id": "x", "body": "해든시의 저류조 공사비는 321억 원이다."}, {"id": "y", "body": "해든시의 저류조 공사비는 324억 원이다."}]
    articles += common
    tables = daejo.spark.check(table(spark, articles, 4), str(tmp_path), config=ENGLISH)
    report = daejo.check(sorted(articles, key=lambda article: article["id"]), config=ENGLISH)
    assert tables.left_out > 2100
    told = sorted((tuple(row.claims), row.verdict, row.score) for row in tables.relations.collect())
    assert told == sorted((tuple(one["claims"]), one["verdict"], one["score"]) for one in report.relations)
