"""Rows in blocks, however they are cut into batches."""

from __future__ import annotations

import pyarrow
import pytest
from daejo.spark import _blocks


def batches(*rows: list[int]) -> list[pyarrow.RecordBatch]:
    return [pyarrow.record_batch({"b": pyarrow.array(some), "v": pyarrow.array(some)}) for some in rows]


def test_blocks_are_put_together() -> None:
    cut = batches([1, 1, 2], [], [2], [2, 5], [5])
    blocks = list(_blocks._together(iter(cut), ["block", "value"]))
    assert [block.column(0).to_pylist() for block in blocks] == [[1, 1], [2, 2, 2], [5, 5]]
    assert list(_blocks._together(iter(batches([])), ["block", "value"])) == []


def test_rows_that_are_not_sorted_are_refused() -> None:
    with pytest.raises(RuntimeError, match="sort"):
        list(_blocks._together(iter(batches([1, 2], [1])), ["block", "value"]))
