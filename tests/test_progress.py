"""The bar is for somebody who watches."""

from __future__ import annotations

import pytest

from coopnews.progress import Bar


@pytest.mark.parametrize("variable", ["FORCE_COLOR", "TTY_COMPATIBLE"])  # as Jupyter and GitHub's CI have set
def test_no_bar_where_nobody_watches(
    variable: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable, "1")
    with Bar() as bar:
        bar.begin(1)
    assert capsys.readouterr().err == ""
