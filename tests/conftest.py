"""Shared checks explain themselves when they fail; tests of pages share one browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browsing import Browser

pytest.register_assert_rewrite("marked", "cases", "made", "documented")

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start Python a few hundred times


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    from browsing import Browser

    browser = Browser(tmp_path_factory.mktemp("pages"))
    yield browser
    browser.driver.quit()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """The browser as it was at first; no page may leave a line in its console."""
    chromium.reset()
    yield chromium
    assert chromium.driver.get_log("browser") == []  # type: ignore[no-untyped-call]
