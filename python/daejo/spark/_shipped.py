"""Settings as tasks take them with them."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Optional

import pyarrow

from .. import _daejo
from .._config import Config
from .._errors import ConfigError, InputWarning

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from .._config import Settings

__all__ = ["Shipped"]

_ASKED = 8
"""So many tasks are asked for their rules."""


class Shipped:
    """Settings, and which rules the driver has: those of every task must be the same.

    What holds for some paths only is not used, which whoever has called the caller is warned of.
    """

    def __init__(self, config: Optional[Settings] = None) -> None:
        self.config = config if isinstance(config, Config) else Config(config)
        self.version = _daejo.rules_version(self.config._native)
        if self.config._native.by_path:
            warnings.warn(self.said("cluster.by-path"), InputWarning, stacklevel=3)

    def said(self, key: str, **arguments: str) -> str:
        """What a message says."""
        return _daejo.said(key, self.config._native, **arguments)

    def native(self) -> _daejo.Config:
        """The settings in a task, which has one processor.

        :raises ConfigError: the rules here are not those of the driver
        """
        os.environ.setdefault("RAYON_NUM_THREADS", "1")
        native = self.config._native
        self.compare(_daejo.rules_version(native))
        return native

    def compare(self, version: str) -> None:
        """Refuses other rules.

        :raises ConfigError: ``version`` tells other rules than those of the driver
        """
        if version != self.version:
            raise ConfigError(self.said("cluster.rules", found=version, driver=self.version))

    def compare_made(self, articles: DataFrame) -> None:
        """Refuses articles that other rules have been at work on.

        :raises ConfigError: the rules of one are not those of the driver
        """
        for row in articles.select("rules").distinct().collect():
            self.compare(row.rules)

    def verify(self, spark: SparkSession) -> None:
        """Asks executors for their rules, before there is work to lose.

        :raises ConfigError: those of one are not those of the driver
        """
        config = self.config

        def versions(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
            for _ in batches:
                yield pyarrow.record_batch({"version": [_daejo.rules_version(config._native)]})

        asked = spark.range(0, _ASKED, 1, _ASKED).mapInArrow(versions, "version string")
        for row in asked.distinct().collect():
            self.compare(row.version)
