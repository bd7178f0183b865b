"""The overview in a real Chromium without a window: search, choice, order, charts, and what does not run."""

from __future__ import annotations

from pathlib import Path

import pytest

from browsing import PHONE, Browser, Keys
from coopnews.pipeline import Pipeline
from coopnews.records import Article, Count, Mention, Place
from coopnews.view.overview import overview_page
from made import FIXTURES
from tables_of import write_rows, write_tables

PIPELINE = Pipeline.load("default")
NEWS = [
    # Letters, half-spaces and digits of another site.
    "شركت‌هاي تعاوني گيلان\nعلی لقمانی، مدیرکل تعاون گیلان، گفت: ٢٥ شرکت تعاونی در رشت فعال است.",
    "صادرات گیلان\nصادرات گیلان ۳۴ میلیون دلار و صادرات کارگاه‌های رشت ۲ میلیون دلار است.",
    "صادرات یزد\nصادرات استان یزد ۴۰ میلیون دلار است و ۱۵ درصد رشد دارد.",
    "بی‌مکان\nاز سال ۱۴۰۲ تاکنون ۳ هزار و ۲۰۰ نفر آموزش دیده‌اند.",
]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    articles = [(str(at), PIPELINE.extract(text, source=f"{at}.txt")) for at, text in enumerate(NEWS)]
    write_tables(folder, articles)
    copy = PIPELINE.extract(NEWS[2] + " ", source="copy.txt")
    write_tables(folder, [("copy", copy)], part=1, cluster_id="2")
    errors = [{"doc_id": None, "origin": "broken.html", "stage": "read", "reason": "not UTF-8"}]
    write_rows(folder, {"errors": errors}, part=1)
    return folder


@pytest.fixture(scope="module")
def page(tables: Path) -> str:
    return overview_page(tables)


@pytest.fixture
def opened(browser: Browser, page: str) -> Browser:
    browser.open(page)
    return browser


def shown(browser: Browser) -> list[str]:
    return browser.texts(".row th button")


def search(browser: Browser, query: str) -> None:
    field = browser.find("#q")
    field.clear()
    field.send_keys(query, Keys.ENTER)


def choose(browser: Browser, select: str, value: str) -> None:
    browser.run(
        "const [select, value] = arguments; select.value = value; select.dispatchEvent(new Event('change'))",
        browser.find(f"#{select}"),
        value,
    )


def bars(browser: Browser, chart: str) -> dict[str, str]:
    """Each bar's name and number."""
    labels, amounts = (browser.texts(f"#c-{chart} li .{part}") for part in ("label", "amount"))
    return {label.removesuffix(" ✓"): amount for label, amount in zip(labels, amounts, strict=True)}


def fragment(browser: Browser) -> str:
    return browser.driver.current_url.partition("#")[2]


ALL = ["۲۵ شرکت تعاونی", "۳۴ میلیون دلار", "۲ میلیون دلار", "۴۰ میلیون دلار", "۱۵ درصد", "۳٬۲۰۰ نفر"]


def test_all_figures_at_first(opened: Browser) -> None:
    assert shown(opened) == ALL
    assert opened.find("#status").text == "۶ رقم از ۸، در ۴ خبر؛ ۲ رقم در خبرهای تقریباً یکسان شمرده نشد."
    assert fragment(opened) == ""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("شرکت های تعاونی", ["۲۵ شرکت تعاونی"]),
        ("شرکتهای", ["۲۵ شرکت تعاونی"]),
        ("شركت‌هاي", ["۲۵ شرکت تعاونی"]),
        ("25", ["۲۵ شرکت تعاونی"]),
        ("۲۵", ["۲۵ شرکت تعاونی"]),
        ("لقماني", ["۲۵ شرکت تعاونی"]),
        ("3200", ["۳٬۲۰۰ نفر"]),
        ("3,200", ["۳٬۲۰۰ نفر"]),
        ("کارگاه رشت", ["۳۴ میلیون دلار", "۲ میلیون دلار"]),
        ("دلار یزد", ["۴۰ میلیون دلار", "۱۵ درصد"]),
        ("لقمانیان", []),
    ],
)
def test_search(opened: Browser, query: str, found: list[str]) -> None:
    search(opened, query)
    assert shown(opened) == found
    assert opened.find("#empty").is_displayed() == (not found)


def test_search_while_writing(opened: Browser) -> None:
    opened.find("#q").send_keys("لقمانی")
    opened.wait(lambda: shown(opened) == ALL[:1])


