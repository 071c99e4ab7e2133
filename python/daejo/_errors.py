"""What goes wrong, in daejo's words."""

from __future__ import annotations

from typing import Literal, NamedTuple, Optional

__all__ = ["ConfigError", "DaejoError", "InputError", "InputWarning", "LedgerError", "Problem"]


class Problem(NamedTuple):
    """Something that is wrong with the input.

    >>> str(Problem("a.jsonl", 3, None, "error", "this article has no `id`"))
    'a.jsonl:3: this article has no `id`'
    """

    path: str
    """The file, or ``<articles>`` for what no file holds."""
    line: Optional[int]
    """The line, from 1; for what no file holds, the place in the list."""
    column: Optional[int]
    """The column in characters, from 1."""
    severity: Literal["warning", "error"]
    """``error`` if something could not be used, ``warning`` if it was read all the same."""
    message: str
    """What is wrong and what to do."""

    def __str__(self) -> str:
        place = [self.path, *(str(number) for number in (self.line, self.column) if number is not None)]
        return f"{':'.join(place)}: {self.message}"


class DaejoError(Exception):
    """Whatever daejo can't do."""


class ConfigError(DaejoError):
    """Settings or rules that can't be used."""


class InputError(DaejoError):
    """An article that can't be read."""

    problem: Problem
    """What is wrong with it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class LedgerError(DaejoError):
    """A ledger that can't be used."""


class InputWarning(UserWarning):
    """An article that was read, but not as it stands."""
