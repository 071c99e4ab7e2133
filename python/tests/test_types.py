"""The types say what is so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from daejo import _types

USER = '''
import pathlib
import daejo

def message(finding: "daejo._types.Finding") -> str:
    return finding["message"] + finding["labels"][0]["text"]

report = daejo.check([{"id": "a", "body": "x"}, pathlib.Path("b.txt")], against="c", config="daejo.toml")
first: str = message(report.findings[0])
lower: str | None = report.claims[0]["quantity"]["lower"]
count: int = daejo.Ledger("a").stats()["claims"]
daejo.extract("x", progress=lambda count: None, on_problem=lambda problem: print(problem.line))
'''


def mypy(*args: str) -> str:
    done = subprocess.run([sys.executable, "-m", *args], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_a_users_file_is_typed(tmp_path: Path) -> None:
    file = tmp_path / "user.py"
    file.write_text(USER)
    assert mypy("mypy", "--strict", str(file)) == ""
    for wrong in ("daejo.extract(1)", "daejo.check('x').to_arrow('clams')", "daejo.check('x').findings[0]['mesage']"):
        file.write_text(USER + wrong)
        assert "error:" in mypy("mypy", "--strict", str(file)), wrong


def test_the_stub_is_what_is_there() -> None:
    assert mypy("mypy.stubtest", "daejo._daejo") == ""


@pytest.mark.parametrize("name", ["claim", "report"])
def test_dictionaries_follow_the_schemas(name: str, root: Path) -> None:
    schema = json.loads(Path(f"docs/schema/{name}.json").read_text(encoding="utf-8"))
    definitions: dict[str, Any] = {**schema.get("definitions", {}), schema["title"]: schema}
    definitions.pop("ReportOut", None)
    typed = {
        "ClaimOut": _types.Claim, "QuantityOut": _types.QuantityValue, "PerOut": _types.Per, "DateOut": _types.DateValue,
        "QuoteOut": _types.QuoteValue, "ArticleOut": _types.ArticleInfo, "RelationOut": _types.Relation,
        "Evidence": _types.Evidence, "CheckOut": _types.Check, "GroupOut": _types.Group, "FindingOut": _types.Finding,
        "LabelOut": _types.Label, "AcceptedOut": _types.Accepted,
    }  # fmt: skip
    objects = {key: value for key, value in definitions.items() if value.get("type") == "object"}
    assert objects
    for key, value in objects.items():
        assert set(value["properties"]) == set(typed[key].__annotations__), key
