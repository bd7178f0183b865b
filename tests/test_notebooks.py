"""Every notebook runs, and below its cells stands what they show today."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

import notebooks


@pytest.mark.parametrize("path", notebooks.PATHS, ids=lambda path: path.stem)
def test_notebook(path: Path, tmp_path: Path) -> None:
    stored = notebooks.load(path)
    nbformat.validate(stored)
    fresh = notebooks.run(stored, tmp_path)
    advice = f"{path.name} shows something else now: run python tests/notebooks.py, and see whether its prose holds."
    assert notebooks.texts(stored) == notebooks.texts(fresh), advice


def test_there_are_notebooks() -> None:
    assert [path.stem for path in notebooks.PATHS] == ["article", "dump", "errors", "panel"]
