"""Where a dump lies → its files as byte streams: folders, globs and URLs, unpacked and taken out of archives.

What is compressed or an archive is told by its first bytes, what a file holds by the ending of its name.
"""

from __future__ import annotations

import bz2
import glob
import gzip
import io
import lzma
import os
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

from coopnews.errors import InputError
from coopnews.settings import STATE

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    BufferedReader = io.BufferedReader[Any]

ENDINGS = {
    ".txt": "file",
    ".html": "file",
    ".htm": "file",
    ".xhtml": "file",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
"""What a file with an ending holds: one article (text or web page), or many."""
PACKED = (".gz", ".zst", ".bz2", ".xz")
ARCHIVES = (".zip", ".tar", ".tgz")
MOST_EXPANDED = 200
"""How many times its size a compressed file or an archive may hold: news holds some ten times, DEFLATE up to 1032."""
LEAST_SUSPECT = 100_000_000
"""Bytes up to which it may hold what it likes."""
DEEPEST = 4
"""Layers of compression and archives that are opened: a ``.csv.gz`` in a ``.tar.zst`` has three."""
SAMPLE = 65_536
"""Bytes that tell what a stream is, its encoding and its separator."""


class Damage(NamedTuple):
    """A part of a dump that cannot be read, and why."""

    name: str
    reason: str


class Leaf(NamedTuple):
    """A file that is neither compressed nor an archive: how messages name it, its short name, what it holds."""

    name: str
    id: str
    kind: str
    stream: BufferedReader


class Counted(io.RawIOBase):
    """A byte stream that counts what was read of it, and gives what it has before it raises an error.

    (Python's readers of compressed streams lose the last block when they are asked for more than is left.)
    """

    def __init__(self, stream: BinaryIO, count: Callable[[int], object] = id) -> None:
        self._stream = stream
        self._some = getattr(stream, "read1", stream.read)
        self._count = count
        self._error: BaseException | None = None
        self.total = 0
        """Bytes read so far."""

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """As the stream itself."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move in the stream itself."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Where the stream itself is."""
        return self._stream.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer, unless the stream ends or is damaged before, and count."""
        view = memoryview(buffer).cast("B")
        size = 0
        try:
            while self._error is None and size < len(view) and (data := self._some(len(view) - size)):
                view[size : size + len(data)] = data
                size += len(data)
        except DAMAGE as error:
            self._error = error
        if not size and self._error is not None:
            raise self._error
        self.total += size
        self._count(size)
        return size

    def close(self) -> None:
        """Close both."""
        self._stream.close()
        super().close()


class ExpansionError(OSError):
    """A compressed stream or archive has so much in it that it must be meant to fill memory or disk."""


class _Expansion:
    """Told of what comes out of a compressed stream or archive; raises an error when that is out of proportion."""

    def __init__(self, stored: Callable[[], int]) -> None:
        self._stored = stored
        self._expanded = 0

    def __call__(self, size: int) -> None:
        self._expanded += size
        if self._expanded > max(LEAST_SUSPECT, MOST_EXPANDED * self._stored()):
            raise ExpansionError


@contextmanager
def wound(stream: BufferedReader) -> Iterator[BinaryIO]:
    """A stream as a file that can be wound: itself, or a copy on disk that is removed afterwards."""
    if stream.seekable():
        yield cast("BinaryIO", stream)
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield cast("BinaryIO", copy)


def _buffered(stream: BinaryIO, count: Callable[[int], object] = id) -> BufferedReader:
    """A stream whose first bytes can be looked at."""
    return io.BufferedReader(Counted(stream, count), SAMPLE)


class Place(NamedTuple):
    """A file of a dump before it is opened: its full name, its name within the source, its size if known."""

    name: str
    id: str
    size: int | None
    open: Callable[[], BinaryIO]


def locate(source: str) -> tuple[list[Place], Counter[str]]:
    """The files of a source, in order of their names, and how many others of each ending a folder holds.

    Args:
        source: a file, a folder, a glob (``news/**/*.txt``), or a URL that fsspec knows (``s3://…``, ``https://…``).

    Raises:
        InputError: there is nothing of that name, or no file with articles in it.
    """
    if "://" in source:
        return _remote(source)
    path = Path(source)
    left_out: Counter[str] = Counter()
    if path.is_dir():
        unread: list[OSError] = []
        found = [file for file in _walk(path, unread) if _is_known(file.name, left_out)]
        places = [_local(file, file.relative_to(path).as_posix()) for file in found]
        places += [_unreadable(error) for error in unread]
    elif path.exists():
        places = [_local(path, path.name)]
    elif glob.has_magic(source):
        matching = sorted(glob.glob(source, recursive=True))  # noqa: PTH207  (a pattern may be absolute)
        # A circle of links makes ** find a file again and again.
        files = {Path(name).resolve(): Path(name) for name in reversed(matching) if _is_article(Path(name))}
        places = [_local(path, str(path)) for path in reversed(files.values())]
        if not places:
            raise InputError(f"{source}: no file matches. Check the pattern.")
    else:
        raise InputError(f"{source}: no such file or folder. Check the path.")
    if not places:
        raise InputError(f"{source}: a folder without articles. Give one with files such as {_known()}.")
    return places, left_out


def leaves(place: Place, count: Callable[[int], object], left_out: Counter[str]) -> Iterator[Leaf | Damage]:
    """The files that one file of a dump amounts to, each to be read before the next, and what is damaged.

    ``count`` is told of every byte read, as stored; in ``left_out`` members of other kinds are counted by ending.
    """
    try:
        with place.open() as stream:
            yield from _opened(place.name, place.id, _buffered(stream, count), 0, left_out)
    except DAMAGE as error:
        yield Damage(place.name, damage(error))


DAMAGE = (
    OSError,
    EOFError,
    OverflowError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    lzma.LZMAError,
    zlib.error,
    tarfile.TarError,
    zipfile.BadZipFile,
)
"""What readers of files, compressed streams and archives raise on damaged ones."""


def damage(error: BaseException) -> str:
    """What a reader's error says about its file, with a remedy."""
    if isinstance(error, (EOFError, lzma.LZMAError, zlib.error)) or "truncated" in str(error).lower():
        return "cut short or damaged. What stands before the damage is read; get the file again"
    if isinstance(error, ExpansionError):
        return f"holds more than {MOST_EXPANDED} times its size, which no news does. Check where it is from"
    if isinstance(error, PermissionError):
        return "cannot be read (permission denied). Check its permissions"
    if "encrypted" in str(error) or "password" in str(error):
        return "encrypted. Unpack it with its password first"
    return f"cannot be read ({str(error) or type(error).__name__}). Get the file again"


def read_whole(stream: BufferedReader, most: int) -> bytes | None:
    """All bytes of a stream, or None where they are more than ``most``; not more than that is held."""
    data = stream.read(most + 1)
    return data if len(data) <= most else None


def kind_of(name: str) -> str | None:
    """What a file holds by its name, whatever it is compressed with.

    >>> kind_of("isna.jsonl.gz"), kind_of("page.HTML"), kind_of("photo.jpg")
    ('jsonl', 'file', None)
    """
    return ENDINGS.get(PurePosixPath(_unpacked(name.lower())).suffix)


def _unpacked(name: str) -> str:
    for ending in PACKED:
        name = name.removesuffix(ending)
    return name


def _is_known(name: str, left_out: Counter[str]) -> bool:
    """Whether a file among others is one with articles; other ones are counted."""
    if kind_of(name) or _unpacked(name.lower()).endswith(ARCHIVES):
        return True
    left_out[PurePosixPath(name).suffix or "without ending"] += 1
    return False


def _known() -> str:
    return ", ".join([*ENDINGS, *ARCHIVES]) + f", each also {', '.join(PACKED)}"


def _walk(folder: Path, unread: list[OSError]) -> Iterator[Path]:
    """The files below a folder, in order, without hidden ones and tables of a job.

    Linked folders are not entered, so that a circle of links ends; what may not be entered is put into ``unread``.
    """
    for base, folders, files in os.walk(folder, onerror=unread.append):
        if (Path(base) / STATE).exists():
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        yield from (Path(base) / name for name in sorted(files) if not _is_hidden(name))


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "__MACOSX"))


