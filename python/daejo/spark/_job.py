"""The whole path, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Optional

from ._extract import claims_of, errors_of, read, sound
from ._relate import held_together, judge, meet
from ._report import findings, report
from ._shipped import Shipped
from ._store import OnStage, Store

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from .._config import Settings

__all__ = ["Tables", "check", "relate"]


@dataclass(frozen=True)
class Tables:
    """What a check has found. Each is a table of Parquet in the folder ``out``, under its name here."""

    articles: DataFrame
    """The articles with their claims, packed, for others to be held against: see :func:`daejo.spark.extract`."""
    claims: DataFrame
    relations: DataFrame
    """With ``articles`` and ``positions``: the ids of the articles of the two claims, and where these stand there."""
    checks: DataFrame
    groups: DataFrame
    findings: DataFrame
    errors: DataFrame
    """What is wrong with articles: ``id``, ``severity``, ``problem``."""
    left_out: int
    """How many times a claim was not looked for under a key because too many have it."""


def check(
    articles: DataFrame,
    out: str,
    *,
    against: Sequence[str] = (),
    config: Optional[Settings] = None,
    on_stage: Optional[OnStage] = None,
) -> Tables:
    """Holds articles against each other, and each article's figures against its own others: what ``daejo check`` finds
    in the same articles, in order of their ids, however they are divided.

    With ``against``, what earlier checks have extracted is not extracted again: only what involves one of ``articles``
    is looked for, as ``daejo check --against`` does.

    :param articles: see :func:`daejo.spark.extract`
    :param out: the folder of the tables, which all machines can write; those that are there are replaced
    :param against: the folders of earlier checks
    :param config: settings, or the path of a ``daejo.toml`` that all machines have
    :param on_stage: is told of each table that was written: its name, how many rows it has, the seconds it took
    :raises ConfigError: the rules of an executor, or those of an earlier check, are not those of the driver
    """
    spark = articles.sparkSession
    shipped, store = Shipped(config), Store(spark, out, on_stage)
    shipped.verify(spark)
    extracted = store.keep(read(articles, shipped), "extracted")
    errors = store.keep(errors_of(extracted, shipped), "errors")
    own = store.keep(sound(extracted), "articles")
    others = _earlier(store, against)
    judged, left_out = _relate(own, others, store, shipped)
    reported = store.keep(report(held_together(own, others), judged, store, shipped), "reported")
    return Tables(
        articles=own,
        claims=store.keep(claims_of(own, shipped), "claims"),
        relations=store.keep(_part(judged, "relation"), "relations"),
        checks=store.keep(_part(judged, "check"), "checks"),
        groups=store.keep(_part(reported, "group"), "groups"),
        findings=store.keep(findings(judged, reported), "findings"),
        errors=errors,
        left_out=left_out,
    )


def relate(
    extracted: DataFrame,
    out: str,
    *,
    against: Optional[DataFrame] = None,
    config: Optional[Settings] = None,
    on_stage: Optional[OnStage] = None,
) -> DataFrame:
    """The relations of articles that :func:`daejo.spark.extract` has read, one a row.

    :param against: other such articles, that these are only held against
    """
    shipped, store = Shipped(config), Store(extracted.sparkSession, out, on_stage)
    others = None if against is None else sound(against)
    judged, _ = _relate(store.keep(sound(extracted), "articles"), others, store, shipped)
    return store.keep(_part(judged, "relation"), "relations")


def _relate(
    own: DataFrame, others: Optional[DataFrame], store: Store, shipped: Shipped
) -> tuple[DataFrame, int]:
    """What comes of articles, and how often a key was left out."""
    for articles in (own, others):
        if articles is not None:
            shipped.compare_made(articles)
    together = held_together(own, others)
    met, left_out = meet(together, store, shipped)
    return store.keep(judge(together, met, shipped), "judged"), left_out


def _part(rows: DataFrame, name: str) -> DataFrame:
    """Those of some rows that are of one kind."""
    return rows.where(rows[name].isNotNull()).select(f"{name}.*", "articles", "positions")


def _earlier(store: Store, against: Sequence[str]) -> Optional[DataFrame]:
    """The articles of earlier checks: of those of one id, the one of the last."""
    all_of_them: Optional[DataFrame] = None
    for path in against:
        articles = Store(store.spark, path).read("articles")
        if all_of_them is not None:
            all_of_them = all_of_them.join(articles.select("id"), "id", "left_anti").unionByName(articles)
        else:
            all_of_them = articles
    return all_of_them
