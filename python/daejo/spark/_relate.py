"""Articles with their claims → relations: who is worth comparing, and what comes of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Optional

import pyarrow

from .. import _daejo
from ._blocks import BLOCK, block_of, columns, in_blocks
from ._shipped import Shipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["held_together", "judge", "meet"]

_MEETING_TOGETHER = 1000
"""So many articles look for others together: they share the lists of their keys."""
_JUDGED_TOGETHER = 64
"""So many articles are judged together: they share the articles that they have met."""

_PLACE = pyarrow.struct(columns(id=pyarrow.string(), claim=pyarrow.int32()))
"""A claim in a list: the id of its article, and its position there; what is only held against counts down from -1."""
_TO_MEET = columns(article=pyarrow.binary(), key=pyarrow.int64(), places=pyarrow.list_(_PLACE))
_PLACES = "array<struct<id: string, claim: int>>"
_MET = "aspect int, home string, home_claim int, partner string, partner_claim int, left_out bigint"
_TO_JUDGE = columns(
    article=pyarrow.binary(),
    held=pyarrow.bool_(),
    own=pyarrow.bool_(),
    aspect=pyarrow.int32(),
    home=pyarrow.string(),
    home_claim=pyarrow.int32(),
    partner=pyarrow.string(),
    partner_claim=pyarrow.int32(),
)


def held_together(articles: DataFrame, against: Optional[DataFrame]) -> DataFrame:
    """The articles under check, and those that they are held against (``held``), but for earlier versions of the
    former: ``id``, ``article``, ``listings``, ``held``."""
    from pyspark.sql import functions as F

    columns = ["id", "article", "listings"]
    own = articles.select(*columns, F.lit(False).alias("held"))
    if against is None:
        return own
    others = against.join(articles.select("id"), "id", "left_anti")
    return own.unionByName(others.select(*columns, F.lit(True).alias("held")))


def meet(together: DataFrame, articles: int, shipped: Shipped) -> DataFrame:
    """Which claims are worth comparing: see ``_MET``. A row with ``left_out`` says how many times a key was left out
    because too many claims have it.

    :param articles: how many are under check, about
    """
    from pyspark.sql import functions as F

    blocks = math.ceil(articles / _MEETING_TOGETHER) or 1
    own = together.where("NOT held").withColumn(BLOCK, block_of(F.col("id"), blocks))
    needed = own.select(BLOCK, F.explode("listings.sought").alias("key")).distinct()
    wanted = needed.join(_lists(together), "key")
    return in_blocks([own.select(BLOCK, "article"), wanted], _meet, shipped, _TO_MEET, _MET)


def _meet(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
    return _daejo.meet(block, config)


def _judge(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
    return _daejo.judge(block, config)


def _lists(together: DataFrame) -> DataFrame:
    """The claims that are listed under each key that several have; no ``places`` where they are too many."""
    from pyspark.sql import functions as F

    listed = together.select("id", "held", F.explode("listings").alias("listing"))
    position = F.when(F.col("held"), -1 - F.col("listing.claim")).otherwise(F.col("listing.claim"))
    listed = listed.select("listing.key", F.struct("id", position.alias("claim")).alias("place"))
    frequent = listed.groupBy("key").count().where(F.col("count") > _daejo.READ).select("key")
    rare = listed.join(F.broadcast(frequent), "key", "left_anti")
    lists = rare.groupBy("key").agg(F.collect_list("place").alias("places")).where(F.size("places") > 1)
    return lists.unionByName(frequent.select("key", F.lit(None).cast(_PLACES).alias("places")))


def judge(together: DataFrame, met: DataFrame, articles: int, shipped: Shipped) -> DataFrame:
    """What comes of the claims that have met, and of every article under check by itself: a row is a relation
    (``relation``) or a check (``check``), with the ids of the articles of its claims (``articles``) and where these
    stand among the claims there (``positions``)."""
    from pyspark.sql import functions as F
    from pyspark.sql.pandas.types import from_arrow_schema

    blocks = math.ceil(articles / _JUDGED_TOGETHER) or 1
    meetings = met.where("aspect IS NOT NULL").withColumn(BLOCK, block_of(F.col("home"), blocks)).drop("left_out")
    homes = together.where("NOT held").select(block_of(F.col("id"), blocks).alias(BLOCK), "id")
    ends = [meetings.select(BLOCK, F.col(end).alias("id")) for end in ("home", "partner")]
    needed = homes.unionByName(ends[0]).unionByName(ends[1]).distinct()
    own = ~F.col("held") & (F.col(BLOCK) == block_of(F.col("id"), blocks))
    parts = needed.join(together, "id").select(BLOCK, "article", "held", own.alias("own"))
    made = from_arrow_schema(_daejo.schema_of("judge")).add("packed", "binary")
    return in_blocks([parts, meetings], _judge, shipped, _TO_JUDGE, made)
