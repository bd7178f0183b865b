"""Coverage-guided fuzzing with atheris: what is promised of any input, held against millions of them.

``python tests/fuzz.py TARGET [FOLDER] [libFuzzer's options]``, for example::

    python tests/fuzz.py extract -max_total_time=600
    python tests/fuzz.py sources corpus/ -max_total_time=600 -jobs=2

``TARGET`` is extract, news, numbers, sources, dates or settings; what is interesting is kept in ``FOLDER``. What breaks
a promise is printed and written to a file ``crash-…``; ``python tests/fuzz.py TARGET crash-…`` does it again. Each
finding becomes a row of ``tests/test_fuzz.py``.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

MEASURED = {"sources": "coopnews.sources", "dates": "coopnews.sources", "settings": "coopnews.settings"}
"""Whose branches lead the search for a target; of the others all that is extracted with."""
NOT_MEASURED = (
    "__main__",
    "cli",
    "terminal",
    "progress",
    "view",
    "batch",
    "sources",
    "spacy_component",
    "score",
    "gold",
)


def _is_measured(module: str) -> bool:
    wanted = MEASURED.get(sys.argv[1] if len(sys.argv) > 1 else "")
    return module.startswith(wanted) if wanted else module.split(".")[1] not in NOT_MEASURED


SOURCE = Path(__file__).parent.parent / "src"
_names = [".".join(path.relative_to(SOURCE).with_suffix("").parts) for path in sorted(SOURCE.rglob("*.py"))]
_modules = [name.removesuffix(".__init__") for name in _names if _is_measured(name)]
with atheris.instrument_imports(include=_modules):
    # Also what functions import when they are called.
    for module in _modules:
        importlib.import_module(module)

# Behind the block above, that what it imports is measured.
from coopnews.lexicon import load  # noqa: E402
from hostile import PATTERNS  # noqa: E402
from promised import hold_for_day, hold_for_file, hold_for_numbers, hold_for_settings, hold_for_text  # noqa: E402
from test_promises import LINES, NAMES, SETTINGS, test_invented_news  # noqa: E402

_HOSTILE = {word for pattern in PATTERNS.values() for word in pattern.split()}
VOCABULARY = sorted({*load().words, *_HOSTILE, *"\n،.:؛«»()-٪\u200c"})
HEADS = [line for line in SETTINGS if line.startswith("[") and line.endswith("]")]
LONGEST = 256
"""Bytes from which an input is made."""
FOLDER = Path(tempfile.mkdtemp(prefix="coopnews-fuzz-"))


def _words(data: bytes) -> str:
    """A text whose words are chosen by pairs of bytes, with some text of its own: mutations make other sentences."""
    given = atheris.FuzzedDataProvider(data)
    parts = []
    while given.remaining_bytes():
        choice = given.ConsumeIntInRange(0, 15)
        if choice == 0:
            parts.append(given.ConsumeUnicode(8))
        elif choice == 1:
            parts.append(str(given.ConsumeIntInRange(0, 99_999)))
        else:
            parts.append(VOCABULARY[given.ConsumeIntInRange(0, len(VOCABULARY) - 1)] + " " * (choice > 3))
    return "".join(parts)


def _lines(given: atheris.FuzzedDataProvider, known: list[str]) -> bytes:
    parts = []
    while given.remaining_bytes():
        choice = given.ConsumeIntInRange(0, 3)
        line = known[given.ConsumeIntInRange(0, len(known) - 1)].encode()
        parts.append(given.ConsumeBytes(6) if choice == 0 else line)
        parts.append(b"\n" if choice == 2 else b"")
    return b"".join(parts)


def extract(data: bytes) -> None:
    """Any words in any order."""
    hold_for_text(_words(data))


def numbers(data: bytes) -> None:
    """Any text that the fuzzer can think of, without words to begin with."""
    hold_for_numbers(data.decode(errors="surrogateescape"))


def dates(data: bytes) -> None:
    """Days of publication."""
    hold_for_day(data.decode(errors="replace"))


def sources(data: bytes) -> None:
    """Files of every kind, in lines as they have and in any bytes."""
    given = atheris.FuzzedDataProvider(data)
    path = FOLDER / NAMES[given.ConsumeIntInRange(0, len(NAMES) - 1)]
    raw = given.ConsumeBool()
    path.write_bytes(given.ConsumeBytes(given.remaining_bytes()) if raw else _lines(given, LINES))
    hold_for_file(path)


def settings(data: bytes) -> None:
    """Pipeline and job files: tables, keys and values that they know, mostly in places where TOML allows them."""
    given = atheris.FuzzedDataProvider(data)
    lines = []
    while given.remaining_bytes():
        choice = given.ConsumeIntInRange(0, 15)
        if choice == 0:
            lines.append(given.ConsumeBytes(6))
        elif choice < 5:
            lines.append(HEADS[given.ConsumeIntInRange(0, len(HEADS) - 1)])
        else:
            key, value = (SETTINGS[given.ConsumeIntInRange(0, len(SETTINGS) - 1)] for _ in range(2))
            lines.append(f"{key} = [{value}]" if choice > 12 else f"{key} = {value}")
    path = FOLDER / "job.toml"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    hold_for_settings(path)


def news(data: bytes) -> None:
    """Invented news (``tests/newswriter.py``), whose grammar takes its choices from the fuzzer's bytes."""
    test_invented_news.hypothesis.fuzz_one_input(data)  # type: ignore[attr-defined]


TARGETS: dict[str, Callable[[bytes], None]] = {
    "extract": extract,
    "news": news,
    "numbers": numbers,
    "sources": sources,
    "dates": dates,
    "settings": settings,
}


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(__doc__)
    # Short inputs first, as is usual, would be no sentences.
    longest = [f"-max_len={LONGEST}", "-len_control=0"]
    atheris.Setup([sys.argv[0], *longest, *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
