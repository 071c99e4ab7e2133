"""Python and the command say the same, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import daejo
import pytest

EVENTS = sorted(path.name for path in (Path(__file__).parents[2] / "corpus").iterdir() if path.is_dir())
ENGLISH = daejo.Config(lang="en")


def lines(claims: list[daejo.Claim]) -> str:
    return "".join(json.dumps(claim.to_dict(), ensure_ascii=False, separators=(",", ":")) + "\n" for claim in claims)


@pytest.mark.parametrize("explain", [False, True])
def test_extract(command: Callable[..., str], explain: bool) -> None:
    printed = command("extract", "--format", "jsonl", "corpus", *["--explain"] * explain)
    assert lines(daejo.extract(Path("corpus"), explain=explain)) == printed


@pytest.mark.parametrize("event", EVENTS)
def test_check(command: Callable[..., str], event: str) -> None:
    for lang in ("ko", "en"):
        printed = command("check", f"corpus/{event}", "--format", "json", "--lang", lang)
        assert daejo.check(Path(f"corpus/{event}"), config=daejo.Config(lang=lang)).to_json() == printed


def test_check_of_everything(command: Callable[..., str]) -> None:
    printed = command("check", "corpus", "--format", "json", "--lang", "en")
    report = daejo.check(Path("corpus"), config=ENGLISH)
    assert report.to_json() == printed
    lists = json.loads(printed)
    for name in ("articles", "claims", "relations", "checks", "groups", "findings"):
        assert getattr(report, name) == lists[name], name


def test_check_against(command: Callable[..., str]) -> None:
    draft, archive = "corpus/ferry/ferry-mulgyeol.html", "corpus"
    printed = command("check", draft, "--against", archive, "--format", "json", "--lang", "en")
    assert daejo.check(Path(draft), against=Path(archive), config=ENGLISH).to_json() == printed


def test_mappings_are_lines(command: Callable[..., str]) -> None:
    lines_of_json = Path("corpus/altman/altman-english.jsonl").read_text(encoding="utf-8")
    articles = [json.loads(line) for line in lines_of_json.splitlines()]
    args = ["-", "--stdin-filename", "<articles>", "--format", "json", "--lang", "en"]
    assert daejo.check(articles, config=ENGLISH).to_json() == command("check", *args, input=lines_of_json)


@pytest.mark.parametrize("name", ["full", "concise", "jsonl", "csv", "html", "markdown", "sarif", "junit"])
def test_formats(command: Callable[..., str], name: str) -> None:
    args = ["check", "corpus/budget", "--format", name, "--lang", "en", "--color", "never"]
    report = daejo.check(Path("corpus/budget"), config=ENGLISH)
    plain = report.to_format(name)
    assert plain == command(*args)
    if name == "full":
        assert report.to_format(name, explain=True) == command(*args, "--explain")


def test_settings(command: Callable[..., str], tmp_path: Path) -> None:
    settings = tmp_path / "daejo.toml"
    settings.write_text('lang = "en"\nseverity = { value-conflict = "note" }\nzones = ["title", "body"]\n')
    report = daejo.check(Path("corpus/budget"), config=settings)
    printed = command("check", "corpus/budget", "--format", "json", "--config", str(settings))
    assert report.to_json() == printed
    assert all(finding["severity"] == "note" for finding in report.findings if finding["code"] == "value-conflict")


def test_ledger(command: Callable[..., str], tmp_path: Path) -> None:
    made_here, made_there = tmp_path / "here", tmp_path / "there"
    summary = daejo.Ledger(made_here).index(Path("corpus"), sync=True)
    command("index", "corpus", "--ledger", str(made_there))
    draft = "corpus/budget/budget-mulgyeol.md"
    told = [
        daejo.Ledger(made_here, config=ENGLISH).check(Path(draft)).to_json(),
        daejo.Ledger(made_there, config=ENGLISH).check(Path(draft)).to_json(),
        command("check", draft, "--ledger", str(made_here), "--format", "json", "--lang", "en"),
    ]
    assert told[0] == told[1] == told[2]
    stats = daejo.Ledger(made_there).stats()
    assert (stats["articles"], stats["claims"]) == (summary["written"], summary["claims"])