def _is_of_job(path: Path) -> bool:
    """Whether a file is one of the tables that a job has written."""
    return any((folder / STATE).exists() for folder in path.parents)


def _local(path: Path, id: str) -> Place:  # noqa: A002  (the field's name)
    # A named pipe has no size and is opened only once.
    return Place(str(path), id, path.stat().st_size if path.is_file() else None, lambda: path.open("rb"))


def _remote(url: str) -> tuple[list[Place], Counter[str]]:
    # Loaded here: only sources that are not on this machine need it.
    from fsspec.core import url_to_fs

    left_out: Counter[str] = Counter()
    try:
        system, path = url_to_fs(url)
        root = ""
        if glob.has_magic(path):
            paths = sorted(system.glob(path))
        elif system.isdir(path):
            root = path
            paths = [name for name in sorted(system.find(path)) if _is_known(name, left_out)]
        else:
            root, paths = path.rpartition("/")[0], [path]
        if not paths:
            raise InputError(f"{url}: no file matches. Check the address.")
        sizes = [system.size(name) for name in paths]
    except InputError:
        raise
    except (ImportError, ValueError) as error:
        remedy = "Install the library for it, or copy the files here"
        raise InputError(f"{url}: cannot be opened ({error}). {remedy}.") from error
    except Exception as error:  # each system has errors of its own
        what = str(error) or type(error).__name__
        raise InputError(f"{url}: cannot be opened ({what}). Check the address and the rights.") from error
    return [
        Place(system.unstrip_protocol(name), name.removeprefix(root).lstrip("/"), size, _opener(system, name))
        for name, size in zip(paths, sizes, strict=True)
    ], left_out


