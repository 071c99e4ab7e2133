"""A small cluster, whose executors are processes of their own.

``DAEJO_SPARK_REMOTE`` is the address of another engine that speaks Spark Connect, or ``sail``, which is started here.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import daejo
import pytest

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ROOT = Path(__file__).resolve().parents[3]
ENGLISH = daejo.Config(lang="en", today="2026-01-01")
FIELDS = ("id", "title", "body", "outlet", "published", "lang", "topic", "url")
SCHEMA = ", ".join(f"{field} string" for field in FIELDS)

Article = dict[str, Any]


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    remote = os.environ.get("DAEJO_SPARK_REMOTE")
    if remote is None and shutil.which("java") is None:
        pytest.skip("there is no Java, which Spark needs")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    if remote == "sail":
        from pysail.spark import SparkConnectServer

        server = SparkConnectServer("127.0.0.1", 0)
        server.start(background=True)
        remote = "sc://{}:{}".format(*server.listening_address)
    builder = SparkSession.builder.remote(remote) if remote else SparkSession.builder.master("local-cluster[2,1,1024]")
    options = {"spark.sql.shuffle.partitions": "3", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    # Most of what these tests wait for is code of Spark that runs once: the quick compiler will do.
    options |= {f"spark.{side}.extraJavaOptions": "-XX:TieredStopAtLevel=1" for side in ("driver", "executor")}
    for name, value in options.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


@pytest.fixture(scope="session")
def corpus() -> list[Article]:
    """The articles of the corpus that are plain text, in order of their ids."""
    known = {article["id"]: article for article in daejo.check(ROOT / "corpus", config=ENGLISH).articles}
    articles: list[Article] = []
    for path in sorted((ROOT / "corpus").glob("*/*")):
        if path.suffix == ".jsonl":
            lines = path.read_text(encoding="utf-8").splitlines()
            articles += [{field: json.loads(line).get(field) for field in FIELDS} for line in lines]
        elif path.suffix in (".txt", ".md"):
            about = known.get(path.stem, {})
            body = path.read_text(encoding="utf-8").split("---\n")[-1]
            articles.append({**dict.fromkeys(FIELDS), **{f: about.get(f) for f in FIELDS}, "id": path.stem, "body": body})
    return sorted(articles, key=lambda article: str(article["id"]).encode())


def table(spark: SparkSession, articles: list[Article], partitions: int = 3) -> DataFrame:
    """Articles as a table in so many parts, in no order."""
    rows = [tuple(article.get(field) for field in FIELDS) for article in articles]
    return spark.createDataFrame(rows, SCHEMA).repartition(partitions)
