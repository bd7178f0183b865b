"""Bytes → text: the encodings that Persian news comes in.

They are told apart by hand: a statistical detector misses three in sixteen short texts in Windows-1256
(charset-normalizer on the fixtures), while these few can be tested for one by one.
"""

from __future__ import annotations

import codecs
import re

from coopnews.errors import InputError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_FORMATS = (
    (b"%PDF", "a PDF", "Convert it to text first, for example with pdftotext"),
    (b"PK\x03\x04", "a ZIP archive or an Office document", "Unpack it, or save it as plain text"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as plain text"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_PERSIAN = re.compile("[\u0600-\u06ff\u200c]")
_WORD = re.compile("[\u0621-\u06d3]{2,}")


def decode(data: bytes, name: str) -> str:
    """Bytes in UTF-8, UTF-16, UTF-32 or Windows-1256 as text, without a byte order mark.

    >>> decode("صادرات ۳۴ میلیون دلاری".encode(), "note.txt")
    'صادرات ۳۴ میلیون دلاری'
    >>> decode("تعاونی‌های استان".encode("utf-16-le"), "note.txt")
    'تعاونی\u200cهای استان'
    >>> decode("گزارش تعاوني‌هاي گيلان".encode("cp1256"), "note.txt")
    'گزارش تعاوني\u200cهاي گيلان'
    """
    for signature, what, remedy in _FORMATS:
        if data.startswith(signature):
            raise InputError(f"{name}: {what}, not text. {remedy}.")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return _text_only(data.decode(encoding), name).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                damage = f"{name}: damaged {encoding} at byte {error.start}"
                raise InputError(f"{damage}. Save it again as UTF-8.") from error
    for encoding in ("utf-16-le", "utf-16-be"):
        if _is_utf16(data, encoding):
            return data.decode(encoding)
    try:
        return _text_only(data.decode(), name)
    except UnicodeDecodeError as error:
        start = error.start
    if _is_windows_1256(data):
        return _text_only(data.decode("cp1256"), name)
    line = data.count(b"\n", 0, start) + 1
    _text_only(data.decode("latin-1"), name)
    raise InputError(
        f"{name}: neither UTF-8 (line {line}, byte {start}), UTF-16 nor Windows-1256. Save it again as UTF-8."
    )


def encoding_of(sample: bytes) -> str:
    r"""The encoding of a stream of text by its beginning; UTF-8 where it is none of the known ones.

    >>> encoding_of("متن,عنوان\n".encode("cp1256")), encoding_of("متن,عنوان".encode()[:-1])
    ('cp1256', 'utf-8')
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    for encoding in ("utf-16-le", "utf-16-be"):
        if _is_utf16(sample[: len(sample) // 2 * 2], encoding):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1256" if _is_windows_1256(sample) else "utf-8"
    return "utf-8"


def _text_only(text: str, name: str) -> str:
    """The text itself, unless so many of its characters are control characters that it can be none."""
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise InputError(f"{name}: a binary file, not text. Give plain text or HTML.")
    return text


def _is_utf16(data: bytes, encoding: str) -> bool:
    """Whether bytes without a mark are Persian text in this byte order: its letters, and zero bytes for the spaces."""
    if len(data) % 2 or b"\x00" not in data:
        return False
    sample = data[:4096].decode(encoding, "ignore")
    expected = sum(character.isascii() or bool(_PERSIAN.match(character)) for character in sample)
    return bool(_PERSIAN.search(sample)) and expected > 0.9 * len(sample)


def _is_windows_1256(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are Persian words in Windows-1256.

    In damaged UTF-8 half of the high bytes turn into signs, in Western encodings letters stand alone among ASCII.
    """
    beyond_ascii = [character for character in data.decode("cp1256") if not character.isascii()]
    letters = [character for character in beyond_ascii if _PERSIAN.match(character)]
    in_words = sum(map(len, _WORD.findall(data.decode("cp1256"))))
    return len(letters) > 0.8 * len(beyond_ascii) and in_words > 0.8 * len(letters)
