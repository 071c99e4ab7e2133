"""Where tables are kept: Parquet, one folder each."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Callable, Optional

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["OnStage", "Store"]

OnStage = Callable[[str, int, float], None]
"""Is told the name of a table that was written, how many rows it has, and how many seconds it took."""


class Store:
    """A folder of tables, each written once and read as often as wanted."""

    def __init__(self, spark: SparkSession, path: str, on_stage: Optional[OnStage] = None) -> None:
        self.spark = spark
        self.path = path.rstrip("/")
        self._on_stage = on_stage

    def keep(self, table: DataFrame, name: str) -> DataFrame:
        """Writes a table, in place of the one that had its name, and gives it as it is read."""
        start = time.monotonic()
        table.write.mode("overwrite").parquet(f"{self.path}/{name}")
        # Not every engine writes the columns of a table that has no rows.
        kept = self.spark.read.schema(table.schema).parquet(f"{self.path}/{name}")
        if self._on_stage is not None:
            self._on_stage(name, kept.count(), time.monotonic() - start)
        return kept

    def read(self, name: str) -> DataFrame:
        """The table of a name."""
        return self.spark.read.parquet(f"{self.path}/{name}")
