"""What archives cost on Spark: extraction beside the command's, then every stage, what it moves, and how many candidates
a claim has.

    cargo run --release --example archive -- make --articles 10000 >10000.jsonl
    python python/benches/spark.py 10000.jsonl 20000.jsonl --daejo target/release/daejo --json spark.json
    python python/benches/spark.py --draw spark.json docs/candidates.svg

needs ``pip install "python[spark]"`` (and matplotlib to draw). The cluster is two executors of one processor and 2 GiB
each, on this machine. Seconds hang on what else the machine does; processor time is that of all processes of Spark.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

import daejo
import daejo.spark
from daejo.spark import _relate
from daejo.spark._shipped import Shipped
from daejo.spark._store import Store
from pyspark.sql import DataFrame, SparkSession
from told import lists, told
from watched import Clock, Memory

SCHEMA = "id string, title string, body string, outlet string, published string, lang string, topic string, url string"
CONFIG = daejo.Config(lang="en")
# By table, what must be the same as in a report of the command.
COMPARED = {
    "relations": ("id", "verdict", "code", "severity", "claims", "score", "why"),
    "checks": ("check", "verdict", "claims", "message"),
    "groups": ("id", "claims", "verdict", "origins"),
    "findings": ("code", "severity", "message", "fingerprint"),
}

Measured = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("archives", nargs="*", help="articles, one a line")
    parser.add_argument("--daejo", default="target/release/daejo", help="the command (default: %(default)s)")
    parser.add_argument("--compare", action="store_true", help="hold what is found to what the command finds")
    parser.add_argument("--no-meeting", action="store_true", help="stop after extraction")
    parser.add_argument("--no-judging", action="store_true", help="stop when it is known what is worth comparing")
    parser.add_argument("--json", help="where to write what was measured, after what is there")
    parser.add_argument("--draw", nargs=2, metavar=("JSON", "SVG"), help="draw what was measured, and do nothing else")
    options = parser.parse_args()
    if options.draw:
        draw(*options.draw)
        return
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = SparkSession.builder.master("local-cluster[2,1,2048]").config("spark.executor.memory", "2g")
    spark = session.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    try:
        for archive in options.archives:
            with tempfile.TemporaryDirectory() as folder:
                Bench(spark, archive, options.daejo, folder).run(options)
    finally:
        spark.stop()


class Bench:
    """One archive."""

    def __init__(self, spark: SparkSession, archive: str, command: str, folder: str) -> None:
        self.spark, self.archive, self.command, self.folder = spark, archive, command, folder
        self.clock, self.moved = Clock(), shuffled(spark)
        self.stages: dict[str, Measured] = {}

    def run(self, options: argparse.Namespace) -> None:
        rows = f"{self.folder}/rows"
        self.spark.read.schema(SCHEMA).json(self.archive).repartition(16).write.parquet(rows)
        articles = self.spark.read.parquet(rows)
        # Executors and their interpreters start.
        daejo.spark.extract(articles.limit(100)).count()
        with Memory() as memory:
            found = self.extraction(articles)
            print(f"{self.archive}: {found}", flush=True)
            if options.no_judging:
                found |= self.meeting(articles)
            elif not options.no_meeting:
                found |= self.checking(articles, options.compare)
        found |= {"memory": memory.most, "stages": self.stages}
        print("  " + ", ".join(f"{name} {value}" for name, value in found.items() if name != "stages"), flush=True)
        if options.json:
            path = Path(options.json)
            before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
            path.write_text(json.dumps([*before, found], indent=1) + "\n", encoding="utf-8")

    def extraction(self, articles: DataFrame) -> Measured:
        """The seconds and the processor time of the command with two threads, and of Spark, in turn and twice."""
        size = os.path.getsize(self.archive)
        seconds: dict[str, list[list[float]]] = {"command": [], "spark": []}
        for turn in range(2):
            seconds["command"].append([round(value, 2) for value in of_command(self.command, self.archive)])
            self.clock.lap()
            daejo.spark.extract(articles).write.parquet(f"{self.folder}/extracted-{turn}")
            seconds["spark"].append([round(value, 2) for value in self.clock.lap()])
        return {"bytes": size, "extract": seconds}

    def checking(self, articles: DataFrame, compared: bool) -> Measured:
        self.start()
        out = f"{self.folder}/out"
        tables = daejo.spark.check(articles, out, config=CONFIG, on_stage=self.say)
        counts = {name: getattr(tables, name).count() for name in ("articles", "claims", "relations", "groups", "findings")}
        if compared:
            compare(tables, self.command, self.archive, self.folder)
        return {**counts, "left_out": tables.left_out, **met_in(self.spark, out)}

    def meeting(self, articles: DataFrame) -> Measured:
        self.start()
        out = f"{self.folder}/out"
        shipped, store = Shipped(CONFIG), Store(self.spark, out, self.say)
        read = store.keep(daejo.spark.extract(articles, config=CONFIG), "articles")
        _relate.meet(_relate.held_together(read, None), store, shipped)
        claims = daejo.spark.claims(read, config=CONFIG).count()
        return {"articles": read.count(), "claims": claims, **met_in(self.spark, out)}

    def start(self) -> None:
        self.clock.lap()
        self.moved = shuffled(self.spark)

    def say(self, table: str, count: int, _: float) -> None:
        """Takes down what a stage has cost."""
        (seconds, processor), before, self.moved = self.clock.lap(), self.moved, shuffled(self.spark)
        cost = {"rows": count, "seconds": round(seconds, 1), "processor": round(processor, 1), "shuffled": self.moved - before}
        self.stages[table] = cost
        print(f"  {table}: {cost}", flush=True)


def met_in(spark: SparkSession, out: str) -> Measured:
    """How many candidates there are, and to how many places articles go."""
    from pyspark.sql import functions as F

    met = spark.read.parquet(f"{out}/met")
    sent = met.select("block", F.explode(F.concat("own", "articles")).alias("id")).distinct()
    places = [row["count"] for row in sent.groupBy("block").count().collect()]
    candidates = met.groupBy().sum("candidates").collect()[0][0]
    return {"candidates": candidates, "places": len(places), "sent": sum(places), "largest place": max(places)}


def of_command(command: str, archive: str) -> tuple[float, float]:
    clock, before = Clock(), waited_for()
    with open(os.devnull, "w") as nowhere:
        subprocess.run([command, "extract", "--isolated", "-j", "2", "-f", "jsonl", archive], stdout=nowhere, check=True)
    return clock.lap()[0], waited_for() - before


def waited_for() -> float:
    """The processor time of programs that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def shuffled(spark: SparkSession) -> int:
    """The bytes that all stages have written for others."""
    context = spark.sparkContext
    address = f"{context.uiWebUrl}/api/v1/applications/{context.applicationId}/stages"
    with urllib.request.urlopen(address) as answer:
        return sum(stage["shuffleWriteBytes"] for stage in json.load(answer))


