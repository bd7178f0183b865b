"""WARC files of web crawls → their pages. The only importer of warcio."""

from __future__ import annotations

from collections.abc import Iterator

from coopnews.sources.rows import MOST_BYTES
from coopnews.sources.streams import DAMAGE, Damage, Leaf, damage

TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
"""Content types of pages and of the texts that crawls extract from them (``.wet``)."""


def pages(leaf: Leaf) -> Iterator[tuple[str, bytes] | Damage]:
    """The address and the bytes of each page that a crawl got, in order; what is no text is left out."""
    # Loaded here: only crawls need it.
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(leaf.stream):
            number += 1
            if record.rec_type not in ("response", "resource", "conversion"):
                continue
            if record.http_headers is not None and record.http_headers.get_statuscode() != "200":
                continue
            headers = record.http_headers or record.rec_headers
            if (headers.get_header("Content-Type") or "").split(";")[0].strip().lower() not in TEXTS:
                continue
            address = record.rec_headers.get_header("WARC-Target-URI") or str(number)
            data = record.content_stream().read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                yield Damage(f"{leaf.name}:{address}", f"longer than {MOST_BYTES:,} bytes. Split the article")
            else:
                yield address, data
    except (ArchiveLoadFailed, *DAMAGE) as error:
        yield Damage(f"{leaf.name}:{number + 1}", damage(error))