@pytest.mark.parametrize(
    ("select", "value", "found"),
    [
        ("f-kind", "percent", ["۱۵ درصد"]),
        ("f-indicator", "exports", ["۳۴ میلیون دلار", "۲ میلیون دلار", "۴۰ میلیون دلار"]),
        ("f-province", "گیلان", ["۲۵ شرکت تعاونی", "۳۴ میلیون دلار", "۲ میلیون دلار"]),
        ("f-province", "none", ["۳٬۲۰۰ نفر"]),
        ("f-measure", ":نفر", ["۳٬۲۰۰ نفر"]),
        ("f-measure", ":", ["۲۵ شرکت تعاونی"]),
        ("f-qualifier", "exact", ALL),
    ],
)
def test_filters(opened: Browser, select: str, value: str, found: list[str]) -> None:
    choose(opened, select, value)
    assert shown(opened) == found
    assert opened.find("#chosen").text
    opened.find("#clear").click()
    assert shown(opened) == ALL
    assert opened.focused() == "q"
    assert not opened.find("#clear").is_displayed()


def test_places_are_those_of_the_province(opened: Browser) -> None:
    choose(opened, "f-province", "گیلان")
    assert {option.get_attribute("value") for option in opened.all("#f-place option")} == {"", "رشت", "گیلان"}
    choose(opened, "f-place", "رشت")
    assert "f-place=" not in fragment(opened)
    choose(opened, "f-province", "یزد")
    assert opened.find("#f-place").get_attribute("value") == ""
    assert shown(opened) == ["۴۰ میلیون دلار", "۱۵ درصد"]


def test_what_is_chosen_stands_in_the_address(opened: Browser) -> None:
    choose(opened, "f-indicator", "exports")
    search(opened, "گیلان & <b>")
    search(opened, "گیلان")
    opened.find('[data-sort="value"]').click()
    address = opened.driver.current_url
    opened.driver.get("about:blank")
    opened.driver.get(address)
    assert shown(opened) == ["۲ میلیون دلار", "۳۴ میلیون دلار"]
    assert opened.find("#q").get_attribute("value") == "گیلان"
    assert opened.find("#f-indicator").get_attribute("value") == "exports"
    assert opened.find("th.value").get_attribute("aria-sort") == "ascending"


def test_an_address_that_says_nonsense(browser: Browser, page: str) -> None:
    browser.open(page, "#kind=%3Cscript%3E&page=-7&size=zero&sort=__proto__.up&how=x&q=%")
    assert browser.find("#empty").is_displayed()
    browser.find("#clear").click()
    assert shown(browser) == ALL


@pytest.mark.parametrize(
    ("column", "first", "last"),
    [
        ("value", "۱۵ درصد", "۴۰ میلیون دلار"),
        ("indicator", "۳٬۲۰۰ نفر", "۳۴ میلیون دلار"),
        ("place", "۲۵ شرکت تعاونی", "۴۰ میلیون دلار"),
        ("title", "۳٬۲۰۰ نفر", "۴۰ میلیون دلار"),
    ],
)
def test_order(opened: Browser, column: str, first: str, last: str) -> None:
    head, cell = opened.find(f'[data-sort="{column}"]'), opened.find(f"th.{column}")
    head.click()
    up = shown(opened)
    assert (up[0], cell.get_attribute("aria-sort")) == (first, "ascending")
    head.click()
    down = shown(opened)
    assert (down[0], cell.get_attribute("aria-sort")) == (last, "descending")
    assert sorted(up) == sorted(down) == sorted(ALL)
    head.click()
    assert (shown(opened), cell.get_attribute("aria-sort")) == (ALL, "none")


def test_rows_without_a_value_in_a_column_stand_last_either_way(opened: Browser) -> None:
    for _ in range(2):
        opened.find('[data-sort="speaker"]').click()
        assert shown(opened)[0] == "۲۵ شرکت تعاونی"


def test_a_row_opens_to_its_sentence(opened: Browser) -> None:
    button = opened.all(".row th button")[0]
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    details = opened.find(f"#{button.get_attribute('aria-controls')}")
    assert details.find_element("css selector", "mark").text == "٢٥ شرکت تعاونی"
    for known in (
        NEWS[0].split("\n")[1],
        "شركت‌هاي تعاوني گيلان",
        "0.txt",
        "علی لقمانی",
        "مدیرکل",
        "رشت",
        "گیلان",
        "c1",
    ):
        assert known in details.text
    button.click()
    assert not opened.all(".details")


def test_repeated_news_count_once_until_switched(opened: Browser) -> None:
    assert bars(opened, "indicator")["صادرات"] == "۳"
    opened.find("#once").click()
    assert bars(opened, "indicator")["صادرات"] == "۴"
    assert opened.find("#status").text == "۸ رقم از ۸، در ۵ خبر."


