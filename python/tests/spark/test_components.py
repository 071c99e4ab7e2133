"""What hangs together, in one task and in rounds."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from daejo.spark import _components
from daejo.spark._store import Store

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# A path, a cycle, a star, in no order.
PARTS = [
    [(f"p{at:02}", f"p{at + 1:02}") for at in range(20)],
    [("c1", "c2"), ("c2", "c3"), ("c3", "c1")],
    [("s9", f"s{at}") for at in range(9)],
]
EDGES = random.Random(1).sample(edges := [edge for part in PARTS for edge in part], len(edges))
LABELS = {node: min(min(edge) for edge in part) for part in PARTS for edge in part for node in edge}


def test_parts_are_known_by_their_least_node() -> None:
    parts = _components.Parts()
    for a, b in EDGES:
        parts.join(a, b)
    assert dict(parts.labels()) == LABELS


@pytest.mark.parametrize("at_once", [500_000, 3])
def test_edges_in_one_task_and_in_rounds(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(_components, "_AT_ONCE", at_once)
    stages: list[str] = []
    store = Store(spark, str(tmp_path), lambda name, *_: stages.append(name))
    edges = spark.createDataFrame(EDGES, "a string, b string").repartition(4)
    found = _components.components(edges, store, "x").collect()
    assert {row.node: row.label for row in found} == LABELS
    assert len(found) == len(LABELS)
    assert ("x-labels" in stages) == (at_once > 3)
