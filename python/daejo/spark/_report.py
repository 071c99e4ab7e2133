"""Relations → groups and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

import pyarrow

from .. import _daejo
from ._blocks import BLOCK, Batches, block_of, columns, in_blocks
from ._components import components
from ._shipped import Shipped

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

    from ._store import Store

__all__ = ["findings", "report"]

_BLOCKS = 1000
"""Relations that hang together stay together, in one of so many blocks."""

_TRACES = "id string, agency int, shingles array<bigint>"
_TO_REPORT = columns(
    article=pyarrow.binary(),
    held=pyarrow.bool_(),
    origin=pyarrow.string(),
    relation=pyarrow.binary(),
    article_a=pyarrow.string(),
    claim_a=pyarrow.int32(),
    article_b=pyarrow.string(),
    claim_b=pyarrow.int32(),
)


def report(together: DataFrame, judged: DataFrame, store: Store, shipped: Shipped) -> DataFrame:
    """The groups that relations form (``group``), and what is found in them (``finding``), with the ids of the articles
    of their claims (``articles``) and where these stand there (``positions``)."""
    from pyspark.sql import functions as F
    from pyspark.sql.pandas.types import from_arrow_schema

    links = judged.where(F.col("packed").isNotNull()).select(F.col("packed").alias("relation"), *_sides())
    edges = links.select(_claim("a").alias("a"), _claim("b").alias("b"))
    labels = components(edges, store, "claims")
    links = links.withColumn("node", _claim("a")).join(labels, "node")
    links = links.withColumn(BLOCK, block_of(F.col("label"), _BLOCKS)).drop("node", "label")
    ends = [links.select(BLOCK, F.col(f"article_{side}").alias("id")) for side in "ab"]
    needed = ends[0].union(ends[1]).distinct()
    involved = together.join(needed.select("id").distinct(), "id", "left_semi")
    parts = needed.join(_with_origins(involved, store, shipped), "id").drop("id")
    return in_blocks([parts, links], _report, shipped, _TO_REPORT, from_arrow_schema(_daejo.schema_of("regroup")))


def findings(judged: DataFrame, reported: DataFrame) -> DataFrame:
    """All findings, one a row. A fingerprint that comes again gets a number, as it does in one run."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    first = F.get("positions", 0).alias("first")
    found = [table.where(table.finding.isNotNull()).select("finding.*", first) for table in (judged, reported)]
    rows = found[0].unionByName(found[1]).withColumn("plain", F.substring_index("fingerprint", "-", 1))
    rows = rows.withColumn("number", F.row_number().over(Window.partitionBy("plain").orderBy("first")))
    numbered = F.concat("plain", F.lit("-"), F.col("number").cast("string"))
    told = F.when(F.col("number") > 1, numbered).otherwise(F.col("plain"))
    return rows.withColumn("fingerprint", told).drop("first", "plain", "number")


def _report(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
    return _daejo.regroup(block, config)


def _sides() -> list[Column]:
    from pyspark.sql import functions as F

    sides = []
    for at, side in enumerate("ab"):
        sides.append(F.get("articles", at).alias(f"article_{side}"))
        sides.append(F.get("positions", at).cast("int").alias(f"claim_{side}"))
    return sides


def _claim(side: str) -> Column:
    """The name of a claim, which no other one has."""
    from pyspark.sql import functions as F

    return F.concat(f"article_{side}", F.lit("#"), F.col(f"claim_{side}").cast("string"))


def _with_origins(articles: DataFrame, store: Store, shipped: Shipped) -> DataFrame:
    """Articles with the least of those that are of one origin with them: ``id``, ``article``, ``held``, ``origin``."""
    from pyspark.sql import functions as F

    traces = articles.select("article", "held", "id").mapInArrow(_traces(shipped), f"held boolean, {_TRACES}")
    traces = store.keep(traces, "traces")
    edges = _by_credit(traces).union(_by_passages(traces))
    labels = components(edges, store, "origins").withColumnRenamed("node", "id")
    known = articles.select("id", "article", "held").join(labels, "id", "left")
    return known.withColumn("origin", F.coalesce("label", "id")).drop("label")


def _traces(shipped: Shipped) -> Callable[[Batches], Batches]:
    def work(batches: Batches) -> Batches:
        native = shipped.native()
        for batch in batches:
            packed = pyarrow.record_batch({"article": batch.column(0).cast(pyarrow.binary())})
            made = _daejo.traces_of(packed, native)
            yield pyarrow.RecordBatch.from_arrays([batch.column(1), *made.columns], names=["held", *made.schema.names])

    return work


def _by_credit(traces: DataFrame) -> DataFrame:
    """Articles by one agency."""
    from pyspark.sql import functions as F

    credited = traces.where("agency IS NOT NULL")
    first = credited.groupBy("agency").agg(F.min("id").alias("a"))
    return credited.join(F.broadcast(first), "agency").select("a", F.col("id").alias("b"))


def _by_passages(traces: DataFrame) -> DataFrame:
    """Articles of which one has much of the other: of those that have a shingle each is held against the one before it
    and against the first."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    holders = traces.select("held", "id", F.explode("shingles").alias("shingle"))
    order = Window.partitionBy("shingle").orderBy("held", "id")
    beside = holders.select("id", F.lag("id").over(order).alias("before"), F.first("id").over(order).alias("first"))
    pairs = beside.where("before IS NOT NULL").select(F.col("before").alias("a"), F.col("id").alias("b"))
    pairs = pairs.union(beside.where("before <> first").select("first", "id"))
    shared = pairs.groupBy("a", "b").count().where(F.col("count") >= _daejo.FEWEST_SHARED)
    sizes = traces.select("id", F.size("shingles").alias("size"))
    for end in "ab":
        shared = shared.join(sizes.toDF(end, f"size_{end}"), end)
    least = F.least("size_a", "size_b") * F.lit(_daejo.LEAST_PERCENT)
    return shared.where(F.col("count") * 100 >= least).select("a", "b")
