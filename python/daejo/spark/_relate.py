"""Articles with their claims → relations: who is worth comparing, and what comes of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Callable, Optional

import pyarrow

from .. import _daejo
from ._blocks import BLOCK, Batches, block_of, columns, in_blocks
from ._shipped import Shipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from ._store import Store

__all__ = ["held_together", "judge", "meet"]

_MEETING_TOGETHER = 4000
"""There is a point for so many articles where the claims of some keys come together."""
_JUDGED_TOGETHER = 100
"""There is a place for so many articles where it is judged what has met. Some ten times as many are sent there."""
_MOST_MET = 200
"""An article meets about so many others, however large the archive."""

_MOST_COUNTED = 2**31 - 1

_KEYS = "block bigint, id string, held boolean, key bigint, claims int"
_SENT = "block bigint, id string, held boolean, profile binary, left_out bigint"
_MET = "block bigint, own array<string>, articles array<string>, meetings binary, candidates bigint"
_TO_SEND = columns(article=pyarrow.binary(), held=pyarrow.bool_(), key=pyarrow.int64(), claims=pyarrow.int32())
_TO_SEEK = columns(id=pyarrow.string(), held=pyarrow.bool_(), profile=pyarrow.binary())
_TO_MEET = columns(id=pyarrow.string(), partners=pyarrow.binary())
_TO_JUDGE = columns(
    article=pyarrow.binary(),
    held=pyarrow.bool_(),
    own=pyarrow.list_(pyarrow.string()),
    articles=pyarrow.list_(pyarrow.string()),
    meetings=pyarrow.binary(),
)


def held_together(articles: DataFrame, against: Optional[DataFrame]) -> DataFrame:
    """The articles under check, and those that they are held against (``held``), but for earlier versions of the
    former: ``id``, ``article``, ``held``."""
    from pyspark.sql import functions as F

    own = articles.select("id", "article", F.lit(False).alias("held"))
    if against is None:
        return own
    others = against.join(articles.select("id"), "id", "left_anti")
    return own.unionByName(others.select("id", "article", F.lit(True).alias("held")))


def meet(together: DataFrame, store: Store, shipped: Shipped) -> tuple[DataFrame, int]:
    """Which claims are worth comparing: see ``_MET``. A row is a bundle of them for the place where they are judged; some
    rows say how many ``candidates`` there are. And how many times a key was left out because too many claims have it."""
    from pyspark.sql import functions as F

    own = together.where("NOT held")
    points, places = _divided(own.count(), together.count())
    together = together.withColumn(BLOCK, block_of(F.col("id"), points))
    keys = store.keep(_keys(together, shipped), "keys")
    counts = _counts(keys)
    involved = _involved(keys, counts)
    told = involved(keys).select(BLOCK, "key").distinct().join(counts, "key")

    def profiles(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
        return _daejo.profiles(block, config, points)

    def met(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
        return _daejo.meet(block, config, places)

    profiled = store.keep(in_blocks([involved(together), told], profiles, shipped, _TO_SEND, _SENT), "profiles")
    left_out = profiled.agg(F.sum("left_out")).collect()[0][0]
    found = in_blocks([profiled], _seek, shipped, _TO_SEEK, "id string, partners binary")
    homes = [table.withColumn(BLOCK, block_of(F.col("id"), points)) for table in (own.select("id"), found)]
    return store.keep(in_blocks(homes, met, shipped, _TO_MEET, _MET), "met"), left_out or 0


def _divided(own: int, all_of_them: int) -> tuple[int, int]:
    """At how many points the claims of articles under check come together with others, and in how many places it is judged
    what has met."""
    involved = min(all_of_them, own * _MOST_MET)
    return math.ceil(involved / _MEETING_TOGETHER) or 1, math.ceil(involved / _JUDGED_TOGETHER) or 1


def _keys(together: DataFrame, shipped: Shipped) -> DataFrame:
    """The keys of articles: how many ``claims`` of each are listed under one."""
    names = [BLOCK, "id", "held", "key", "claims"]

    def work(batches: Batches) -> Batches:
        native = shipped.native()
        for batch in batches:
            *about, packed = batch.columns
            made = _daejo.keys_of(pyarrow.record_batch({"article": packed.cast(pyarrow.binary())}), native)
            row, *counted = made.columns
            yield pyarrow.RecordBatch.from_arrays([*(column.take(row) for column in about), *counted], names=names)

    return together.select(BLOCK, "id", "held", "article").mapInArrow(work, _KEYS)


def _counts(keys: DataFrame) -> DataFrame:
    """How many ``claims`` are listed under each key of an article under check that others have too."""
    from pyspark.sql import functions as F

    counts = keys.groupBy("key").agg(F.sum("claims").alias("claims"), F.count("id").alias("articles"), F.min("held").alias("held"))
    shared = counts.where("NOT held AND (articles > 1 OR claims > 1)")
    return shared.select("key", F.least("claims", F.lit(_MOST_COUNTED)).cast("int").alias("claims"))


def _involved(keys: DataFrame, counts: DataFrame) -> Callable[[DataFrame], DataFrame]:
    """Takes from a table what is of articles under check, or of others that have a key of theirs that is read."""
    from pyspark.sql import functions as F

    frequent = counts.where(F.col("claims") > _daejo.READ).select("key")
    read = counts.where(F.col("claims") <= _daejo.READ).select("key")
    others = keys.where("held").join(F.broadcast(frequent), "key", "left_anti").join(read, "key", "left_semi")
    ids = others.select("id").distinct()
    return lambda table: table.where("NOT held").unionByName(table.where("held").join(ids, "id", "left_semi"))


def _seek(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
    return _daejo.seek(block, config)


def _judge(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
    return _daejo.judge(block, config)


def judge(together: DataFrame, met: DataFrame, shipped: Shipped) -> DataFrame:
    """What comes of the claims that have met, and of every article under check by itself: a row is a relation
    (``relation``) or a check (``check``), with the ids of the articles of its claims (``articles``) and where these
    stand among the claims there (``positions``)."""
    from pyspark.sql import functions as F
    from pyspark.sql.pandas.types import from_arrow_schema

    ids = [met.select(BLOCK, F.explode(name).alias("id")) for name in ("own", "articles")]
    needed = ids[0].unionByName(ids[1]).distinct()
    parts = needed.join(together, "id").select(BLOCK, "article", "held")
    bundles = met.select(BLOCK, "own", "articles", "meetings")
    made = from_arrow_schema(_daejo.schema_of("judge")).add("packed", "binary")
    return in_blocks([parts, bundles], _judge, shipped, _TO_JUDGE, made)
