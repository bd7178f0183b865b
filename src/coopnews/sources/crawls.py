"""WARC files of web crawls → their pages. The only importer of warcio."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coopnews.sources.rows import MOST_BYTES
from coopnews.sources.streams import DAMAGE, Damage, Leaf, damage

TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
"""Content types of pages and of the texts that crawls extract from them (``.wet``)."""


class _Patient:
    """A stream as warcio reads it: what comes before damage is given, and the damage kept for later.

    (warcio takes an error of a compressed stream for its end.)
    """

    def __init__(self, leaf: Leaf) -> None:
        self._some = leaf.stream.read1
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._some(size)
        except DAMAGE as error:
            self.error = error
            return b""


def pages(leaf: Leaf) -> Iterator[tuple[str, bytes] | Damage]:
    """The address and the bytes of each page that a crawl got, in order; what is no text is left out."""
    # Loaded here: only crawls need it.
    from warcio.archiveiterator import ArchiveIterator

    stream = _Patient(leaf)
    address, empty = "its beginning", True
    try:
        for record in ArchiveIterator(stream):
            address = record.rec_headers.get_header("WARC-Target-URI") or "a record without address"
            if not _is_text(record):
                continue
            data = record.content_stream().read(MOST_BYTES + 1)
            empty = False
            if len(data) > MOST_BYTES:
                yield Damage(f"{leaf.name}:{address}", f"longer than {MOST_BYTES:,} bytes. Split the article")
            elif record.raw_stream.limit > 0:  # less came than the record's head says
                stream.error = stream.error or EOFError()
            else:
                yield address, data
    except Exception as error:  # of damaged records warcio raises whatever it runs into
        stream.error = error
    if stream.error is not None:
        yield Damage(f"{leaf.name}:{address}", damage(stream.error))
    elif empty:
        yield Damage(leaf.name, "a crawl without pages. Give one with HTML or plain text")


def _is_text(record: Any) -> bool:
    """Whether a record is a page that was there, or a text made from one."""
    if record.rec_type not in ("response", "resource", "conversion"):
        return False
    if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
        return False
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower() in TEXTS
