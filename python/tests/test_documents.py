"""What the documents show is so."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient


@pytest.mark.parametrize("module", ["", "._api", "._arrow", "._config", "._errors", "._ledger", "._report"])
def test_examples(module: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(f"daejo{module}"))
    assert tried > 0 and failed == 0


@pytest.mark.parametrize("page", ["docs/python.md", "python/README.md"])
def test_pages(page: str, root: Path) -> None:
    failed, tried = doctest.testfile(str(root / page), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert tried > 0 and failed == 0


def test_notebook(root: Path) -> None:
    """It runs as it is kept, without outputs, and ends in a picture."""
    notebook = nbformat.read(root / "docs" / "python.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells), "it is kept without outputs"
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": root}}).execute()
    shown = [set(output.get("data", {})) for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("image/png" in kinds for kinds in shown)
    assert any("text/html" in kinds for kinds in shown)
