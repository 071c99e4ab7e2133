"""What the processes of a cluster on this machine have used."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def processes() -> Iterator[tuple[str, list[str]]]:
    """The processes that this one has started, they and theirs: what they are called, and what /proc says of them."""
    parents: dict[int, int] = {}
    known: dict[int, tuple[str, list[str]]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            name, _, rest = (folder / "stat").read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        fields = rest.split()
        parents[int(folder.name)], known[int(folder.name)] = int(fields[1]), (name, fields)
    for number, told in known.items():
        above = parents[number]
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid():
            yield told


def processor_seconds() -> float:
    """Of all processes, and of those that have ended and were waited for."""
    return sum(sum(map(int, fields[11:15])) for _, fields in processes()) / TICKS


class Memory:
    """The memory of the largest process of each name, looked at now and then."""

    def __init__(self) -> None:
        self.most: dict[str, int] = {}
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(0.5):
            for name, fields in processes():
                self.most[name] = max(self.most.get(name, 0), int(fields[21]) * PAGE)


class Clock:
    """Seconds, and seconds of processors, since it was last asked."""

    def __init__(self) -> None:
        self._last = (time.monotonic(), processor_seconds())

    def lap(self) -> tuple[float, float]:
        now = (time.monotonic(), processor_seconds())
        last, self._last = self._last, now
        return now[0] - last[0], now[1] - last[1]
