"""What hangs together: connected components, in portable operations on tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from ._store import Store

__all__ = ["components"]


def components(edges: DataFrame, store: Store, name: str) -> DataFrame:
    """For each end of an edge (``a``, ``b``) the least one that edges connect it with: ``node``, ``label``.

    Every round gives each node, and the node that it is labelled with, the least label of its neighbours, and then each
    node the label of its label, so that the number of rounds grows with the logarithm of the longest path. Each round
    is a table in the store, so that it is computed once.

    :param name: what the tables of the rounds are called
    """
    from pyspark.sql import functions as F

    ways = edges.select("a", "b").union(edges.select("b", "a")).where("a <> b").distinct()
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
