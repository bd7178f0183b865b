"""The page in a real Chromium without a window: what stands where, what a click does, and what does not run."""

from __future__ import annotations

import json

import pytest

from browsing import PHONE, Browser, Keys
from coopnews.pipeline import Pipeline
from coopnews.records import Article, Check, Count, Mention
from coopnews.view import article_page
from made import FIXTURES

GILAN = (FIXTURES / "gilan.txt").read_bytes().decode()
LISTS = ("officials", "people", "bodies", "places", "counts", "amounts", "percents", "dates")


@pytest.fixture(scope="module")
def gilan() -> Article:
    return Pipeline.load("default").extract(GILAN, source="gilan.txt")


def marks(article: Article) -> dict[str, tuple[int, int, str]]:
    """What ought to be marked, by the name of its mark."""
    return {
        f"m-{record.id}-{number}": (mention.start, mention.end, mention.text)
        for name in LISTS
        for record in getattr(article, name)
        for number, mention in enumerate(record.mentions)
    }


MARKED = """
    const article = document.getElementById("text"), found = {};
    for (const mark of article.querySelectorAll("mark[id]")) {
      const range = document.createRange();
      range.setStart(article, 0);
      range.setEnd(mark, 0);
      const start = [...range.toString()].length;
      found[mark.id] = [start, start + [...mark.textContent].length, mark.textContent];
    }
    return JSON.stringify([article.textContent, found]);"""


@pytest.mark.parametrize("name", ["gilan", "12-noisy-kerman", "13-noisy-bushehr-web", "15-traps-speakers"])
def test_marks_stand_on_the_right_text(browser: Browser, name: str) -> None:
    raw = (FIXTURES / f"{name}.txt").read_bytes().decode().replace("\n", "\r\n")
    article = Pipeline.load("default").extract(raw)
    browser.open(article)
    text, found = json.loads(browser.run(MARKED))
    assert text == raw
    assert {name: tuple(mark) for name, mark in found.items()} == marks(article)


def test_odd_characters_are_kept(browser: Browser) -> None:
    odd = "خبر\r\r\n\x0b\x0c\x01\x7f\x80\x85\x9f\u00ad\u200b\u200e\u202e\u2028\ufeff\ufffe"
    odd += "\U0001f468\u200d\U0001f469\U0010ffff &amp;&#13; ]]> ۲۵ تعاونی\n\n"
    browser.open(Pipeline.load("default").extract(odd))
    text, found = json.loads(browser.run(MARKED))
    assert text == odd
    assert [odd[start:end] for start, end, _ in found.values()] == ["۲۵ تعاونی"]


def test_a_figure_shows_its_mentions_and_what_is_known(browser: Browser, gilan: Article) -> None:
    browser.open(gilan)
    total = next(count for count in gilan.counts if count.value == 31)
    button, details = browser.find(f"#r-{total.id} button"), browser.find(f"#d-{total.id}")
    assert not browser.is_in_view(f"#m-{total.id}-0")
    assert (button.get_attribute("aria-expanded"), details.is_displayed()) == ("false", False)
    button.click()
    assert (button.get_attribute("aria-expanded"), details.is_displayed()) == ("true", True)
    assert browser.is_in_view(f"#m-{total.id}-0")
    assert {mark.get_attribute("data-record") for mark in browser.all("mark.on")} == {total.id}
    shown = details.text
    assert gilan.sentence_text(total) in shown
    for known in ("علی لقمانی", "طرح‌های افتتاح‌شده", "projects_inaugurated", "جمع اجزا با کل برابر است", "گیلان"):
        assert known in shown
    assert browser.find("#status").get_attribute("textContent") == "حدود ۳۱ طرح تعاونی: نشانهٔ ۱ از ۱"
    button.click()
    assert not details.is_displayed()
    assert not browser.all("mark.on")


def test_further_mentions_and_the_speaker_are_links(browser: Browser, gilan: Article) -> None:
    browser.open(gilan)
    browser.find("#r-a1 button").click()
    links = browser.all("#d-a1 .quotes a")
    assert len(links) == len(gilan.amounts[0].mentions) == 3
    links[2].click()
    assert browser.is_in_view("#m-a1-2")
    assert browser.focused() == "m-a1-2"
    browser.find("#d-a1 dl a").click()
    assert browser.find("#t-people").get_attribute("aria-selected") == "true"
    assert browser.find("#d-o1").is_displayed()
    assert browser.focused() == "o1"


def test_every_figure_can_be_opened(browser: Browser, gilan: Article) -> None:
    browser.open(gilan)
    for figure in gilan.all_figures():
        browser.find(f"#r-{figure.id} button").click()
        assert browser.is_in_view(f"#m-{figure.id}-0")
        assert gilan.sentence_text(figure) in browser.find(f"#d-{figure.id}").text


