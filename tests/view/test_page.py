"""The page as markup: nothing of the article runs, its text is whole, every mention is marked."""

from __future__ import annotations

import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coopnews.lexicon import load
from coopnews.pipeline import Pipeline
from coopnews.records import Amount, Article, Check, Count, Mention, Official, Place
from coopnews.view import article_page
from coopnews.view.labels import labels
from coopnews.view.marks import Mark, Node, marks_of, paragraphs
from coopnews.view.shown import panels, quantity
from made import FIXTURES

PIPELINE = Pipeline.load("default")
ROOT = FIXTURES.parent
STYLE = (ROOT / "src/coopnews/view/style.css").read_text(encoding="utf-8")
EMPTY = ("meta", "link", "br", "img", "input")


class Page(HTMLParser):
    """What a page says: its elements with attributes, the article's text, and where in it each mention is marked."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marked: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        self.open: list[tuple[str, dict[str, str | None], int]] = []
        self.in_text = False
        self.feed(markup)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if tag not in EMPTY:
            self.open.append((tag, attributes, len(self.text)))
        if tag == "article":
            self.in_text = True

    def handle_endtag(self, tag: str) -> None:
        opened, attributes, start = self.open.pop()
        assert opened == tag
        if tag == "article":
            self.in_text = False
        elif tag == "mark":
            kind = str(attributes["class"]).split()[0]
            self.marked[kind, str(attributes["data-record"])].append((start, len(self.text)))

    def handle_data(self, data: str) -> None:
        if self.in_text:
            self.text += data


def expected(article: Article) -> dict[tuple[str, str], set[int]]:
    """For each record the raw offsets that its mentions cover, line breaks apart."""
    covered: dict[tuple[str, str], set[int]] = defaultdict(set)
    for mark in marks_of(article, tuple(labels()["kinds"])):
        covered[mark.kind, mark.record] |= {at for at in range(mark.start, mark.end) if article.raw[at] not in "\r\n"}
    return covered


def check(article: Article) -> Page:
    page = Page(article_page(article))
    assert page.text == re.sub("[\0\ud800-\udfff]", "\ufffd", article.raw)
    found = {key: {at for span in spans for at in range(*span)} for key, spans in page.marked.items()}
    assert {key: {at for at in covered if page.text[at] not in "\r\n"} for key, covered in found.items()} == expected(
        article
    )
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not {tag for tag, _ in page.elements} & {"img", "iframe", "object", "form", "base", "svg", "input"}
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert str(attributes.get("href", "#")).startswith(("#", "data:image/svg+xml,"))
        assert "src" not in attributes
    anchors = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(anchors) == len(set(anchors))
    for _, attributes in page.elements:
        for name in ("href", "aria-controls", "aria-labelledby"):
            target = str(attributes.get(name) or "")
            if not target.startswith("data:"):
                assert target.removeprefix("#") in {"", *anchors}, target
    return page


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_every_mention_is_marked_and_the_text_is_whole(path: Path) -> None:
    raw = path.read_bytes().decode()
    check(PIPELINE.extract(raw, source=path.name))
    check(PIPELINE.extract(raw.replace("\n", "\r\n"), source=path.name))


HOSTILE = [
    "<script>document.title = 1</script>",
    "</article></main><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- ",
    "]]>",
    "{{ 7 * 7 }}{% for x in y %}",
    "&lt;b&gt;&#13;&amp;",
    "</style><svg onload=alert(1)>",
    "javascript:alert(1)",
    "\u202e",
    "\u2066",
]
FACTS = [
    "علی لقمانی، مدیرکل تعاون گیلان، گفت: ",
    "۲ هزار و ۵۰۲ تعاونی",
    "۳۴ میلیون دلار",
    "در سال ۱۴۰۳",
    "۱۲ درصد",
    "اتاق تعاون ایران",
    "وی افزود:",
    ". ",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\0",
    "\ud800",
    "\x85",
    "\x0c",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(HOSTILE + FACTS) | st.text(max_size=5), max_size=25).map("".join))
@example("".join(HOSTILE))
@example("</p><script>x</script> ۲۵ تعاونی <b onclick='x'>گیلان</b>")
def test_a_hostile_article_is_only_text(raw: str) -> None:
    check(PIPELINE.extract(raw, source='<script>x</script>"'))


def test_hostile_names_are_only_text() -> None:
    """Whatever the records hold, also what no finder would put there."""
    evil = '"><script>alert(1)</script>'
    mention = (Mention(0, 2, "۲۵", "count"),)
    article = Article(
        raw="۲۵",
        sentences=((0, 2),),
        source=evil,
        title=evil,
        outlet=evil,
        published=evil,
        counts=(Count(id="c1", value=25, unit=evil, item=evil, speaker=evil, place=evil, mentions=mention),),
        officials=(Official(id="o1", name=evil, role=evil, affiliation=evil, mentions=mention),),
        places=(Place(id="l1", name=evil, kind=evil, province="\udfff", mentions=mention),),
    )
    page = article_page(article)
    check(article)
    assert evil not in page
    page.encode()


def written(article: Article, marks: list[Mark]) -> str:
    """A text with its marks as «[name and level …]»; a piece that goes on has «+» behind its name."""

    def write(children: list[Node | str]) -> str:
        return "".join(
            child
            if isinstance(child, str)
            else f"[{child.mark.record}{'' if child.first else '+'}{child.level} {write(child.children)}]"
            for child in children
        )

    return "".join(line.before + write(line.children) for line in paragraphs(article, marks))


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "abcdef"),
        ([(0, 6, "x")], "[x0 abcdef]"),
        ([(0, 2, "x"), (2, 4, "y")], "[x0 ab][y0 cd]ef"),
        ([(0, 6, "x"), (2, 4, "y")], "[x1 ab[y0 cd]ef]"),
        ([(0, 6, "x"), (0, 4, "y"), (0, 2, "z")], "[x2 [y1 [z0 ab]cd]ef]"),
        ([(0, 4, "x"), (2, 6, "y")], "[x1 ab[y0 cd]][y+0 ef]"),
        ([(0, 3, "x"), (1, 5, "y"), (2, 6, "z")], "[x2 a[y1 b[z0 c]]][z+1 [y+0 de]f]"),
    ],
)
def test_nesting(marks: list[tuple[int, int, str]], expected: str) -> None:
    made = [Mark(start, end, "counts", name, 0) for start, end, name in marks]
    assert written(Article(raw="abcdef"), made) == expected


def test_a_mark_across_lines_is_in_both() -> None:
    article = Article(raw="ab\r\n\r\ncd\n")
    assert written(article, [Mark(1, 7, "counts", "x", 0)]) == "a[x0 b]\r\n\r\n[x+0 c]d\n"


def test_direction_of_lines() -> None:
    lines = list(paragraphs(Article(raw="GDP ایران\nShare\n۱۲\n--"), []))
    assert [line.direction for line in lines if line.role] == ["rtl", "ltr", "rtl", "ltr"]


def test_headline_is_the_heading() -> None:
    page = check(PIPELINE.extract((FIXTURES / "gilan.txt").read_text(encoding="utf-8")))
    assert [attributes.get("class") for tag, attributes in page.elements if tag == "h1"] == ["title"]


def test_without_headline_the_source_is_the_heading() -> None:
    page = article_page(Article(raw="متن", source="a.txt"))
    assert re.findall("<h1[^>]*>([^<]*)</h1>", page) == ["a.txt"]


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Count(id="c1", value=2502, item="تعاونی"), "۲٬۵۰۲ تعاونی"),
        (Count(id="c1", value=50, value_max=60, unit="نفر", qualifier="range"), "۵۰ تا ۶۰ نفر"),
        (Count(id="c1", value=42.15, unit="کیلو", item="حشیش", qualifier="approx"), "حدود ۴۲٫۱۵ کیلو حشیش"),
        (Amount(id="a1", value=2 * 10**12, currency="IRT", qualifier="at_most"), "حداکثر ۲ هزار میلیارد تومان"),
        (Amount(id="a1", value=1234567, currency="XYZ"), "۱٬۲۳۴٬۵۶۷ XYZ"),
    ],
)
def test_quantities(figure: Count | Amount, text: str) -> None:
    assert quantity(figure) == text


def test_a_check_that_fails_is_told_at_each_of_its_figures() -> None:
    raw = "۳۰ طرح: ۱۲ طرح و ۱۷ طرح"
    spans = ((0, 6), (8, 14), (17, 23))
    counts = tuple(
        Count(id=f"c{number}", value=value, item="طرح", mentions=(Mention(*span, raw[slice(*span)], "count"),))
        for number, (value, span) in enumerate(zip((30, 12, 17), spans, strict=True), 1)
    )
    checks = (Check("sum", "c1", ("c2", "c3"), False),)
    article = Article(raw=raw, sentences=((0, len(raw)),), counts=counts, checks=checks)
    (panel,) = panels(article)
    assert [row.doubtful for row in panel.rows] == [True] * 3
    assert panel.rows[0].relations == panel.relations
    assert panel.relations[0].sign == "≠"
    check(article)


def test_nothing_found_is_said() -> None:
    assert "یافت نشد" in article_page(Article(raw="سلام"))


def test_every_name_has_a_label() -> None:
    listed = re.search(r"## Indicators\n\n(.*?)\n\n", (ROOT / "docs/records.md").read_text("utf-8"), re.DOTALL)
    assert listed
    assert set(re.findall(r"(?:^|· )([a-z_]+)", listed[1], re.MULTILINE)) == set(labels()["indicators"])
    known = load().entries
    money = {entry.data["code"] for entry in known["currencies"].values() if "code" in entry.data}
    assert money == set(labels()["currencies"])
    kinds = {entry.data["kind"] for entry in known["bodies"].values() if "kind" in entry.data}
    assert kinds <= set(labels()["bodies"])


def colours(block: str) -> dict[str, tuple[float, ...]]:
    found = re.findall(r"--([\w-]+): #(..)(..)(..);", block)
    return {name: tuple(int(part, 16) / 255 for part in rgb) for name, *rgb in found}


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The ratio of WCAG 2."""

    def luminance(colour: tuple[float, ...]) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(theme: str) -> None:
    blocks = re.findall(r":root[^{]*{(.*?)}", STYLE, re.DOTALL)
    palette = colours(blocks[("light", "dark").index(theme)])
    grounds = [name for name in palette if name.endswith("-ground")]
    for ground in ("paper", "raised", "sunk", "hit", *grounds):
        assert contrast(palette["ink"], palette[ground]) >= 7, ground
    for text in ("quiet", "accent", "doubt", "amounts", *labels()["kinds"]):
        for ground in ("paper", "raised", "sunk"):
            assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)


def test_kinds_differ_by_line_and_ground_alone() -> None:
    looks = re.findall(r"\.(\w+) { --line: [^;]+; --shape: (\w+); --thick: [^;]+; --ground: (\w+)", STYLE)
    assert {kind for kind, _, _ in looks} == set(labels()["kinds"])
    assert len({(shape, ground) for _, shape, ground in looks}) == len(looks)
