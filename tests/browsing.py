"""A real Chromium without a window, for tests of pages; where there is none, they are skipped."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coopnews.records import Article
from coopnews.view import article_page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
if CHROMIUM is None or DRIVER is None:
    missing = "Chromium" if CHROMIUM is None else "chromedriver"
    pytest.skip(f"{missing} is not installed (Debian: chromium, chromium-driver)", allow_module_level=True)
pytest.importorskip("selenium", reason="selenium is not installed (pip install '.[dev]')")

from selenium import webdriver  # noqa: E402
from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.remote.webelement import WebElement  # noqa: E402
from selenium.webdriver.support.wait import WebDriverWait  # noqa: E402

__all__ = ["DESK", "PHONE", "Browser", "Keys"]

PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
DESK = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}


class Browser:
    """One Chromium for all tests, with what they ask of it."""

    def __init__(self, folder: Path) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = str(CHROMIUM)
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
        self.folder = folder
        self.pages = 0

    def reset(self) -> None:
        self.command("Emulation.setScriptExecutionDisabled", value=False)
        self.screen(DESK)
        self.media()

    def command(self, name: str, **arguments: Any) -> Any:
        return self.driver.execute_cdp_cmd(name, arguments)

    def screen(self, size: dict[str, Any]) -> None:
        self.command("Emulation.setDeviceMetricsOverride", **size)

    def media(self, media: str = "", scheme: str = "light") -> None:
        features = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        listed = [{"name": name, "value": value} for name, value in features.items()]
        self.command("Emulation.setEmulatedMedia", media=media, features=listed)

    def open(self, page: Article | str, anchor: str = "") -> None:
        self.pages += 1
        path = self.folder / f"{self.pages}.html"
        path.write_text(article_page(page) if isinstance(page, Article) else page, encoding="utf-8", newline="")
        self.driver.get(f"{path.as_uri()}{anchor}")

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def find(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """What the elements show, read at one moment: a page that draws itself anew meanwhile cannot come between."""
        script = "return [...document.querySelectorAll(arguments[0])].map(element => element.innerText.trim())"
        return [str(text) for text in self.run(script, selector)]

    def press(self, *keys: str) -> None:
        self.driver.switch_to.active_element.send_keys(*keys)

    def wait(self, until: Callable[[], bool]) -> None:
        WebDriverWait(self.driver, 20, ignored_exceptions=[StaleElementReferenceException]).until(lambda _: until())

    def focused(self) -> str:
        return str(self.run("return document.activeElement.id || document.activeElement.dataset.record"))

    def is_in_view(self, selector: str) -> bool:
        """Whether the middle of an element's first line can be seen and clicked: nothing lies above it."""
        script = """
            const element = document.querySelector(arguments[0]), [box] = element.getClientRects();
            const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return element.contains(there);"""
        return bool(self.run(script, selector))
