"""Articles with their claims → relations: who is worth comparing, and what comes of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Optional

import pyarrow

from .. import _daejo
from ._blocks import BLOCK, columns, in_blocks
from ._shipped import Shipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["held_together", "judge", "meet"]

_MEETING_TOGETHER = 4000
"""So many articles look for others together: they share the lists of their keys."""
_JUDGED_TOGETHER = 100
"""There is a place for so many articles where it is judged what has met. Some ten times as many are sent there."""
_MOST_MET = 200
"""An article meets about so many others, however large the archive."""

_PLACE = pyarrow.struct(columns(id=pyarrow.string(), claim=pyarrow.int32()))
"""A claim in a list: the id of its article, and its position there; what is only held against counts down from -1."""
_TO_MEET = columns(article=pyarrow.binary(), key=pyarrow.int64(), places=pyarrow.list_(_PLACE))
_PLACES = "array<struct<id: string, claim: int>>"
_MET = """
    block bigint, own array<string>, articles array<string>, meetings binary, candidates bigint, left_out bigint
"""
_TO_JUDGE = columns(
    article=pyarrow.binary(),
    held=pyarrow.bool_(),
    own=pyarrow.list_(pyarrow.string()),
    articles=pyarrow.list_(pyarrow.string()),
    meetings=pyarrow.binary(),
)


def held_together(articles: DataFrame, against: Optional[DataFrame]) -> DataFrame:
    """The articles under check, and those that they are held against (``held``), but for earlier versions of the
    former: ``id``, ``place``, ``article``, ``listings``, ``held``."""
    from pyspark.sql import functions as F

    columns = ["id", "place", "article", "listings"]
    own = articles.select(*columns, F.lit(False).alias("held"))
    if against is None:
        return own
    others = against.join(articles.select("id"), "id", "left_anti")
    return own.unionByName(others.select(*columns, F.lit(True).alias("held")))


def meet(together: DataFrame, shipped: Shipped) -> DataFrame:
    """Which claims are worth comparing: see ``_MET``. A row is a bundle of them for the place where they are judged; some
    rows say how many ``candidates`` there are, and how often a key was left out because too many claims have it."""
    from pyspark.sql import functions as F

    own = together.where("NOT held")
    blocks, places = _divided(own.count(), together.count())

    def work(block: pyarrow.RecordBatch, config: _daejo.Config) -> pyarrow.RecordBatch:
        return _daejo.meet(block, config, places)

    own = own.withColumn(BLOCK, F.pmod("place", F.lit(blocks)))
    needed = own.select(BLOCK, F.explode("listings.sought").alias("key")).distinct()
    wanted = needed.join(_lists(together), "key")
    return in_blocks([own.select(BLOCK, "article"), wanted], work, shipped, _TO_MEET, _MET)


def _divided(own: int, all_of_them: int) -> tuple[int, int]:
    """Of how many blocks articles under check look for others, and in how many places it is judged what has met."""
    blocks = math.ceil(own / _MEETING_TOGETHER) or 1
    return blocks, math.ceil(min(all_of_them, own * _MOST_MET) / _JUDGED_TOGETHER) or 1


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