def compare(tables: daejo.spark.Tables, command: str, archive: str, folder: str) -> None:
    """Fails if the command finds anything else in the same articles, in order of their ids."""
    lines = sorted(Path(archive).read_bytes().splitlines(), key=lambda line: json.loads(line)["id"].encode())
    Path(folder, "sorted.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    report = Path(folder, "report.json")
    check = [command, "check", "--isolated", "--lang", "en", "-f", "json", "--exit-zero", f"{folder}/sorted.jsonl"]
    clock, before = Clock(), waited_for()
    with report.open("wb") as out:
        subprocess.run(check, check=True, stdout=out)
    print(f"  daejo check: {clock.lap()[0]:.1f} s, {waited_for() - before:.1f} s of processor time", flush=True)
    expected: dict[str, list[bytes]] = {name: [] for name in COMPARED}
    for name, row in lists(report):
        if name in COMPARED:
            expected[name] += told([row], COMPARED[name])
    for name, fields in COMPARED.items():
        spread = told(getattr(tables, name).select(*fields).toLocalIterator(), fields)
        if spread != sorted(expected[name]):
            sys.exit(f"{name}: {len(spread)} on Spark, {len(expected[name])} by the command; they are not the same")
        print(f"  {name}: the same {len(spread)}", flush=True)


def draw(measured: str, picture: str) -> None:
    """Candidates per claim, and to how many places an article is sent, by the size of the archive; and what each
    stage takes for an article, printed."""
    import matplotlib.pyplot as plt

    runs = sorted(json.loads(Path(measured).read_text(encoding="utf-8")), key=lambda run: run["articles"])
    sizes = [run["articles"] for run in runs]
    plt.rcParams |= {"svg.hashsalt": "daejo", "svg.fonttype": "none"}
    figure, axes = plt.subplots(figsize=(6, 3.2))
    axes.plot(sizes, [run["candidates"] / run["claims"] for run in runs], "o-", label="candidates per claim")
    axes.plot(sizes, [run["sent"] / run["articles"] for run in runs], "s--", label="places per article")
    axes.set(xscale="log", ylim=(0, None), xlabel="articles")
    axes.legend()
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(picture, metadata={"Date": None})
    for run in runs:
        for stage, cost in run["stages"].items():
            if cost["processor"] >= 1:
                each = {name: cost[name] / run["articles"] for name in ("processor", "shuffled")}
                print(f"{run['articles']} {stage}: {each['processor'] * 1e3:.2f} ms, {each['shuffled']:.0f} bytes an article")


if __name__ == "__main__":
    main()