def test_a_click_in_the_text_opens_the_innermost_record_then_the_one_around(browser: Browser, gilan: Article) -> None:
    browser.open(gilan)
    mark = browser.find("mark.officials mark.places")
    outer = browser.run("return arguments[0].parentElement.dataset.record", mark)
    inner = mark.get_attribute("data-record")
    mark.click()
    assert browser.find(f"#d-{inner}").is_displayed()
    assert browser.find("#p-places").is_displayed()
    mark.click()
    assert browser.find(f"#d-{outer}").is_displayed()
    assert not browser.find(f"#d-{inner}").is_displayed()


def test_kinds_are_switched_off_and_on(browser: Browser, gilan: Article) -> None:
    browser.open(gilan)
    switch = browser.find('[data-switch="counts"]')
    line = "return getComputedStyle(document.querySelector('mark.counts')).textDecorationLine"
    assert browser.run(line) == "underline"
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    assert browser.run(line) == "none"
    assert not browser.find("#r-c1").is_displayed()
    assert browser.find("#r-a1").is_displayed()
    assert browser.run("return document.getElementById('text').textContent") == GILAN
    browser.find('[data-switch="amounts"]').click()
    assert browser.find("#p-figures .empty").is_displayed()
    switch.click()
    assert browser.run(line) == "underline"
    assert browser.find("#r-c1").is_displayed()


def test_a_link_to_a_record_of_a_kind_that_is_off_switches_it_on(browser: Browser, gilan: Article) -> None:
    browser.open(gilan)
    browser.find('[data-switch="officials"]').click()
    browser.find("#r-c1 button").click()
    browser.find("#d-c1 dl a").click()
    assert browser.find("#d-o1").is_displayed()
    assert browser.find('[data-switch="officials"]').get_attribute("aria-pressed") == "true"


def test_keyboard_alone(browser: Browser, gilan: Article) -> None:
    browser.open(gilan)
    browser.press(Keys.TAB)
    assert browser.run("return document.activeElement.className") == "skip"
    browser.press(Keys.ENTER)
    assert browser.focused() == "panel"
    browser.press(Keys.TAB)
    assert browser.focused() == "t-figures"
    browser.press(Keys.ARROW_LEFT)
    assert browser.focused() == "t-people"
    assert browser.find("#p-people").is_displayed()
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert browser.focused() == "t-dates"
    browser.press(Keys.HOME, Keys.TAB)
    assert browser.focused() == "a1"
    outline = "return getComputedStyle(document.activeElement).outlineStyle"
    assert browser.run(outline) == "solid"
    browser.press(Keys.SPACE)
    assert browser.find("#d-a1").is_displayed()
    browser.press(Keys.TAB)
    browser.press(Keys.ENTER)
    assert browser.focused() == "m-a1-0"
    browser.press(Keys.ESCAPE)
    assert browser.focused() == "a1"
    assert not browser.find("#d-a1").is_displayed()


def test_what_a_screen_reader_is_told(browser: Browser, gilan: Article) -> None:
    browser.open(gilan)
    nodes = browser.command("Accessibility.getFullAXTree")["nodes"]
    seen: dict[str, list[str]] = {}
    for node in nodes:
        if not node.get("ignored"):
            seen.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
    for role in ("button", "link", "tab", "table", "columnheader", "rowheader", "tabpanel", "complementary", "main"):
        assert seen[role], role
        assert role == "main" or all(seen[role]), role
    assert seen["heading"][0] == gilan.title
    assert len(seen["tabpanel"]) == 1
    assert len(seen["row"]) == 1 + len(list(gilan.all_figures()))
    assert browser.run("return [document.documentElement.lang, document.documentElement.dir].join()") == "fa,rtl"


def test_themes(browser: Browser, gilan: Article) -> None:
    ground = "return getComputedStyle(document.documentElement).backgroundColor"
    browser.open(gilan)
    light = browser.run(ground)
    browser.media(scheme="dark")
    browser.open(gilan)
    dark = browser.run(ground)
    assert light != dark
    theme = browser.find("#theme")
    assert theme.get_attribute("aria-pressed") == "true"
    theme.click()
    assert (theme.get_attribute("aria-pressed"), browser.run(ground)) == ("false", light)
    browser.driver.refresh()
    assert browser.run(ground) == light
    browser.run("localStorage.clear()")


