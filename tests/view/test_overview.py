"""The overview as data and markup: nothing of a folder runs, nothing of it is lost, sums are right."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from coopnews.batch import Job
from coopnews.batch import run as run_job
from coopnews.batch.reading import read_folder
from coopnews.errors import InputError
from coopnews.pipeline import Pipeline
from coopnews.tables import TABLES, Row
from coopnews.view.overview import overview_page, page_data
from program import run
from tables_of import write_rows, write_tables

PIPELINE = Pipeline.load("default")
NEWS = (
    ("a", "۲۵ تعاونی در رشت", "1403-02-01"),
    ("b", "۳۰ میلیون تومان وام در شیراز، ۴۰ درصد", "2024-05-12"),
    ("c", "۷۰ طرح", None),
    ("d", "خبری بی‌رقم", "1404-01-01"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part, (doc_id, text, published) in enumerate(NEWS):
        article = PIPELINE.extract(text, source=f"{doc_id}.txt", published=published)
        write_tables(tmp_path, [(doc_id, article)], part=part)
    return tmp_path


class Page(HTMLParser):
    """A page's elements with attributes, the data within, and its other text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.scripts: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()
        self.data: dict[str, Any] = json.loads(self.scripts[-1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, attrs))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and not self.scripts[-1]:
            self.scripts[-1] = data
        else:
            self.text += data


def column(page: Page, name: str) -> list[Any]:
    """A column of figures, row by row."""
    values = page.data["figures"][name]
    return [values["of"][at] for at in values["at"]] if isinstance(values, dict) else values


def test_figures_of_the_latest_articles_stand_first(folder: Path) -> None:
    page = Page(overview_page(folder))
    assert page.data["articles"]["id"] == ["b", "a", "c"]
    assert column(page, "shown") == ["۳۰ میلیون تومان", "۴۰ درصد", "۲۵ تعاونی", "۷۰ طرح"]
    assert column(page, "value") == [30000000, 40, 25, 70]
    assert column(page, "province") == ["فارس", "فارس", "گیلان", "none"]
    assert column(page, "place") == ["شیراز", "شیراز", "رشت", ""]
    assert column(page, "measure") == ["IRT", "percent", ":", ":"]


def test_a_folder_that_batch_wrote(tmp_path: Path) -> None:
    texts = ["۲۵ تعاونی در گیلان فعال است و ۱۲ طرح در رشت افتتاح شد.", "صادرات به ۳۰ میلیون دلار رسید.", ""]
    dump = tmp_path / "news.jsonl"
    lines = [json.dumps({"id": at, "text": text, "date": "1403-02-01"}) for at, text in enumerate([*texts, texts[0]])]
    dump.write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    outcome = run_job(Job((str(dump),), str(tmp_path / "tables"), PIPELINE, workers=1))
    found = read_folder(tmp_path / "tables", 100, 100)
    assert (found.articles, found.figures, found.errors) == (outcome.articles, outcome.figures, outcome.errors)
    page = Page(overview_page(tmp_path / "tables"))
    assert column(page, "value") == [25, 12, 30000000, 25, 12]
    assert page.data["articles"]["cluster"] == [0, 1, 0]
    assert "news.jsonl:5" in page.text


def test_sums_and_the_period_in_one_calendar(folder: Path) -> None:
    found = read_folder(folder, 100, 100)
    assert (found.articles, found.figures, found.clusters, found.errors) == (4, 4, 4, 0)
    assert (found.first, found.last) == ("1403-02-01", "1404-01-01")
    assert "۱۴۰۳/۰۲/۰۱ تا ۱۴۰۴/۰۱/۰۱" in overview_page(folder)


@pytest.mark.parametrize(
    ("figures", "kept", "notice"),
    [
        (4, ["b", "a", "c"], None),
        (3, ["b", "a"], "از ۱۴۰۳/۰۲/۰۱ به بعد"),
        (2, ["b"], "۲ رقم از ۴ رقم"),
        (1, [], "۰ رقم از ۴ رقم"),
    ],
)
def test_a_page_that_would_be_too_large_has_the_latest(
    folder: Path, figures: int, kept: list[str], notice: str | None
) -> None:
    page = Page(overview_page(folder, figures))
    assert page.data["articles"]["id"] == kept
    assert ("رقم‌های تازه‌ترین خبرها" in page.text) == (notice is not None)
    assert (notice or "") in page.text


def test_articles_with_one_identifier_keep_their_own_figures(tmp_path: Path) -> None:
    write_tables(tmp_path, [("a", PIPELINE.extract(text)) for text in ("۲۵ تعاونی، ۱۲ طرح", "خبر", "۷ کارگاه")])
    found = read_folder(tmp_path, 100, 100)
    assert [[row["value"] for row in told.figures] for told in found.shown] == [[25, 12], [7]]
    assert found.clusters == 1


