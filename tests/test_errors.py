"""Every error names the next step: behind what is wrong, its message says what to do."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from coopnews import errors
from program import ROOT

RAISED = {name for name, kind in vars(errors).items() if isinstance(kind, type)} | {"_misuse"}
REMEDY = re.compile(
    r"[.:] (?:…|(?:Add|An overlay is|Check|Correct|Give|Install|Keep|Make|Mend|Name|Put|Run|Save|See|Split|Start|Take"
    r"|Wait|Write)\b)"
)


def messages() -> Iterator[tuple[str, str]]:
    """Each message with the line it stands in; what is put into it is «…»."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED and node.args:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.JoinedStr):
                        pieces = [piece.value if isinstance(piece, ast.Constant) else "…" for piece in part.values]
                        yield where, "".join(map(str, pieces))
                        break
                    if isinstance(part, ast.Constant):
                        yield where, str(part.value)
                        break


@pytest.mark.parametrize(("where", "message"), list(messages()))
def test_errors_name_the_next_step(where: str, message: str) -> None:
    assert REMEDY.search(message), where