def test_phone(browser: Browser, gilan: Article) -> None:
    browser.screen(PHONE)
    browser.open(gilan)
    assert browser.run("return document.documentElement.scrollWidth") == 390
    last = list(gilan.all_figures())[-1].id
    browser.run("arguments[0].click()", browser.find(f"#r-{last} button"))
    assert browser.is_in_view(f"#m-{last}-0")
    drawer = browser.find("#drawer")
    drawer.click()
    assert drawer.get_attribute("aria-expanded") == "false"
    assert not browser.find("#panels").is_displayed()
    browser.find(f"#m-{last}-0").click()
    assert drawer.get_attribute("aria-expanded") == "true"


def test_without_its_script_the_page_is_whole(browser: Browser, gilan: Article) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(gilan)
    assert browser.find("#d-c1").is_displayed()
    assert browser.find("#p-dates").is_displayed()
    browser.find("#d-c1 .quotes a").click()
    assert browser.driver.current_url.endswith("#m-c1-0")


def test_a_link_to_a_mention_opens_it(browser: Browser, gilan: Article) -> None:
    browser.open(gilan, "#m-c13-0")
    assert browser.find("#d-c13").is_displayed()
    assert browser.is_in_view("#m-c13-0")


def test_paper(browser: Browser, gilan: Article) -> None:
    browser.media("print", "dark")
    browser.open(gilan)
    shown = {
        element.get_attribute("id"): element.is_displayed() for element in browser.all("section, .details, #drawer")
    }
    assert {name for name, is_shown in shown.items() if is_shown} == {
        f"p-{name}" for name in ("figures", "people", "bodies", "places", "dates")
    }
    assert browser.run("return getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 250, 246)"


EVIL = """<script>window.ran = 1</script><img src=x onerror="window.ran = 2"><svg onload="window.ran = 3"></svg>
</article></main></body><script>window.ran = 4</script>"><body onload="window.ran = 5"> {{ ran }} <iframe srcdoc="
<script>parent.ran = 6</script>"></iframe> <a href="javascript:window.ran = 7">۲۵ تعاونی</a> <!-- <style>
* { display: none } </style> علی لقمانی، مدیرکل <b>تعاون</b> گیلان، گفت: ۳۴ میلیون دلار <script>"صادرات"</script> شد.
--> &lt;script&gt;window.ran = 8"""


def test_a_hostile_article_runs_nothing(browser: Browser) -> None:
    article = Pipeline.load("default").extract(EVIL, source='"><script>window.ran = 9</script>')
    assert article.counts
    assert article.amounts
    browser.open(article)
    text, found = json.loads(browser.run(MARKED))
    assert text == EVIL
    assert {name: tuple(mark) for name, mark in found.items()} == marks(article)
    for button in browser.all(".row button"):
        if button.is_displayed():
            button.click()
    assert browser.run("return window.ran") is None
    assert browser.run("return document.querySelectorAll('script').length") == 1
    assert browser.run("return performance.getEntriesByType('resource').length") == 0


def test_hostile_records_run_nothing(browser: Browser) -> None:
    mention = (Mention(0, 2, "۲۵", "count"),)
    count = Count(id="c1", value=25, item=EVIL, speaker=EVIL, place=EVIL, mentions=mention)
    article = Article(raw="۲۵", title=EVIL, outlet=EVIL, published=EVIL, sentences=((0, 2),), counts=(count,))
    browser.open(article)
    browser.find("#r-c1 button").click()
    assert browser.run("return window.ran") is None
    assert browser.driver.title.startswith("<script>")


def test_nothing_but_the_page_s_own_script_may_run(chromium: Browser, gilan: Article) -> None:
    """Were something not escaped, the policy would still hold it back."""
    chromium.reset()
    markup = article_page(gilan)
    for payload in ("<script>window.ran = 1</script>", "<img src=x onerror='window.ran = 2'>"):
        chromium.open(markup.replace("<main>", f"{payload}<main>"))
        assert chromium.run("return window.ran") is None
        log = chromium.driver.get_log("browser")  # type: ignore[no-untyped-call]
        assert any("Content Security Policy" in entry["message"] for entry in log)


def test_a_check_that_does_not_hold(browser: Browser) -> None:
    raw = "۳۰ طرح: ۱۲ طرح و ۱۷ طرح"
    figures = tuple(
        Count(id=f"c{number}", value=value, item="طرح", mentions=(Mention(start, end, raw[start:end], "count"),))
        for number, value, start, end in ((1, 30, 0, 6), (2, 12, 8, 14), (3, 17, 17, 23))
    )
    checks = (Check("sum", "c1", ("c2", "c3"), False),)
    browser.open(Article(raw=raw, sentences=((0, len(raw)),), counts=figures, checks=checks))
    browser.find("#r-c2 button").click()
    assert "⚠ جمع اجزا با کل برابر نیست" in browser.find("#d-c2").text
    browser.find("#d-c2 .relation a").click()
    assert browser.find("#d-c1").is_displayed()
