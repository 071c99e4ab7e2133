"""Articles → the same with their claims, packed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

import pyarrow

from .. import _daejo
from .._arrow import FIELDS, usable
from ._blocks import Batches
from ._shipped import Shipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from .._config import Settings

__all__ = ["claims", "claims_of", "errors", "errors_of", "extract", "read", "sound"]

_EXTRACTED = "id string, severity string, problem string, article binary"
"""The columns of articles that were read."""

_AT_ONCE = 500
"""So many articles are handed over at once: what comes of a whole batch is more than what is near a processor."""


def extract(articles: DataFrame, *, config: Optional[Settings] = None) -> DataFrame:
    """Reads articles, each by itself: one a row, with its claims, packed (``article``), and which rules have read it
    (``rules``). What is wrong with an article is a row too (``problem``, ``severity``), which keeps no other from being read.

    :param articles: the columns ``id`` and ``body`` and, if known, ``title``, ``outlet``, ``published``, ``lang``,
        ``topic`` and ``url``; others are not looked at
    :param config: settings, or the path of a ``daejo.toml`` that all machines have
    """
    return read(articles, Shipped(config))


def read(articles: DataFrame, shipped: Shipped) -> DataFrame:
    """See :func:`extract`."""
    from pyspark.sql import functions as F

    fields = [name for name in FIELDS if name in articles.columns]

    def packed(batches: Batches) -> Batches:
        native = shipped.native()
        for batch in batches:
            named = pyarrow.RecordBatch.from_arrays(batch.columns, names=fields)
            rows, unusable = usable(named)
            for start in range(0, len(rows), _AT_ONCE):
                yield _daejo.pack_articles(rows.slice(start, _AT_ONCE), unusable, native)

    # Tasks whose rules are others fail.
    return articles.select(*fields).mapInArrow(packed, _EXTRACTED).withColumn("rules", F.lit(shipped.version))


def claims(extracted: DataFrame, *, config: Optional[Settings] = None) -> DataFrame:
    """The claims of articles that were read, one a row: the claims of ``daejo check --format json``."""
    return claims_of(sound(extracted), Shipped(config))


def claims_of(articles: DataFrame, shipped: Shipped) -> DataFrame:
    """The claims of articles no two of which have one id."""
    from pyspark.sql.pandas.types import from_arrow_schema

    def unpack(batches: Batches) -> Batches:
        native = shipped.native()
        for batch in batches:
            packed = pyarrow.record_batch({"article": batch.column(0).cast(pyarrow.binary())})
            yield _daejo.unpack_claims(packed, native)

    schema = from_arrow_schema(_daejo.schema_of("unpack_claims"))
    return articles.select("article").mapInArrow(unpack, schema)


def sound(extracted: DataFrame) -> DataFrame:
    """The articles that could be read: of those of one id, one."""
    from pyspark.sql import functions as F

    read = extracted.where("article IS NOT NULL")
    alone = read.join(F.broadcast(_taken(read)), "id", "left_anti")
    return alone.unionByName(_ranked(read).where("rank = 1").drop("rank"))


def errors(extracted: DataFrame, *, config: Optional[Settings] = None) -> DataFrame:
    """What is wrong with articles: ``id`` (if there is one), ``severity``, ``problem``."""
    return errors_of(extracted, Shipped(config))


def errors_of(extracted: DataFrame, shipped: Shipped) -> DataFrame:
    """See :func:`errors`."""
    from pyspark.sql import functions as F

    told = shipped.said("reading.id-taken")
    columns = ["id", "severity", "problem"]
    again = _ranked(extracted.where("article IS NOT NULL")).where("rank > 1")
    again = again.select("id", F.lit("error").alias("severity"), F.lit(told).alias("problem"))
    return extracted.where("problem IS NOT NULL").select(*columns).unionByName(again)


def _taken(read: DataFrame) -> DataFrame:
    """The ids that several articles have."""
    return read.groupBy("id").count().where("count > 1").select("id")


def _ranked(read: DataFrame) -> DataFrame:
    """The articles of ids that several have, in an order that doesn't depend on where they lie."""
    from pyspark.sql import Window
    from pyspark.sql import functions as F

    order = Window.partitionBy("id").orderBy(F.sha2("article", 256))
    return read.join(F.broadcast(_taken(read)), "id", "left_semi").withColumn("rank", F.row_number().over(order))
