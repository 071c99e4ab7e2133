"""What hangs together: connected components, in portable operations on tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyarrow

from ._blocks import Batches

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from ._store import Store

__all__ = ["Parts", "components"]

_AT_ONCE = 500_000
"""So many edges are joined in one task, which holds their ends."""


def components(edges: DataFrame, store: Store, name: str) -> DataFrame:
    """For each end of an edge (``a``, ``b``) the least one that edges connect it with: ``node``, ``label``.

    Each task joins the edges that it has, and what is left of these, an edge for each node at most, is joined in one task
    if it is little. If it isn't, every round gives each node, and the node that it is labelled with, the least label of
    its neighbours, and then each node the label of its label, so that the number of rounds grows with the logarithm of
    the longest path. Each round is a table in the store, so that it is computed once.

    :param name: what the tables are called
    """
    fewer = store.keep(edges.select("a", "b").mapInArrow(_joined, "a string, b string"), f"{name}-edges")
    if fewer.count() <= _AT_ONCE:
        return store.keep(fewer.repartition(1).mapInArrow(_labelled, "node string, label string"), f"{name}-labels")
    return _in_rounds(fewer, store, name)


class Parts:
    """Nodes in parts that hang together. A part is known by its least node."""

    def __init__(self) -> None:
        self._lesser: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._lesser)

    def join(self, a: str, b: str) -> None:
        """Puts two nodes into one part."""
        first, second = self._least(a), self._least(b)
        self._lesser[max(first, second)] = min(first, second)

    def labels(self) -> Iterator[tuple[str, str]]:
        """Each node with the least of its part."""
        return ((node, self._least(node)) for node in list(self._lesser))

    def _least(self, node: str) -> str:
        passed = []
        while (lesser := self._lesser.setdefault(node, node)) != node:
            passed.append(node)
            node = lesser
        for other in passed:
            self._lesser[other] = node
        return node


def _joined(batches: Batches) -> Batches:
    """Edges that join what these join: from each node to the least of its part."""
    parts = Parts()
    for batch in batches:
        _join(parts, batch)
        if len(parts) > _AT_ONCE:
            yield _table(parts, "a", "b")
            parts = Parts()
    yield _table(parts, "a", "b")


def _labelled(batches: Batches) -> Batches:
    """The label of each node of all edges."""
    parts = Parts()
    for batch in batches:
        _join(parts, batch)
    yield _table(parts, "node", "label")


def _join(parts: Parts, batch: pyarrow.RecordBatch) -> None:
    for a, b in zip(*(column.to_pylist() for column in batch.columns)):
        parts.join(a, b)


def _table(parts: Parts, *names: str) -> pyarrow.RecordBatch:
    columns = list(zip(*parts.labels())) or [(), ()]
    return pyarrow.RecordBatch.from_arrays([pyarrow.array(column, pyarrow.string()) for column in columns], names=list(names))


def _in_rounds(edges: DataFrame, store: Store, name: str) -> DataFrame:
    from pyspark.sql import functions as F

    ways = edges.union(edges.select("b", "a")).where("a <> b").distinct()
    ways = store.keep(ways, f"{name}-ways")
    least = ways.groupBy("a").agg(F.min("b").alias("b"))
    labels = least.select(F.col("a").alias("node"), F.least("a", "b").alias("label"))
    labels, turn = store.keep(labels, f"{name}-0"), 0
    while True:
        turn += 1
        following = store.keep(_jump(_spread(labels, ways)), f"{name}-{turn}")
        if following.join(labels, ["node", "label"], "left_anti").isEmpty():
            return following
        labels = following


def _spread(labels: DataFrame, ways: DataFrame) -> DataFrame:
    """The least label of each node and its neighbours. The node of its label so far hears of it as well, so that whole
    parts are joined at once, and not one node after the other."""
    from pyspark.sql import functions as F

    neighbours = ways.join(labels, ways.b == labels.node).groupBy("a").agg(F.min("label").alias("heard"))
    known = labels.join(neighbours, labels.node == neighbours.a)
    own = known.select("node", F.least("label", "heard").alias("label"))
    passed_on = known.select(F.col("label").alias("node"), F.col("heard").alias("label"))
    return own.unionByName(passed_on).groupBy("node").agg(F.min("label").alias("label"))


def _jump(labels: DataFrame) -> DataFrame:
    """The label of each node's label."""
    from pyspark.sql import functions as F

    over = labels.select(F.col("node").alias("label"), F.col("label").alias("further"))
    return labels.join(over, "label").select("node", F.col("further").alias("label"))
