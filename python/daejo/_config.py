"""Settings."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Dict, Literal, Optional, Tuple, Union

from . import _daejo

if TYPE_CHECKING:
    Settings = Union["Config", str, "os.PathLike[str]"]
    """Settings, or the path of a ``daejo.toml``."""

__all__ = ["Config"]


class Config:
    """What a desk sets, read once and used as often as wanted.

    ``path`` is a ``daejo.toml``; what else is given goes before what it says. Without one daejo does what it does by
    itself: none is looked for. House rules are compiled here, which takes a moment; keep the object.

    >>> import daejo
    >>> english = daejo.Config(lang="en", within_days=14)
    >>> daejo.check("비가 왔다.", config=english)
    <daejo.Report: 1 article · 0 claims · 0 findings>

    :param rules: folders laid out like ``rules/``
    :param lang: the language of messages; else that of the settings, or of the locale
    :param group_by: ``"topic"`` compares only articles of one topic
    :param within_days: compares only articles with so many days at most between them
    :param max_bytes: the largest article that is read
    :param today: the day to take for today
    :raises ConfigError: the settings or the rules can't be used
    """

    __slots__ = ("_given", "_native", "_path")

    def __init__(
        self,
        path: Optional[Union[str, os.PathLike[str]]] = None,
        *,
        rules: Sequence[Union[str, os.PathLike[str]]] = (),
        lang: Optional[Literal["ko", "en"]] = None,
        group_by: Optional[Literal["nothing", "topic"]] = None,
        within_days: Optional[int] = None,
        max_bytes: Optional[int] = None,
        today: Optional[Union[str, datetime.date]] = None,
    ) -> None:
        self._given: Dict[str, Any] = {
            "rules": list(rules),
            "lang": lang,
            "group_by": group_by,
            "within_days": within_days,
            "max_bytes": max_bytes,
            "today": None if today is None else str(today),
        }
        self._path = path
        self._native = _daejo.Config(path, **self._given)

    def __reduce__(self) -> Tuple[Any, ...]:
        """The same settings elsewhere, whatever the day and the locale are there."""
        given = {**self._given, "lang": self._native.lang, "today": self._native.today}
        return _again, (self._path, given)


def _again(path: Any, given: Dict[str, Any]) -> Config:
    return Config(path, **given)


def native(config: Optional[Settings]) -> Optional[_daejo.Config]:
    """The settings as the library takes them."""
    if config is None:
        return None
    return (config if isinstance(config, Config) else Config(config))._native
