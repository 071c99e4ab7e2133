"""What the tests share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository, which is also the current folder, so that paths in reports are short."""
    monkeypatch.chdir(ROOT)
    return ROOT


@pytest.fixture
def command(root: Path) -> Callable[..., str]:
    """Runs ``daejo`` and gives what it prints."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
    binary = Path(os.environ.get("DAEJO", target / "release" / "daejo"))
    if not binary.exists():
        pytest.skip(f"{binary} is not there: cargo build --release makes it")

    def run(*args: str, input: str = "") -> str:
        given: list[str | Path] = [binary, *args] if "--config" in args else [binary, *args, "--isolated"]
        done = subprocess.run(given, input=input.encode(), capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout.decode()

    return run
