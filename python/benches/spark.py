"""What an archive costs on Spark: extraction beside the command's, then every stage, the bytes that it moves, and how
many candidates a claim has.

    cargo run --release --example archive -- make --articles 20000 >archive.jsonl
    python python/benches/spark.py archive.jsonl --daejo target/release/daejo

needs ``pip install "python[spark]"``. The cluster is two executors of one processor and 2 GiB each, on this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request

import daejo
import daejo.spark
from pyspark.sql import DataFrame, SparkSession

SCHEMA = "id string, title string, body string, outlet string, published string, lang string, topic string, url string"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("archive", help="articles, one a line")
    parser.add_argument("--daejo", default="target/release/daejo", help="the command (default: %(default)s)")
    options = parser.parse_args()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master("local-cluster[2,1,2048]")
        .config("spark.executor.memory", "2g")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    try:
        with tempfile.TemporaryDirectory() as folder:
            measure(spark, options.archive, options.daejo, folder)
    finally:
        spark.stop()


def measure(spark: SparkSession, archive: str, command: str, folder: str) -> None:
    size = os.path.getsize(archive)
    rows = f"{folder}/rows"
    spark.read.schema(SCHEMA).json(archive).repartition(16).write.parquet(rows)
    articles = spark.read.parquet(rows)
    warm(articles)
    print(f"daejo extract -j 2: {size / of_command(command, archive) / 1e6:.2f} MB/s")
    print(f"daejo.spark.extract: {size / of_spark(articles, f'{folder}/warm') / 1e6:.2f} MB/s")
    start = time.monotonic()
    tables = daejo.spark.check(articles, f"{folder}/out", on_stage=say)
    print(f"daejo.spark.check: {time.monotonic() - start:.1f} s for {tables.articles.count()} articles")
    meetings = spark.read.parquet(f"{folder}/out/met").where("aspect IS NOT NULL").count()
    claims = tables.claims.count()
    print(f"claims: {claims}, candidates of each: {meetings / claims:.2f}, keys left out: {tables.left_out}")
    print(f"relations: {tables.relations.count()}, findings: {tables.findings.count()}")
    print(f"bytes shuffled: {shuffled(spark)}")


def warm(articles: DataFrame) -> None:
    """Lets the executors and their interpreters start."""
    daejo.spark.extract(articles.limit(100)).count()


def of_command(command: str, archive: str) -> float:
    start = time.monotonic()
    with open(os.devnull, "w") as nowhere:
        subprocess.run([command, "extract", "--isolated", "-j", "2", "-f", "jsonl", archive], stdout=nowhere, check=True)
    return time.monotonic() - start


def of_spark(articles: DataFrame, folder: str) -> float:
    start = time.monotonic()
    daejo.spark.extract(articles).write.parquet(folder)
    return time.monotonic() - start


def say(table: str, rows: int, seconds: float) -> None:
    print(f"  {table}: {rows} rows in {seconds:.1f} s", flush=True)


def shuffled(spark: SparkSession) -> int:
    """The bytes that all stages have written for others."""
    context = spark.sparkContext
    address = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/stages"
    with urllib.request.urlopen(address) as answer:
        return sum(stage["shuffleWriteBytes"] for stage in json.load(answer))


if __name__ == "__main__":
    main()
