"""The types say what is so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
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
claim: daejo.Claim = daejo.extract("x")[0]
unit: str = claim["quantity"]["unit"]
measures: list[str] = [claim["measure"], claim.to_dict()["measure"]]
'''


@pytest.fixture(scope="module")
def mypy(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Runs mypy on what is installed, and gives what it has to say against it."""
    return partial(said, tmp_path_factory.mktemp("mypy"))


def said(folder: Path, *args: str) -> str:
    environment = {**os.environ, "MYPY_CACHE_DIR": str(folder / "cache")}
    command = [sys.executable, "-m", *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_a_users_file_is_typed(mypy: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "user.py"
    file.write_text(USER)
    assert mypy("mypy", "--strict", str(file)) == ""
    wrong = ["daejo.extract(1)", "daejo.check('x').to_arrow('clams')", "daejo.check('x').findings[0]['mesage']"]
    wrong += ["claim['mesure']", "claim['text'] = 'x'", "int(claim['start']) + claim['text']"]
    file.write_text(USER + "\n".join(wrong))
    assert f"Found {len(wrong)} errors" in mypy("mypy", "--strict", str(file))


def test_the_package_is_typed(mypy: Callable[..., str]) -> None:
    assert mypy("mypy", "--strict", "--package", "daejo") == ""


def test_the_stub_is_what_is_there(mypy: Callable[..., str]) -> None:
    assert mypy("mypy.stubtest", "daejo._daejo") == ""


@pytest.mark.parametrize("name", ["claim", "report"])
def test_dictionaries_follow_the_schemas(name: str, root: Path) -> None:
    schema = json.loads(Path(f"docs/schema/{name}.json").read_text(encoding="utf-8"))
    definitions: dict[str, Any] = {**schema.get("definitions", {}), schema["title"]: schema}
    definitions.pop("ReportOut", None)
    typed = {
        "ClaimOut": _types.ClaimFields, "QuantityOut": _types.QuantityValue, "PerOut": _types.Per, "DateOut": _types.DateValue,
        "QuoteOut": _types.QuoteValue, "ArticleOut": _types.ArticleInfo, "RelationOut": _types.Relation,
        "Evidence": _types.Evidence, "CheckOut": _types.Check, "GroupOut": _types.Group, "FindingOut": _types.Finding,
        "LabelOut": _types.Label, "AcceptedOut": _types.Accepted,
    }  # fmt: skip
    objects = {key: value for key, value in definitions.items() if value.get("type") == "object"}
    assert objects
    for key, value in objects.items():
        assert set(value["properties"]) == set(typed[key].__annotations__), key
