"""Rows in blocks: what a task is given to work on at once."""

from __future__ import annotations

from collections.abc import Iterator
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

    return F.pmod(F.xxhash64(ids), F.lit(blocks)).cast("int")


def columns(**types: pyarrow.DataType) -> pyarrow.Schema:
    """Columns by name."""
    return pyarrow.schema(types)


def in_blocks(
    rows: DataFrame,
    work: Callable[[pyarrow.RecordBatch, _daejo.Config], pyarrow.RecordBatch],
    shipped: Shipped,
    given: pyarrow.Schema,
    made: Union[str, StructType],
) -> DataFrame:
    """What comes of each block of rows, which are brought together for it.

    :param given: the columns that ``work`` takes
    :param made: the columns that it gives, as Spark writes them
    """
    names = [BLOCK, *given.names]

    def run(batches: Batches) -> Batches:
        config = shipped.native()
        for block in _together(batches, names):
            yield work(block.select(given.names).cast(given), config)

    return rows.select(*names).repartition(BLOCK).sortWithinPartitions(BLOCK).mapInArrow(run, made)


def _together(batches: Batches, names: list[str]) -> Batches:
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
                yield _joined(pieces)
                pieces = []
            number = next_number
            pieces.append(piece)
    if pieces:
        yield _joined(pieces)


def _runs(batch: pyarrow.RecordBatch) -> Iterator[tuple[int, pyarrow.RecordBatch]]:
    start = 0
    numbers = cast("list[int]", batch.column(0).to_pylist())
    for number, rows in groupby(numbers):
        length = sum(1 for _ in rows)
        yield number, batch.slice(start, length)
        start += length


def _joined(pieces: list[pyarrow.RecordBatch]) -> pyarrow.RecordBatch:
    return pyarrow.Table.from_batches(pieces).combine_chunks().to_batches()[0]