@pytest.mark.parametrize(
    "text",
    [
        "امسال ۱۲ طرح و ۱۲ طرح داریم.",
        "خبر\n\U0001f468\u200d\U0001f469 سال ۱۲ طرح بود؛ سپس ۱۲ طرح، پس از آن ۷ کارگاه",
        "۱۲ طرح. ۱۲ طرح. ۱۲ طرح.",
    ],
)
def test_figures_are_marked_where_they_stand(tmp_path: Path, text: str) -> None:
    article = PIPELINE.extract(text)
    write_tables(tmp_path, [("a", article)])
    data = page_data(read_folder(tmp_path, 100, 100))["figures"]
    for row, figure in enumerate(article.all_figures()):
        sentence = data["sentence"]["of"][data["sentence"]["at"][row]].encode("utf-16-le")
        start, end = data["from"][row], data["to"][row]
        assert sentence[2 * start : 2 * end].decode("utf-16-le") == figure.mentions[0].text
        before = article.raw[article.sentences[figure.sentence][0] : figure.mentions[0].start]
        assert sentence[: 2 * start].decode("utf-16-le") == before


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("۲۵ تعاونی در استان گیلان", "گیلان"),
        ("۲۵ تعاونی در رشت", "گیلان"),
        ("۲۵ تعاونی در ایران", "iran"),
        ("صادرات ۲۵ تن به عراق", "country"),
        ("۲۵ تعاونی", "none"),
    ],
)
def test_a_figure_belongs_to_a_province_or_says_why_not(tmp_path: Path, text: str, region: str) -> None:
    write_tables(tmp_path, [("a", PIPELINE.extract(text))])
    assert page_data(read_folder(tmp_path, 100, 100))["figures"]["province"]["of"] == [region]


def plain(table: str) -> Row:
    """A row that has something in every field."""
    values: dict[str, Any] = {"double": 25.0, "int64": 1, "string": "x", "bool_": False, "strings": [], "offices": []}
    return {name: values[kind] for name, kind in TABLES[table].items()}


def written(folder: Path, change: Callable[[str, Row], Row]) -> Page:
    """The page of a folder of one count, its rows changed."""
    rows = {table: plain(table) for table in ("articles", "figures", "places", "errors")}
    rows["figures"]["kind"] = "count"
    write_rows(folder, {table: [change(table, row)] for table, row in rows.items()})
    return Page(overview_page(folder))


HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% for x in y %}",
    "]]>&lt;b&gt;",
    "\u2028\u2029\u202e\r\n\0",
    "__proto__",
]


@settings(max_examples=30, deadline=None)
@given(st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40)))
@example("".join(HOSTILE))
@example("0")  # no day, though digits
def test_whatever_stands_in_a_folder_the_page_is_the_same_but_for_its_texts(text: str) -> None:
    def hostile(_: str, row: Row) -> Row:
        return {name: text if isinstance(value, str) and value == "x" else value for name, value in row.items()}

    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        (Path(first) / "f").mkdir()
        (Path(second) / "f").mkdir()
        page, usual = written(Path(first) / "f", hostile), written(Path(second) / "f", lambda _, row: row)
    assert page.elements == usual.elements
    assert page.scripts[0] == usual.scripts[0]
    assert not set("<>&\u2028\u2029") & set(page.scripts[1])
    assert page.data["articles"]["title"] == [text]
    assert page.data["articles"]["origin"] == [text]
    assert column(page, "speaker") == column(page, "sentence") == [text]


def test_errors_are_listed_and_the_first_of_many(tmp_path: Path) -> None:
    errors: list[Row] = [{"doc_id": None, "origin": f"{at}.txt", "stage": "read", "reason": "<b>"} for at in range(201)]
    write_rows(tmp_path, {"articles": [], "figures": [], "errors": errors})
    page = Page(overview_page(tmp_path))
    assert "۲۰۱ خطا" in page.text
    assert "۲۰۰ خطای نخست" in page.text
    assert ("199.txt" in page.text, "200.txt" in page.text) == (True, False)
    assert not any(tag == "b" for tag, _ in page.elements)


def test_a_value_beyond_all_tables_is_shown_as_written(tmp_path: Path) -> None:
    page = written(tmp_path, lambda table, row: {**row, "value": inf, "text": "۹ …"} if table == "figures" else row)
    assert column(page, "shown") == ["۹ …"]
    assert column(page, "value") == [1.7976931348623157e308]


def test_without_clusters_each_article_is_its_own(tmp_path: Path) -> None:
    articles = [(name, PIPELINE.extract("۲۵ تعاونی")) for name in "ab"]
    write_tables(tmp_path, articles, cluster_id=None)
    found = read_folder(tmp_path, 100, 100)
    assert found.clusters == 2
    assert page_data(found)["articles"]["cluster"] == [0, 1]


def test_what_is_no_folder_of_tables_is_refused(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    with pytest.raises(InputError, match=r"without tables .* Give the folder that coopnews batch wrote"):
        overview_page(tmp_path)
    page = tmp_path / "page.html"
    done = run("view", tmp_path, "-o", page)
    assert done.returncode == 1
    assert b"Give the folder that coopnews batch wrote" in done.stderr
    assert not page.exists()


def test_options_of_texts_are_refused_for_a_folder(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for option in (("--published", "1403-08-12"), ("--pipeline", "fast")):
        done = run("view", folder, "-o", page, *option)
        assert done.returncode == 2
        assert b"its tables are made already" in done.stderr
    assert not page.exists()


def test_a_damaged_table_is_named(folder: Path) -> None:
    (folder / "figures" / "part-00000.parquet").write_bytes(b"PAR1 cut off")
    with pytest.raises(InputError, match=r"a table cannot be read .* Run coopnews batch again"):
        overview_page(folder)


def test_a_part_that_is_not_whole_yet_is_left_out(folder: Path) -> None:
    (folder / "figures" / "part-00000.parquet").unlink()
    assert read_folder(folder, 100, 100).articles == 3


def test_view_of_a_folder_into_a_file(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = run("view", folder, "-o", page)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert page.read_text(encoding="utf-8") == overview_page(folder)
