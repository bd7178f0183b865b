"""Hostile input: time grows with the text and no faster, limits hold, and nothing that an article says is run."""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest

import coopnews
from coopnews.batch import Job, run
from coopnews.excel import write_workbook
from coopnews.pipeline import Pipeline
from coopnews.sources import rows, streams
from coopnews.sources.documents import Document, Dump, Failure, content
from hostile import plain, seconds, texts
from program import on_terminal
from program import run as coopnews_program
from promised import hold_for_text
from test_dumps import NEWS, dumped, json_lines, tarred, zipped, zstd

SMALL, TIMES = 2_500, 4
BOUND = 2.2
"""How much more than in proportion time may grow: twice is what a busy machine does to it, four times is a square."""
ONCE_SLOW = (
    *("digits in words", "digits and letters", "commas between digits", "thousand", "thousand and", "million", "and"),
    *("half-spaces in words", "quotes", "nested quotes", "nested parentheses", "lines of digits", "honorific"),
    *("representative", "offices joined", "person and verb", "verb and colon", "body heads joined", "bank"),
    *("counted and", "digits and percent signs", "weekday", "different persons", "different bodies", "different sums"),
)
"""Those that took time in the square of their length, and those that come near it; ``hostile.py`` has all."""


@pytest.mark.parametrize("name", ONCE_SLOW)
def test_time_grows_with_the_text(name: str) -> None:
    small, large = dict(texts(SMALL))[name], dict(texts(SMALL * TIMES))[name]
    seconds(plain(SMALL))
    growths = []
    for _ in range(3):  # another program may have been in the way
        growths.append(seconds(large) / max(seconds(small), 0.005))
        if growths[-1] < BOUND * TIMES:
            return
    pytest.fail(f"{TIMES} times the text takes {min(growths):.1f} times as long")


@pytest.mark.parametrize(
    "raw",
    [
        "۷" * 1_000_000 + " تعاونی",
        "۷،۷۷۷" * 20_000 + " تعاونی",
        "میلیارد " * 5_000,
        "ت" * 10_000_000,
        "(" * 20_000 + "۲۵ تعاونی" + ")" * 20_000,
        "<div>" * 20_000 + "۲۵ تعاونی",
    ],
    ids=["a million digits", "groups", "a billion billions", "one token of 10 MB", "nesting", "nested tags"],
)
def test_sizes_that_nobody_writes(raw: str) -> None:
    hold_for_text(raw)
