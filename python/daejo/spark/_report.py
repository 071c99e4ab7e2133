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
"""What hangs together stays together, in one of so many blocks."""

_TRACES = "id string, agency int, shingles array<bigint>"
_TO_GROUP = columns(
    label=pyarrow.string(),
    verdict=pyarrow.string(),
    article=pyarrow.string(),
    position=pyarrow.int32(),
    claim=pyarrow.string(),
    held=pyarrow.bool_(),
    origin=pyarrow.string(),
)
_TO_REPORT = columns(
    article=pyarrow.binary(),
    held=pyarrow.bool_(),
    relation=pyarrow.binary(),
    article_a=pyarrow.string(),
    claim_a=pyarrow.int32(),
    article_b=pyarrow.string(),
    claim_b=pyarrow.int32(),
)


def report(together: DataFrame, judged: DataFrame, store: Store, shipped: Shipped) -> DataFrame:
    """The groups that relations form (``group``), and what is found in their conflicts (``finding``), with the ids of the
    articles of their claims (``articles``) and where these stand there (``positions``)."""
    from pyspark.sql import functions as F

    links = judged.where(F.col("packed").isNotNull())
    links = links.select("relation.verdict", "relation.claims", F.col("packed").alias("relation"), *_sides())
    links = links.select("*", _claim("a").alias("node_a"), _claim("b").alias("node_b"))
    return _groups(together, links, store, shipped).unionByName(_conflicts(together, links, store, shipped))


def _groups(together: DataFrame, links: DataFrame, store: Store, shipped: Shipped) -> DataFrame:
    """Groups: of their articles, only what they are called and where they come from is moved."""
    from pyspark.sql import functions as F
    from pyspark.sql.pandas.types import from_arrow_schema

    labels = _labels(links, store, "claims")
    sides = [
        links.select(
            F.col(f"node_{side}").alias("node"),
            F.col(f"article_{side}").alias("article"),
            F.col(f"claim_{side}").alias("position"),
            F.get("claims", at).alias("claim"),
        )
        for at, side in enumerate("ab")
    ]
    members = sides[0].union(sides[1]).distinct().join(labels, "node").drop("node")
    members = members.join(_origins(together, members, store, shipped), "article")
    verdicts = links.select(F.col("node_a").alias("node"), "verdict").join(labels, "node").drop("node").distinct()
    rows = [table.withColumn(BLOCK, block_of(F.col("label"), _BLOCKS)) for table in (members, verdicts)]
    return in_blocks(rows, _group, shipped, _TO_GROUP, from_arrow_schema(_daejo.schema_of("conflicts")))


def _conflicts(together: DataFrame, links: DataFrame, store: Store, shipped: Shipped) -> DataFrame:
    """What is found in conflicts, those that hang together in one task, with their articles."""
    from pyspark.sql import functions as F
    from pyspark.sql.pandas.types import from_arrow_schema

    conflicts = links.where("verdict = 'conflict'")
    labels = _labels(conflicts, store, "conflicts").withColumnRenamed("node", "node_a")
    conflicts = conflicts.join(labels, "node_a").withColumn(BLOCK, block_of(F.col("label"), _BLOCKS)).drop("label")
    ends = [conflicts.select(BLOCK, F.col(f"article_{side}").alias("id")) for side in "ab"]
    parts = ends[0].union(ends[1]).distinct().join(together, "id").select(BLOCK, "article", "held")
    return in_blocks([parts, conflicts], _report, shipped, _TO_REPORT, from_arrow_schema(_daejo.schema_of("conflicts")))


def _labels(links: DataFrame, store: Store, name: str) -> DataFrame:
    """Each claim (``node``) with the least of those that it hangs together with (``label``)."""
    return components(links.selectExpr("node_a AS a", "node_b AS b"), store, name)


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


def _group(block: pyarrow.RecordBatch, _: _daejo.Config) -> pyarrow.RecordBatch:
    return _daejo.group(block)


def _report(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
    return _daejo.conflicts(block, config)


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


def _origins(together: DataFrame, members: DataFrame, store: Store, shipped: Shipped) -> DataFrame:
    """The articles of some claims, each (``article``, ``held``) with the least of those that are of one origin with it
    (``origin``)."""
    from pyspark.sql import functions as F

    involved = together.join(members.select(F.col("article").alias("id")).distinct(), "id", "left_semi")
    traces = involved.select("article", "held", "id").mapInArrow(_traces(shipped), f"held boolean, {_TRACES}")
    traces = store.keep(traces, "traces")
    labels = components(_by_credit(traces).union(_by_passages(traces)), store, "origins")
    known = traces.select("id", "held").join(labels.withColumnRenamed("node", "id"), "id", "left")
    return known.select(F.col("id").alias("article"), "held", F.coalesce("label", "id").alias("origin"))


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
