"""One file or standard input → its text, decoded, newlines and all.

Offsets of records are code points of this text, so nothing else is done to it. Of a web page the text is its
headline and main content.
"""

from __future__ import annotations

import sys
from pathlib import Path

from coopnews.errors import InputError
from coopnews.sources.encodings import decode
from coopnews.sources.pages import is_page, page_of

STDIN = "-"


def read(name: str) -> tuple[str, str]:
    """The decoded text of a path or of ``-`` (standard input), and the name that records carry as their source.

    Raises InputError, with the file's name and a remedy, for whatever cannot be read as text.
    """
    if name == STDIN:
        return text_of(sys.stdin.buffer.read(), "standard input"), STDIN
    path = Path(name)
    return read_text(path), path.name


def read_text(path: Path) -> str:
    """The decoded text of one file."""
    if path.is_dir():
        raise InputError(f"{path}: a folder. Name the files in it, for example {path}/*.txt.")
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file. Check the path.") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Check its permissions.") from error
    return text_of(data, str(path))


def text_of(data: bytes, name: str) -> str:
    r"""The text in a file's bytes; of a web page, its main text. ``name`` is the file's, for messages.

    >>> text_of("۲۵ تعاونی\r\n".encode("utf-16"), "note.txt")
    '۲۵ تعاونی\r\n'
    """
    text = decode(data, name)
    if not text.strip():
        raise InputError(f"{name}: empty. Give a file with text.")
    return page_of(text, name).text if is_page(text, name) else text
