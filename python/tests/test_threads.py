"""Work goes on without the interpreter's lock, tells how far it is, and can be stopped."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import daejo
import pytest

ARTICLES = [{"id": str(i), "body": f"가람시는 저류조 {i}곳에 {i}억 원을 썼다. " * 20} for i in range(1, 400)]


def test_threads_get_what_one_gets() -> None:
    alone = daejo.extract(ARTICLES)
    with ThreadPoolExecutor(8) as pool:
        assert all(claims == alone for claims in pool.map(daejo.extract, [ARTICLES] * 8))


def test_other_threads_go_on() -> None:
    """While articles are worked on, another thread gets to run: it counts far beyond what it could between chunks."""
    counted, done = 0, threading.Event()

    def count() -> None:
        nonlocal counted
        while not done.is_set():
            counted += 1
            time.sleep(0)

    other = threading.Thread(target=count)
    other.start()
    chunks: list[int] = []
    before = counted
    daejo.check(ARTICLES, progress=chunks.append)
    during = counted - before
    done.set()
    other.join()
    assert during > 10 * len(chunks)


def test_progress_adds_up() -> None:
    steps: list[int] = []
    daejo.extract(ARTICLES, progress=steps.append)
    assert sum(steps) == len(ARTICLES)
    steps.clear()
    daejo.check(ARTICLES[:3], against=ARTICLES[3:10], progress=steps.append)
    assert sum(steps) == 10


def test_ledger_progress(tmp_path: Path) -> None:
    steps: list[int] = []
    ledger = daejo.Ledger(tmp_path / "ledger")
    assert ledger.index(ARTICLES, progress=steps.append)["written"] == len(ARTICLES) == sum(steps)
    assert ledger.index(ARTICLES[:5]) == {"written": 0, "unchanged": 5, "removed": 0, "claims": 0}
    changed = {**ARTICLES[0], "body": "비가 왔다."}
    assert ledger.index([changed])["written"] == 1
    assert ledger.stats()["articles"] == len(ARTICLES)
    assert ledger.index(ARTICLES[1:11], sync=True)["removed"] == len(ARTICLES) - 10
    ledger.vacuum()
    assert ledger.verify() == [] and ledger.stats()["articles"] == 10


@pytest.mark.skipif(os.name != "posix", reason="signals of other systems can't be sent so")
def test_control_c_is_heeded() -> None:
    """An endless run is stopped between articles."""

    def endless() -> Iterator[dict[str, object]]:
        number = 0
        while True:
            number += 1
            if number == 2000:
                os.kill(os.getpid(), signal.SIGINT)
            yield {**ARTICLES[0], "id": number}

    with pytest.raises(KeyboardInterrupt):
        daejo.extract(endless())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes of other systems begin anew")
def test_forked_processes_work_too() -> None:
    """The threads of the first process are not there in the second, which must not wait for them."""
    alone = daejo.extract(ARTICLES)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(daejo.extract, [ARTICLES] * 2).get(timeout=60) == [alone, alone]
