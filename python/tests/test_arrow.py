"""Arrow in and out."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import daejo
import pyarrow as pa
import pytest

ENGLISH = daejo.Config(lang="en", max_bytes=1000)


def rows(batch: object) -> list[dict[str, Any]]:
    made = daejo.extract_batch(batch, config=ENGLISH)  # type: ignore[arg-type]
    assert isinstance(made, pa.RecordBatch)
    assert made.schema == daejo.batch_schema()
    made.validate(full=True)
    return made.to_pylist()


def without_nothing(value: object) -> object:
    """The value without keys that have none, which JSON leaves out and a table can't."""
    if isinstance(value, dict):
        return {key: without_nothing(inner) for key, inner in value.items() if inner is not None}
    return value


def test_batches_give_what_extract_gives(root: Path) -> None:
    lines = Path("corpus/altman/altman-english.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [path.read_text(encoding="utf-8").split("---\n")[-1] for path in sorted(root.glob("corpus/*/*.txt"))]
    articles = [json.loads(line) for line in lines]
    articles += [{"id": f"t{i}", "body": text, "published": "2024-05-07"} for i, text in enumerate(texts)]
    claims = daejo.extract(articles)
    batch = pa.RecordBatch.from_pylist([{"title": None, **article} for article in articles])
    made = daejo.extract_batch(batch).to_pylist()
    assert len(claims) > 100
    assert [without_nothing(row) for row in made] == [without_nothing(claim.to_dict()) for claim in claims]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.binary(), pa.large_binary(), pa.string_view()])
def test_every_kind_of_text_is_read(kind: pa.DataType) -> None:
    body = pa.array(["rents rose 1%", "rents rose 2%", "rents rose 3%"], pa.string()).cast(kind)
    batch = pa.record_batch({"id": pa.array([1, 2, 3]), "body": body})
    assert [(row["article"], row["text"]) for row in rows(batch.slice(1))] == [("2", "2%"), ("3", "3%")]


def test_dictionaries_dates_and_times_are_read() -> None:
    day = datetime.datetime(2024, 5, 7, 9, 30)
    for published in [
        pa.array(["2024-05-07"]).dictionary_encode(),
        pa.array([day.date()]),
        pa.array([day], pa.timestamp("us")),
        pa.array([day], pa.timestamp("s", "UTC")),
        pa.array([day], pa.timestamp("ms", "Asia/Seoul")),
    ]:
        batch = pa.record_batch({"id": ["a"], "body": ["It opened yesterday."], "published": published})
        assert [row["date"]["edtf"] for row in rows(batch)] == ["2024-05-06"], published.type


def test_anything_that_speaks_arrow_is_read() -> None:
    class Other:
        def __init__(self) -> None:
            self.batch = pa.record_batch({"id": ["a"], "body": ["Rents rose 3%."]})

        def __arrow_c_array__(self, schema: object = None) -> object:
            return self.batch.__arrow_c_array__(schema)

    assert rows(Other())[0]["text"] == "3%"


def test_bad_rows_are_rows() -> None:
    body = pa.array([b"Rents rose 1%.", b"\xff\xfe", None, b"x" * 1001, b"Rents rose 2%.", b"Rents rose 3%."])
    batch = pa.record_batch(
        {
            "id": ["a", "b", "c", "d", "a", None],
            "body": body.view(pa.string()),
            "lang": ["en", None, None, None, "fr", None],
        }
    )
    told = [(row["article"], row["text"], row["severity"], row["problem"]) for row in rows(batch)]
    assert [one[:3] for one in told] == [
        ("a", "1%", None),
        ("b", None, "error"),
        ("c", None, "error"),
        ("d", None, "error"),
        ("a", None, "warning"),
        ("a", None, "error"),
        ("a#2", "2%", None),
        (None, None, "error"),
    ]
    said = [problem for *_, problem in told if problem is not None]
    expected = ["`body` is no valid Unicode", "has no `body`", "1000 bytes", "`fr`", "`a#2`", "has no `id`"]
    assert all(part in problem for part, problem in zip(expected, said)), said
    assert said[0].startswith("<batch>:2: ")


def test_columns_of_another_type_are_said_in_every_row() -> None:
    batch = pa.record_batch({"id": ["a", "b"], "body": pa.array([["x"], ["y"]])})
    assert [row["article"] for row in rows(batch)] == ["a", "b"]
    assert all("type list<item: string>" in str(row["problem"]) for row in rows(batch))
    assert [row["severity"] for row in rows(pa.record_batch({"other": [1, 2]}))] == ["error", "error"]


def test_nothing_gives_nothing() -> None:
    assert rows(pa.record_batch({"id": pa.array([], pa.string()), "body": pa.array([], pa.string())})) == []


def test_tables_of_a_report(root: Path) -> None:
    report = daejo.check(Path("corpus/budget"), config=daejo.Config(lang="en"))
    nothing = daejo.check([])
    for name in ("articles", "claims", "relations", "checks", "groups", "findings"):
        table = report.to_arrow(name)
        table.validate(full=True)
        assert [without_nothing(row) for row in table.to_pylist()] == [without_nothing(r) for r in getattr(report, name)]
        assert nothing.to_arrow(name).schema == table.schema
        assert len(report.to_pandas(name)) == len(table) > 0
