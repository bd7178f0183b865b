"""What is loaded when, and which room knows which."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "coopnews"

ROOMS = (
    {"errors", "memo", "reasons"},
    {"records"},
    {"calendars", "normalize", "settings"},
    {"lexicon"},
    {"verbs"},
    {"lemmas", "tokenize"},
    {"text"},
    {"finders"},
    {"extractors"},
    {"resolve"},
    {"pipeline", "sources"},
    {"tables", "gold", "excel", "explain"},
    {"score", "baseline", "batch"},
    {"panels"},
    {"terminal", "progress", "spacy_component", "view"},
    {"cli"},
    {"__main__"},
)
"""From the first to the last of an article's way. A room imports only from rooms before it, and from itself."""

LOOKS_AHEAD = {("records", "tables"), ("records", "resolve"), ("panels", "view")}
"""Methods of Article and Panel that hand them on."""

SOLE_IMPORTERS = {
    "bidi": {"terminal"},
    "blis": {"finders"},
    "distributed": {"batch"},
    "duckdb": {"batch"},
    "filelock": {"batch"},
    "fsspec": {"sources"},
    "hazm": {"normalize", "tokenize"},
    "jinja2": {"view"},
    "pandas": {"tables", "panels"},
    "parsivar": {"lemmas"},
    "persiantools": {"calendars"},
    "pyarrow": {"tables", "sources", "batch", "panels"},
    "rensa": {"batch"},
    "rich": {"terminal", "cli", "progress"},
    "spacy": {"finders", "spacy_component"},
    "trafilatura": {"sources"},
    "typer": {"cli"},
    "warcio": {"sources"},
    "xlsxwriter": {"excel"},
}

MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(module: Path) -> str:
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """Full names of imported modules, in functions too, but not where only annotations need them."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (
                [f"coopnews.{alias.name}" for alias in node.names] if node.module == "coopnews" else [node.module or ""]
            )
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        else:
            yield from imports(node)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_rooms(module: Path) -> None:
    room = room_of(module)
    rank = {name: at for at, names in enumerate(ROOMS) for name in names}
    for name in imports(ast.parse(module.read_text(encoding="utf-8"))):
        package, *rest = name.split(".")
        if package == "coopnews" and rest and rest[0] in rank and room != "__init__":
            known = rest[0] == room or rank[rest[0]] < rank[room] or (room, rest[0]) in LOOKS_AHEAD
            assert known, f"{room} is before {rest[0]} on an article's way and must not import it"
        elif package in SOLE_IMPORTERS:
            assert room in SOLE_IMPORTERS[package], f"{package} is imported in {room}"


def test_every_room_is_placed() -> None:
    assert {room_of(module) for module in MODULES} - {"__init__"} <= set().union(*ROOMS)


@pytest.mark.parametrize("statement", ["import coopnews", "import coopnews.cli", "import coopnews.score"])
def test_importing_is_light(statement: str) -> None:
    heavy = "hazm spacy pandas numpy pyarrow parsivar trafilatura"
    program = f"import sys; {statement}; print(*[name for name in {heavy.split()} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
