"""What it costs to call ``daejo.extract`` from Python once an article, beside the same call in Rust; and what it costs if
the fields of every claim are looked at as well.

``python python/benches/once.py`` in the folder of the repository, with daejo installed; builds the Rust side. The two
take turns over the same articles of about 1 KB, cut from the corpus; of each the quickest of all rounds counts.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import daejo

ROOT = Path(__file__).resolve().parents[2]


def articles(size: int) -> list[dict[str, str]]:
    """The corpus in pieces of about ``size`` bytes, whole paragraphs each."""
    pieces: list[str] = []
    for path in sorted(ROOT.glob("corpus/*/*.txt")):
        piece = ""
        for paragraph in path.read_text(encoding="utf-8").split("---\n")[-1].split("\n\n"):
            piece += paragraph + "\n\n"
            if len(piece.encode()) >= size:
                pieces.append(piece)
                piece = ""
    return [{"id": str(number), "published": "2024-05-07", "body": piece} for number, piece in enumerate(pieces)]


def called(article: dict[str, str]) -> object:
    return daejo.extract(article)


def looked_at(article: dict[str, str]) -> object:
    return [claim["text"] for claim in daejo.extract(article)]


def in_python(given: list[dict[str, str]], work: Callable[[dict[str, str]], object]) -> float:
    """Microseconds an article."""
    start = time.perf_counter()
    for article in given:
        work(article)
    return (time.perf_counter() - start) * 1e6 / len(given)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    build = ["cargo", "build", "--release", "--locked", "--package", "daejo-python", "--example", "once"]
    subprocess.run(build, cwd=ROOT, check=True)
    once = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "examples" / "once"
    given = articles(options.size)
    claims = len(daejo.extract(given))
    size = sum(len(article["body"].encode()) for article in given) / len(given)
    print(f"{len(given)} articles of {size:.0f} bytes, {claims / len(given):.1f} claims each")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in given)
        file.flush()
        rust, python = float("inf"), dict.fromkeys([called, looked_at], float("inf"))
        for _ in range(options.rounds):
            run = subprocess.run([once, file.name, "20"], check=True, capture_output=True, text=True)
            rust = min(rust, float(run.stdout) / 1000)
            for work, best in python.items():
                python[work] = min(best, *(in_python(given, work) for _ in range(20)))
    print(f"Rust {rust:.1f} µs an article")
    for work, best in python.items():
        print(f"Python, {work.__name__}: {best:.1f} µs, {100 * (best / rust - 1):.1f} % more")


if __name__ == "__main__":
    main()
