"""What a report of the command says, read by pieces: a large one takes gigabytes, and ten times as many as objects."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

PIECE = 1 << 24


def lists(report: Path) -> Iterator[tuple[str, Any]]:
    """The elements of the lists of an object in a file, each with the name of its list. Whatever else is in the object
    is left out."""
    with report.open(encoding="utf-8") as file:
        text = Text(file)
        text.skip("{")
        while True:
            name = text.value()
            text.skip(":")
            if text.next() == "[":
                text.skip("[")
                while text.next() != "]":
                    yield name, text.value()
                    if text.next() == ",":
                        text.skip(",")
                text.skip("]")
            else:
                text.value()
            if text.next() == "}":
                return
            text.skip(",")


class Text:
    """JSON that is read as far as it is needed."""

    def __init__(self, file: TextIO) -> None:
        self.file, self.read, self.at = file, "", 0
        self.decoder = json.JSONDecoder()

    def next(self) -> str:
        """The character that comes next."""
        while self.at == len(self.read) or self.read[self.at].isspace():
            if self.at == len(self.read):
                self.more()
            else:
                self.at += 1
        return self.read[self.at]

    def skip(self, mark: str) -> None:
        if self.next() != mark:
            raise ValueError(f"expected {mark!r}, got {self.read[self.at : self.at + 20]!r}")
        self.at += 1

    def value(self) -> Any:
        """The value that comes next."""
        self.next()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.read, self.at)
            except json.JSONDecodeError:
                self.more()
                continue
            if end == len(self.read):
                # A number may go on.
                self.more()
                continue
            self.at = end
            return value

    def more(self) -> None:
        piece = self.file.read(PIECE)
        if not piece:
            raise ValueError("the report ends too soon")
        self.read, self.at = self.read[self.at :] + piece, 0


def told(rows: Iterable[Any], fields: Iterable[str]) -> list[bytes]:
    """What rows say in some fields, whatever order they come in: as sums, since they may be millions."""
    said = (json.dumps([row[field] for field in fields]) for row in rows)
    return sorted(hashlib.blake2b(row.encode(), digest_size=16).digest() for row in said)
