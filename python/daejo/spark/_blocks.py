"""Rows in blocks: what a task is given to work on at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING, Callable, Union, cast

import pyarrow

from .. import _daejo
from ._shipped import Shipped

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame
    from pyspark.sql.types import StructType

__all__ = ["BLOCK", "Batches", "block_of", "columns", "in_blocks"]

BLOCK = "block"
"""The column that has the number of a row's block."""

Batches = Iterator[pyarrow.RecordBatch]
"""What tasks take and give."""


def block_of(ids: Column, blocks: int) -> Column:
    """The block of an article, of so many."""
    from pyspark.sql import functions as F

    return F.pmod(F.xxhash64(ids), F.lit(blocks))


def columns(**types: pyarrow.DataType) -> pyarrow.Schema:
    """Columns by name."""
    return pyarrow.schema(types)


def in_blocks(
    tables: Sequence[DataFrame],
    work: Callable[[pyarrow.RecordBatch, _daejo.Config], pyarrow.RecordBatch],
    shipped: Shipped,
    given: pyarrow.Schema,
    made: Union[str, StructType],
) -> DataFrame:
    """What comes of each block of the rows of some tables, which are brought together for it.

    :param given: the columns that ``work`` takes, of which each table has some
    :param made: the columns that it gives, as Spark writes them
    """
    names = [BLOCK, *given.names]
    rows = reduce(lambda a, b: a.unionByName(b), [_with_columns(table, given) for table in tables])

    def of_block(block: pyarrow.Table) -> pyarrow.Table:
        return pyarrow.Table.from_batches([work(_joined(block.select(given.names).cast(given)), shipped.native())])

    def of_batches(batches: Batches) -> Batches:
        for block in _together(batches, names):
            yield from of_block(block).to_batches()

    if _is_remote(rows):
        return rows.groupBy(BLOCK).applyInArrow(of_block, made)
    return rows.repartition(BLOCK).sortWithinPartitions(BLOCK).mapInArrow(of_batches, made)


def _with_columns(table: DataFrame, given: pyarrow.Schema) -> DataFrame:
    """The block and these columns, of which the table has some. The others are null: engines differ in what type they
    give to columns that a union has to fill in."""
    from pyspark.sql import functions as F
    from pyspark.sql.pandas.types import from_arrow_schema

    missing = [field for field in from_arrow_schema(given).fields if field.name not in table.columns]
    filled = table.select("*", *(F.lit(None).cast(field.dataType).alias(field.name) for field in missing))
    return filled.select(BLOCK, *given.names)


def _is_remote(rows: DataFrame) -> bool:
    """Whether the engine is spoken to over Spark Connect: it may be another one than Spark, which keeps no order."""
    return type(rows).__module__.startswith("pyspark.sql.connect.")


def _together(batches: Batches, names: list[str]) -> Iterator[pyarrow.Table]:
    """Blocks, of rows that are sorted by block, however they are cut into batches.

    :raises RuntimeError: they are not sorted, and what would come of a part of a block is wrong
    """
    number, done = None, set[int]()
    pieces: list[pyarrow.RecordBatch] = []
    for batch in batches:
        batch = pyarrow.RecordBatch.from_arrays(batch.columns, names=names)
        for next_number, piece in _runs(batch):
            if next_number in done:
                raise RuntimeError("this engine doesn't sort the rows of a partition (sortWithinPartitions)")
            if number is not None and next_number != number:
                done.add(number)
                yield pyarrow.Table.from_batches(pieces)
                pieces = []
            number = next_number
            pieces.append(piece)
    if pieces:
        yield pyarrow.Table.from_batches(pieces)


def _runs(batch: pyarrow.RecordBatch) -> Iterator[tuple[int, pyarrow.RecordBatch]]:
    start = 0
    numbers = cast("list[int]", batch.column(0).to_pylist())
    for number, rows in groupby(numbers):
        length = sum(1 for _ in rows)
        yield number, batch.slice(start, length)
        start += length


def _joined(table: pyarrow.Table) -> pyarrow.RecordBatch:
    """All rows, of which there are some, as one batch.

    :raises ValueError: they are larger than a batch can be
    """
    (batch,) = table.combine_chunks().to_batches()
    return batch