def test_charts_of_what_is_left_and_bars_that_filter(opened: Browser) -> None:
    assert bars(opened, "province") == {"گیلان": "۳", "یزد": "۲", "بدون مکان": "۱"}
    widths = opened.run("return [...document.querySelectorAll('#c-province .bar')].map((bar) => bar.offsetWidth)")
    assert widths[1] / widths[0] == pytest.approx(2 / 3, abs=0.02)
    assert widths[2] == 0
    opened.all("#c-province button")[1].click()
    assert shown(opened) == ["۴۰ میلیون دلار", "۱۵ درصد"]
    assert bars(opened, "province") == {"یزد": "۲"}
    pressed = opened.find("#c-province button")
    assert pressed.get_attribute("aria-pressed") == "true"
    pressed.click()
    assert shown(opened) == ALL


def test_values_of_an_indicator_by_province(opened: Browser) -> None:
    choose(opened, "v-indicator", "exports")
    assert bars(opened, "values") == {"یزد": "۴۰ میلیون دلار", "گیلان": "۳۴ میلیون دلار"}
    choose(opened, "v-how", "sum")
    assert bars(opened, "values") == {"یزد": "۴۰ میلیون دلار", "گیلان": "۳۶ میلیون دلار"}
    assert "نه آمار" in opened.find("#v-note").text
    choose(opened, "v-indicator", "other")
    choose(opened, "v-measure", "percent")
    assert bars(opened, "values") == {"یزد": "۱۵ درصد"}
    assert not opened.find("#v-how").is_enabled()
    assert "درصدها را نمی‌توان جمع کرد" in opened.find("#v-note").text


def test_pages_of_the_table(browser: Browser, tmp_path: Path) -> None:
    raw = "\n".join(f"{number} طرح" for number in range(1, 121))
    write_tables(tmp_path, [("a", PIPELINE.extract(raw))])
    browser.open(overview_page(tmp_path))
    assert len(shown(browser)) == 50
    assert not browser.find("#previous").is_enabled()
    browser.find("#next").click()
    assert browser.focused() == "table"
    browser.find("#next").click()
    assert (shown(browser)[0], len(shown(browser))) == ("۱۰۱ طرح", 20)
    assert browser.find("#page").text == "رقم ۱۰۱ تا ۱۲۰ از ۱۲۰"
    assert not browser.find("#next").is_enabled()
    assert fragment(browser) == "page=3"
    search(browser, "طرح")
    assert shown(browser)[0] == "۱ طرح"
    choose(browser, "size", "200")
    assert len(shown(browser)) == 120


def test_keyboard_alone(opened: Browser) -> None:
    opened.press(Keys.TAB)
    assert opened.run("return document.activeElement.className") == "skip"
    opened.press(Keys.ENTER)
    assert opened.focused() == "table"
    opened.press(Keys.TAB)
    assert opened.run("return document.activeElement.dataset.sort") == "value"
    assert opened.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"
    opened.press(Keys.ENTER)
    assert shown(opened)[0] == "۱۵ درصد"
    opened.press(*[Keys.TAB] * 6)
    opened.press(Keys.SPACE)
    assert opened.find(".details mark").text == "۱۵ درصد"
    bar = opened.all("#c-province button")[0]
    opened.run("arguments[0].focus()", bar)
    opened.press(Keys.ENTER)
    assert opened.run("return document.activeElement.dataset.code") == "گیلان"


def test_what_a_screen_reader_is_told(opened: Browser) -> None:
    nodes = opened.command("Accessibility.getFullAXTree")["nodes"]
    seen: dict[str, list[str]] = {}
    for node in nodes:
        if not node.get("ignored"):
            seen.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    for role in ("button", "link", "searchbox", "combobox", "checkbox", "search", "table", "columnheader", "rowheader"):
        assert seen[role], role
        assert all(seen[role]), role
    assert seen["heading"][1:] == ["رقم‌ها به تفکیک شاخص", "رقم‌ها به تفکیک استان", "مقدار یک شاخص به تفکیک استان"]
    assert seen["status"] is not None
    assert "صادرات ۳" in seen["button"]


def test_errors_of_the_folder(opened: Browser) -> None:
    errors = opened.find(".failed")
    assert "broken.html" not in errors.text
    errors.find_element("css selector", "summary").click()
    assert "broken.html خواندن not UTF-8" in errors.text


@pytest.mark.parametrize("fixture", ["phone", "desk"])
def test_nothing_is_wider_than_the_screen(browser: Browser, page: str, fixture: str) -> None:
    if fixture == "phone":
        browser.screen(PHONE)
    browser.open(page)
    assert browser.run("return document.documentElement.scrollWidth === document.documentElement.clientWidth")
    assert browser.find("#f-kind").is_displayed() == (fixture == "desk")
    assert browser.find("th.speaker").is_displayed() == (fixture == "desk")


