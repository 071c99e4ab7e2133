"""An archive on Apache Spark: what :func:`daejo.check` does, spread over machines.

>>> import daejo.spark                                              # doctest: +SKIP
>>> articles = spark.read.parquet("s3://archive/articles")          # doctest: +SKIP
>>> tables = daejo.spark.check(articles, "s3://archive/checked")    # doctest: +SKIP
>>> tables.findings.where("severity = 'error'").show()              # doctest: +SKIP

The functions do what the command does, by the same code, in parts; Spark only moves the rows between them.
"""

from ._extract import claims, errors, extract
from ._job import Tables, check, relate

__all__ = ["Tables", "check", "claims", "errors", "extract", "relate"]
