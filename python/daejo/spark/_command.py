"""``daejo-spark``: a check from the command line, with a line per stage and a summary."""

from __future__ import annotations

import argparse
import sys
from typing import List, Optional

from pyspark.sql import SparkSession

from .._config import Config
from .._errors import DaejoError
from ._job import Tables, check

__all__ = ["main"]


def main(arguments: Optional[List[str]] = None) -> int:
    """Runs a check and gives the exit status: 0 if nothing was found that is an error, 1 if something was, 2 if the
    check could not be made, 130 if it was interrupted."""
    options = _parser().parse_args(arguments)
    spark = SparkSession.builder.appName("daejo").getOrCreate()
    try:
        articles = spark.read.format(options.format).load(options.articles)
        config = Config(options.config, lang=options.lang, within_days=options.within_days, group_by=options.group_by)
        tables = check(articles, options.out, against=options.against, config=config, on_stage=_say)
        return _summary(tables)
    except DaejoError as error:
        print(f"daejo-spark: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    finally:
        spark.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="daejo-spark", description="Holds the articles of an archive against each other.")
    parser.add_argument("--articles", required=True, help="the folder of the articles")
    parser.add_argument("--format", default="parquet", help="what they are written in: parquet, json, delta (default: %(default)s)")
    parser.add_argument("--out", required=True, help="the folder that the tables are written to")
    parser.add_argument("--against", action="append", default=[], metavar="OUT", help="the folder of an earlier check")
    parser.add_argument("--config", help="a daejo.toml that all machines have")
    parser.add_argument("--lang", choices=["ko", "en"], help="the language of messages")
    parser.add_argument("--group-by", choices=["nothing", "topic"], help="compare only articles of one topic")
    parser.add_argument("--within-days", type=int, metavar="N", help="compare only articles of so many days")
    return parser


def _say(table: str, rows: int, seconds: float) -> None:
    print(f"{table}: {rows} rows in {seconds:.1f} s", file=sys.stderr, flush=True)


def _summary(tables: Tables) -> int:
    """Prints how much was found, and tells whether any of it is an error."""
    for name in ("articles", "errors", "claims", "relations", "checks", "groups"):
        print(f"{name}: {getattr(tables, name).count()}")
    severities = {row.severity: row["count"] for row in tables.findings.groupBy("severity").count().collect()}
    print(f"findings: {sum(severities.values())}, errors among them: {severities.get('error', 0)}")
    print(f"keys left out because too many claims have them: {tables.left_out}")
    return 1 if severities.get("error") else 0
