"""A short run of the fuzzer in each test run, and all that longer ones have found."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from promised import hold_for_file, hold_for_settings, hold_for_text

FUZZER = Path(__file__).parent / "fuzz.py"
SECONDS = 2
"""Of each target; a search worth its name takes hours (see SECURITY.md)."""


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed: pip install 'coopnews[fuzz]'")
@pytest.mark.parametrize("target", ["extract", "sources", "settings"])
def test_a_short_run(tmp_path: Path, target: str) -> None:
    command = [sys.executable, str(FUZZER), target, f"-max_total_time={SECONDS}", "-timeout=30"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False)
    assert ended.returncode == 0, ended.stderr[-4000:]
    assert "DONE" in ended.stderr


@pytest.mark.parametrize(
    "raw",
    ["۲۵ تعاونی \ud800 در گیلان", "نماینده " * 300, "عکس\n\nخبرنگار\n\nعکاس", "$\r\r\r۹۷۹ تن", "به گزارش شعبه‌های، خبر"],
    ids=[
        "half a character",
        "nested offices",
        "a byline alone",
        "a currency's sign in the paragraph before",
        "branches",
    ],
)
def test_texts_that_were_found(raw: str) -> None:
    hold_for_text(raw)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.warc", b""),
        ("nameless.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 12\r\n\r\nHTTP/1.1 200"),
    ],
)
def test_files_that_were_found(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    hold_for_file(path)


@pytest.mark.parametrize("text", ["x = " + "[" * 5000], ids=["layers"])
def test_settings_that_were_found(tmp_path: Path, text: str) -> None:
    path = tmp_path / "job.toml"
    path.write_text(text)
    hold_for_settings(path)
