"""The program as a user starts it: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
from functools import cache
from pathlib import Path

SCRIPTS = Path(sysconfig.get_path("scripts"))
ROOT = Path(__file__).parent.parent


def run(
    *arguments: str | Path, stdin: bytes = b"", timeout: float = 60, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run ``coopnews`` with arguments and a standard input; nothing is raised whatever its exit status.

    It is forked from a process that has loaded the package, or with an environment of its own started anew.
    """
    if not environment and hasattr(os, "fork"):
        return _served(list(map(str, arguments)), stdin)
    return subprocess.run(
        [SCRIPTS / "coopnews", *arguments],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**clean(), **environment},
        timeout=timeout,
        check=False,
    )


@cache
def _server() -> subprocess.Popen[str]:
    """The process that has loaded the package; it ends with the tests, when its standard input does."""
    return subprocess.Popen(
        [sys.executable, Path(__file__).parent / "served.py"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=clean(),
    )


def _served(arguments: list[str], stdin: bytes) -> subprocess.CompletedProcess[bytes]:
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with tempfile.TemporaryDirectory() as folder:
        streams = [Path(folder) / name for name in ("in", "out", "err")]
        for stream in streams:
            stream.write_bytes(stdin if stream.name == "in" else b"")
        request = {"arguments": arguments, "folder": str(ROOT), "streams": list(map(str, streams))}
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        return subprocess.CompletedProcess(arguments, status, streams[1].read_bytes(), streams[2].read_bytes())


def on_terminal(*arguments: str | Path, **environment: str) -> str:
    """What ``coopnews`` writes to a terminal of 100 columns."""
    master, slave = os.openpty()
    command = [str(SCRIPTS / "coopnews"), *map(str, arguments)]
    shown = {**clean(), "TERM": "xterm", "COLUMNS": "100", "LINES": "50", **environment}
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=shown):
        os.close(slave)
        output = b""
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not chunk:
                break
            output += chunk
    os.close(master)
    return output.decode().replace("\r\n", "\n")


def clean() -> dict[str, str]:
    """The environment without what tells of the terminal that the tests happen to run in."""
    terminals = (
        "VTE_VERSION",
        "KONSOLE_VERSION",
        "TERM_PROGRAM",
        "COOPNEWS_BIDI",
        "COLUMNS",
        "FORCE_COLOR",
        "NO_COLOR",
    )
    return {**{name: value for name, value in os.environ.items() if name not in terminals}, "LC_ALL": "C.UTF-8"}
