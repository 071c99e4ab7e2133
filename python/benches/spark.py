"""What archives cost on Spark: extraction beside the command's, then every stage, what it moves, and how many candidates
a claim has.

    cargo run --release --example archive -- make --articles 10000 >10000.jsonl
    python python/benches/spark.py 10000.jsonl 20000.jsonl --daejo target/release/daejo --json spark.json
    python python/benches/spark.py --draw spark.json docs/candidates.svg

needs ``pip install "python[spark]"`` (and matplotlib to draw). The cluster is two executors of one processor and 2 GiB
each, on this machine.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import daejo
import daejo.spark
from pyspark.sql import DataFrame, SparkSession

SCHEMA = "id string, title string, body string, outlet string, published string, lang string, topic string, url string"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("archives", nargs="*", help="articles, one a line")
    parser.add_argument("--daejo", default="target/release/daejo", help="the command (default: %(default)s)")
    parser.add_argument("--compare", action="store_true", help="hold what is found to what the command finds")
    parser.add_argument("--json", help="where to write what was measured")
    parser.add_argument("--draw", nargs=2, metavar=("JSON", "SVG"), help="draw what was measured, and do nothing else")
    options = parser.parse_args()
    if options.draw:
        draw(*options.draw)
        return
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local-cluster[2,1,2048]").config("spark.executor.memory", "2g")
    spark = session.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    measured: list[dict[str, Any]] = []
    try:
        for archive in options.archives:
            with tempfile.TemporaryDirectory() as folder:
                measured.append(measure(spark, archive, options.daejo, folder, options.compare))
            if options.json:
                Path(options.json).write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    finally:
        spark.stop()


def measure(spark: SparkSession, archive: str, command: str, folder: str, compared: bool) -> dict[str, Any]:
    size = os.path.getsize(archive)
    rows = f"{folder}/rows"
    spark.read.schema(SCHEMA).json(archive).repartition(16).write.parquet(rows)
    articles = spark.read.parquet(rows)
    # Executors and their interpreters start.
    daejo.spark.extract(articles.limit(100)).count()
    by_command, by_spark = of_command(command, archive), of_spark(articles, f"{folder}/warm")
    print(f"{archive}: daejo extract -j 2: {size / by_command / 1e6:.2f} MB/s, daejo.spark.extract: {size / by_spark / 1e6:.2f}")
    before, stages = shuffled(spark), {}

    def say(table: str, count: int, seconds: float) -> None:
        stages[table] = round(seconds, 1)
        print(f"  {table}: {count} rows in {seconds:.1f} s", flush=True)

    start = time.monotonic()
    config = daejo.Config(lang="en")
    tables = daejo.spark.check(articles, f"{folder}/out", config=config, on_stage=say)
    seconds = time.monotonic() - start
    after = shuffled(spark)
    candidates = spark.read.parquet(f"{folder}/out/met").groupBy().sum("candidates").collect()[0][0]
    found = {
        "articles": tables.articles.count(),
        "claims": tables.claims.count(),
        "candidates": candidates,
        "left_out": tables.left_out,
        "relations": tables.relations.count(),
        "findings": tables.findings.count(),
        "seconds": round(seconds, 1),
        "task_seconds": round(after[1] - before[1], 1),
        "shuffled": after[0] - before[0],
        "stages": stages,
        "extract": [round(by_command, 2), round(by_spark, 2)],
    }
    print("  " + ", ".join(f"{name} {value}" for name, value in found.items() if name != "stages"), flush=True)
    if compared:
        compare(tables, command, archive, folder)
    return found


def of_command(command: str, archive: str) -> float:
    start = time.monotonic()
    with open(os.devnull, "w") as nowhere:
        subprocess.run([command, "extract", "--isolated", "-j", "2", "-f", "jsonl", archive], stdout=nowhere, check=True)
    return time.monotonic() - start


def of_spark(articles: DataFrame, folder: str) -> float:
    start = time.monotonic()
    daejo.spark.extract(articles).write.parquet(folder)
    return time.monotonic() - start


def shuffled(spark: SparkSession) -> tuple[int, float]:
    """The bytes that all stages have written for others, and the seconds that their tasks took."""
    context = spark.sparkContext
    address = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/stages"
    with urllib.request.urlopen(address) as answer:
        stages = json.load(answer)
    return sum(stage["shuffleWriteBytes"] for stage in stages), sum(stage["executorRunTime"] for stage in stages) / 1000


def compare(tables: daejo.spark.Tables, command: str, archive: str, folder: str) -> None:
    """Fails if the command finds anything else in the same articles, in order of their ids."""
    lines = sorted(Path(archive).read_bytes().splitlines(), key=lambda line: json.loads(line)["id"].encode())
    Path(folder, "sorted.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    check = [command, "check", "--isolated", "--lang", "en", "-f", "json", "--exit-zero", f"{folder}/sorted.jsonl"]
    start, report = time.monotonic(), json.loads(subprocess.run(check, check=True, capture_output=True).stdout)
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"  daejo check: {time.monotonic() - start:.1f} s, {used:.1f} GB at most")
    fields = {
        "relations": ("id", "verdict", "code", "severity", "claims", "score", "why"),
        "checks": ("check", "verdict", "claims", "message"),
        "groups": ("id", "claims", "verdict", "origins"),
        "findings": ("code", "severity", "message", "fingerprint"),
    }
    for name, chosen in fields.items():
        spread = getattr(tables, name).select(*chosen).toLocalIterator()
        told = sorted(json.dumps([row[field] for field in chosen]) for row in spread)
        expected = sorted(json.dumps([row[field] for field in chosen]) for row in report[name])
        if told != expected:
            sys.exit(f"{name}: {len(told)} on Spark, {len(expected)} by the command; they are not the same")
        print(f"  {name}: the same {len(told)}")


def draw(measured: str, picture: str) -> None:
    import matplotlib.pyplot as plt

    runs = json.loads(Path(measured).read_text(encoding="utf-8"))
    figure, axes = plt.subplots(figsize=(6, 3.2))
    axes.plot([run["articles"] for run in runs], [run["candidates"] / run["claims"] for run in runs], marker="o")
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("articles")
    axes.set_ylabel("candidates per claim")
    axes.grid(alpha=0.3)
    figure.tight_layout()
    plt.rcParams["svg.hashsalt"] = "daejo"
    figure.savefig(picture, metadata={"Date": None})


if __name__ == "__main__":
    main()
