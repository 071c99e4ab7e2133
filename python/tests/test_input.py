"""Whatever is given is read, or said why not."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterator
from pathlib import Path

import daejo
import pytest

ENGLISH = daejo.Config(lang="en", max_bytes=1000, today="2024-06-01")
GOOD = {"id": "good", "body": "Rents rose 3.5% in May."}


def texts(articles: object, **how: object) -> list[str]:
    return [claim["text"] for claim in daejo.extract(articles, config=ENGLISH, **how)]  # type: ignore[arg-type]


def problem(*articles: object) -> daejo.Problem:
    """What is wrong with the one that can't be used, while the others are read."""
    told: list[daejo.Problem] = []
    assert texts([GOOD, *articles, {**GOOD, "id": "last"}], on_problem=told.append).count("3.5%") == 2
    assert len(told) == 1, told
    return told[0]


def test_one_or_several_of_any_kind(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Rents rose 4% in May.")
    assert texts("Rents rose 2% in May.")[:1] == ["2%"]
    assert texts(file)[:1] == texts(tmp_path)[:1] == ["4%"]
    mixed = [GOOD, "Rents rose 2% in May.", file]
    found = ["3.5%", "2%", "4%"]
    assert [text for text in texts(mixed) if "%" in text] == found
    assert [text for text in texts(article for article in mixed) if "%" in text] == found
    assert texts([]) == []


def test_texts_have_ids() -> None:
    claims = daejo.extract(["It cost $5.", "It cost $6.", "---\nid: own\n---\nIt cost $7."])
    assert [claim["article"] for claim in claims] == ["text-1", "text-2", "own"]


def test_fields_may_be_numbers_and_dates() -> None:
    published = datetime.datetime(2024, 5, 7, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
    for given, told in [(published, "2024-05-07T09:30:00+09:00"), (published.date(), "2024-05-07")]:
        report = daejo.check({"id": 7, "body": "It opened yesterday.", "published": given, "outlet": None})
        assert (report.articles[0]["id"], report.articles[0]["published"]) == ("7", told)
        assert report.claims[0]["date"]["edtf"] == "2024-05-06"


def test_what_cannot_be_used_is_said() -> None:
    assert problem({"body": "x"}) == daejo.Problem(
        "<articles>", 2, None, "error", "this article has no `id` and was skipped; `id` and `body` are required"
    )
    assert "`body`" in problem({"id": "x", "body": None}).message
    assert "type list" in problem({"id": "x", "body": ["a"]}).message
    assert "Unicode" in problem({"id": "x", "body": "\ud800"}).message
    assert "Unicode" in problem("\ud800").message
    assert "1000 bytes" in problem({"id": "x", "body": "x" * 1001}).message
    assert "1000 bytes" in problem("x" * 1001).message
    assert problem(Path("missing.txt"))[0] == "missing.txt"
    duplicate = problem({"id": "good", "body": "x"})
    assert "`good#2`" in duplicate.message


def test_what_is_doubtful_is_a_warning() -> None:
    future = {**GOOD, "published": "2024-06-03"}
    assert problem({**future, "id": "x", "body": "x"}).severity == "warning"
    with pytest.warns(daejo.InputWarning, match="2024-06-03, is in the future"):
        assert texts(future)[0] == "3.5%"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert texts({**GOOD, "published": "2024-06-02"})[0] == "3.5%"


def test_errors_are_raised_unless_asked_for() -> None:
    with pytest.raises(daejo.InputError, match="<articles>:2: this article has no `body`") as raised:
        texts([GOOD, {"id": "x"}])
    assert raised.value.problem.line == 2
    assert isinstance(raised.value, daejo.DaejoError)
    with pytest.raises(TypeError, match="not int"):
        texts([1])
    with pytest.raises(TypeError):
        texts(1)


def test_what_callers_raise_comes_back() -> None:
    def broken() -> Iterator[str]:
        yield "It cost $5."
        raise KeyError("mine")

    def refuse(_: object) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        texts(broken())
    with pytest.raises(KeyError, match="mine"):
        texts([{}], on_problem=refuse)
    with pytest.raises(KeyError, match="mine"):
        texts("It cost $5.", progress=refuse)


def test_settings_that_cannot_be_used(tmp_path: Path) -> None:
    wrong = tmp_path / "daejo.toml"
    wrong.write_text('fail_on = "error"\nzones = ["bodi"]\n')
    with pytest.raises(daejo.ConfigError, match=r"daejo.toml:1:1: .*fail-on[\s\S]*daejo.toml:2:10: .*body"):
        daejo.Config(wrong)
    with pytest.raises(daejo.ConfigError, match="no such"):
        texts_with_rules = daejo.Config(rules=[tmp_path / "missing"])
        assert texts_with_rules is None
    with pytest.raises(ValueError, match="expected one of ko, en"):
        daejo.Config(lang="fr")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="expected one of articles, claims"):
        daejo.check("x").to_arrow("findngs")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="expected one of full, concise"):
        daejo.check("x").to_format("pdf")


def test_house_rules_and_the_default_ledger_of_others(tmp_path: Path) -> None:
    (tmp_path / "units").mkdir()
    (tmp_path / "no-ledger").write_text("something else")
    with pytest.raises(daejo.LedgerError, match="missing-ledger"):
        daejo.Ledger(tmp_path / "missing-ledger").stats()
    with pytest.raises(daejo.LedgerError, match="no-ledger"):
        daejo.Ledger(tmp_path / "no-ledger").check("x")
