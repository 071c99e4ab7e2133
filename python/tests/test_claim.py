"""A claim is a mapping, whose fields are made when they are asked for."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Mapping
from typing import Any

import daejo
import pandas
import pyarrow
import pytest

ARTICLE = {"id": "a", "published": "2024-05-07", "body": "“Rents rose 3.5% in Garam in May,” Mayor Ann Lee said."}


def claims() -> list[daejo.Claim]:
    found = daejo.extract(ARTICLE)
    assert {claim["kind"] for claim in found} == {"quantity", "date", "quote"}
    return found


def fields() -> list[dict[str, Any]]:
    return [dict(claim.to_dict()) for claim in claims()]


@pytest.mark.parametrize("given", [claims(), [daejo.Claim(one) for one in fields()]], ids=["found", "given"])
def test_a_claim_is_a_mapping(given: list[daejo.Claim]) -> None:
    for claim, known in zip(given, fields()):
        assert isinstance(claim, Mapping)
        assert claim == known and known == claim and not claim != known
        assert dict(claim) == {**claim} == known
        assert list(claim) == list(claim.keys()) == list(known)
        assert list(claim.items()) == list(known.items()) and list(claim.values()) == list(known.values())
        assert len(claim) == len(known)
        assert claim["text"] == claim.get("text") == known["text"]
        assert "text" in claim and "rules" not in claim and 1 not in claim
        assert claim.get("rules") is None and claim.get("rules", 1) == 1
        assert repr(claim) == f"Claim({known})"
        with pytest.raises(KeyError, match="rules"):
            claim["rules"]


def test_fields_are_made_once() -> None:
    claim = claims()[0]
    assert claim["subjects"] is claim["subjects"]


def test_claims_are_told_apart() -> None:
    first, second = claims()[:2]
    assert first == claims()[0] and first != second
    assert first != {**first, "id": "c-0"} and first != list(first) and first != 1 and first != None  # noqa: E711


def test_a_claim_does_not_change() -> None:
    claim = claims()[0]
    with pytest.raises(TypeError):
        claim["text"] = "other"  # type: ignore[index]
    with pytest.raises(TypeError):
        hash(claim)
    given = fields()[0]
    for one in (claim, daejo.Claim(given)):
        own = one.to_dict()
        own["subjects"].append("somebody")
        own["text"] = "other"
        assert one == fields()[0]
    given["text"] = "other"
    with pytest.raises(TypeError):
        daejo.Claim(1)  # type: ignore[arg-type]


def test_claims_are_written_and_copied() -> None:
    found = claims()
    for again in (pickle.loads(pickle.dumps(found)), copy.copy(found), copy.deepcopy(found), [*map(copy.copy, found)]):
        assert again == found and all(type(claim) is daejo.Claim for claim in again)
        assert pickle.loads(pickle.dumps(again)) == found
    told = [claim.to_dict() for claim in found]
    assert json.loads(json.dumps(found, default=dict)) == json.loads(json.dumps(told)) == told


def test_claims_are_rows() -> None:
    found, known = claims(), fields()
    frame = pandas.DataFrame(found)
    assert frame.equals(pandas.DataFrame(known)) and list(frame["text"]) == [claim["text"] for claim in known]
    assert pyarrow.Table.from_pylist(found) == pyarrow.Table.from_pylist(known)


def test_a_claim_tells_its_rules() -> None:
    explained, plain = daejo.extract(ARTICLE, explain=True), claims()
    assert all(claim["rules"] for claim in explained)
    assert [{**claim} | {"rules": None} for claim in plain] == [{**claim} | {"rules": None} for claim in explained]