def test_themes_are_those_of_all_pages(browser: Browser, page: str) -> None:
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    browser.media(scheme="dark")
    browser.open(page)
    dark = browser.run(ground)
    browser.find("#theme").click()
    assert browser.run(ground) != dark
    browser.run("localStorage.clear()")


def test_paper(browser: Browser, page: str) -> None:
    browser.media("print", "dark")
    browser.open(page, "#province=گیلان")
    for selector, is_shown in (("#filters", False), ("#status", True), ("#chosen .chip", True), ("th.title", True)):
        assert browser.find(selector).is_displayed() == is_shown, selector
    assert browser.run("return getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 250, 246)"


def test_without_its_script_the_page_says_so(browser: Browser, page: str) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(page)
    assert "جاوااسکریپت می‌خواهد" in browser.find("noscript").text
    assert "broken.html" in str(browser.find(".failed").get_attribute("textContent"))
    assert not browser.find("#filters").is_displayed()


EVIL = """<script>window.ran = 1</script><img src=x onerror="window.ran = 2"></script><svg onload="window.ran = 3">
<!--<script>"><iframe srcdoc="<script>parent.ran = 4</script>"></iframe>
<a href="javascript:window.ran = 5">{{ ran }}"""


def evil_article() -> Article:
    mention = (Mention(0, 2, "۲۵", "count"),)
    places = (Place(id="l1", name=EVIL, kind="city", province=EVIL, mentions=mention),)
    count = Count(id="c1", value=25, item=EVIL, unit=EVIL, speaker=EVIL, place=EVIL, mentions=mention)
    raw = f"۲۵ {EVIL}"
    return Article(raw=raw, title=EVIL, source=EVIL, sentences=((0, len(raw)),), counts=(count,), places=places)


def test_a_hostile_folder_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "<script>window.ran = 6<"
    write_tables(folder, [(EVIL, evil_article())], outlet=EVIL)
    write_rows(folder, {"errors": [{"doc_id": EVIL, "origin": EVIL, "stage": EVIL, "reason": EVIL}]})
    browser.open(overview_page(folder))
    browser.find(".row th button").click()
    search(browser, "<script>window.ran")
    for select in browser.all("select[data-choice]"):
        browser.run("arguments[0].selectedIndex = 1; arguments[0].dispatchEvent(new Event('change'))", select)
    for bar in ("indicator", "province", "values"):
        browser.find(f"#c-{bar} button").click()
        browser.find("#clear").click()
    browser.find(".failed summary").click()
    assert browser.find("h1 bdi").text == "<script>window.ran = 6<"
    assert browser.run("return window.ran") is None
    assert browser.run("return document.querySelectorAll('img, iframe, svg, script:not([type])').length") == 1
    assert browser.run("return performance.getEntriesByType('resource').length") == 0


def test_nothing_but_the_page_s_own_script_may_run(chromium: Browser, page: str) -> None:
    """Were something not escaped, the policy would still hold it back."""
    chromium.reset()
    for payload in ("<script>window.ran = 1</script>", "<img src=x onerror='window.ran = 2'>"):
        chromium.open(page.replace("<main", f"{payload}<main", 1))
        assert chromium.run("return window.ran") is None
        log = chromium.driver.get_log("browser")  # type: ignore[no-untyped-call]
        assert any("Content Security Policy" in entry["message"] for entry in log)


@pytest.mark.parametrize("name", ["gilan", "12-noisy-kerman", "08-lorestan-loans"])
def test_every_figure_of_an_article_opens_to_itself(browser: Browser, tmp_path: Path, name: str) -> None:
    article = PIPELINE.extract((FIXTURES / f"{name}.txt").read_bytes().decode().replace("\n", "\r\n"))
    write_tables(tmp_path, [(name, article)])
    browser.open(overview_page(tmp_path))
    marked = browser.run(
        "return [...document.querySelectorAll('.row button')].map((button) => { button.click();"
        "return document.querySelector('#' + button.getAttribute('aria-controls') + ' mark').textContent })"
    )
    assert marked == [figure.mentions[0].text for figure in article.all_figures()]


def test_an_empty_folder(browser: Browser, tmp_path: Path) -> None:
    write_tables(tmp_path, [])
    browser.open(overview_page(tmp_path))
    assert browser.find("#empty").is_displayed()
    assert browser.find("#status").text == "۰ رقم از ۰، در ۰ خبر."