def _is_article(path: Path) -> bool:
    return path.is_file() and not _is_of_job(path.absolute())


def _unreadable(error: OSError) -> Place:
    """A folder that may not be entered, as a file that cannot be opened."""

    def fail() -> BinaryIO:
        raise error

    name = os.fspath(error.filename)
    return Place(name, name, None, fail)


def _opener(system: Any, path: str) -> Callable[[], BinaryIO]:
    return lambda: cast("BinaryIO", system.open(path, "rb"))


def _opened(
    name: str,
    id: str,  # noqa: A002  (the field's name)
    stream: BufferedReader,
    depth: int,
    left_out: Counter[str],
) -> Iterator[Leaf | Damage]:
    if depth > DEEPEST:
        yield Damage(name, f"archives in archives, more than {DEEPEST} deep. Unpack it first")
        return
    start = stream.peek(SAMPLE)
    for magic, unpack in _UNPACK.items():
        if start.startswith(magic):
            unpacked = _buffered(unpack(stream), _Expansion(partial(getattr, stream.raw, "total")))
            yield from _opened(name, id, unpacked, depth + 1, left_out)
            return
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        with wound(stream) as archive:
            size = archive.seek(0, io.SEEK_END)
            yield from _members(name, id, _zip_members(archive), depth, left_out, _Expansion(lambda: size))
    elif start[257:262] == b"ustar":
        yield from _members(name, id, _tar_members(stream), depth, left_out)
    else:
        yield Leaf(name, id, kind_of(name) or _sniffed(name, start), stream)


def _sniffed(name: str, start: bytes) -> str:
    """What a file whose name does not say so holds: JSON of some form, or one article."""
    first = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first == b"[" or _unpacked(name.lower()).endswith(".json"):
        return "json"
    return "jsonl" if first == b"{" else "file"


def _zstd(stream: BinaryIO) -> Any:
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(stream, mode="r"), "zstd")


_UNPACK: dict[bytes, Callable[[BinaryIO], Any]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"\x28\xb5\x2f\xfd": _zstd,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
"""Compressed streams by their first bytes."""


def _members(
    name: str,
    id: str,  # noqa: A002  (the field's name)
    members: Iterator[tuple[str, Callable[[], BinaryIO]]],
    depth: int,
    left_out: Counter[str],
    count: Callable[[int], object] = id,
) -> Iterator[Leaf | Damage]:
    """The files in an archive; a damaged one does not keep from reading the next."""
    empty = True
    for inner, open_member in members:
        if any(map(_is_hidden, PurePosixPath(inner).parts)) or not _is_known(inner, left_out):
            continue
        empty = False
        full = f"{name}:{inner}"
        try:
            with open_member() as stream:
                yield from _opened(full, f"{id}:{inner}", _buffered(stream, count), depth + 1, left_out)
        except DAMAGE as error:
            yield Damage(full, damage(error))
    if empty:
        yield Damage(name, f"an archive without articles. Give one with files such as {_known()}")


def _zip_members(file: BinaryIO) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    with zipfile.ZipFile(file) as archive:
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if not info.is_dir():
                yield info.filename, lambda info=info: cast("BinaryIO", archive.open(info))  # type: ignore[misc]


def _tar_members(stream: BufferedReader) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    # Zero blocks and damaged heads end an archive for tarfile, also when others are joined to it: go on behind them.
    with tarfile.open(fileobj=stream, mode="r|", ignore_zeros=True) as archive:
        for info in archive:
            if info.islnk():
                yield info.name, lambda info=info: _link(info.linkname)  # type: ignore[misc]
            elif info.isfile():
                yield info.name, lambda info=info: cast("BinaryIO", archive.extractfile(info))  # type: ignore[misc]


def _link(target: str) -> BinaryIO:
    raise OSError(f"a link to {target}, which stands before it")
