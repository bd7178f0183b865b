"""A process that has loaded the package and forks for each command, which so starts at once.

Loading takes a second and a half; the command line is tested some hundred times.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from typing import Any


def serve() -> None:
    """Run the commands that come as lines on standard input, and answer each with its exit status."""
    import coopnews
    import coopnews.cli

    coopnews.extract("۲۵ تعاونی")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(_run(json.loads(line)))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _run(request: dict[str, Any]) -> int:
    """Become the program, with files for its standard streams, and give its exit status."""
    from coopnews.cli import main

    for number, name in enumerate(request["streams"]):
        os.dup2(os.open(name, os.O_RDONLY if not number else os.O_WRONLY), number)
    sys.stdin = io.TextIOWrapper(open(0, "rb", closefd=False))  # noqa: SIM115  (streams, not files)
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(open(number, "wb", closefd=False), encoding="utf-8", write_through=True)  # noqa: SIM115
        for number in (1, 2)
    )
    os.chdir(request["folder"])
    sys.argv = ["coopnews", *request["arguments"]]
    status: object = 0
    try:
        main()
    except SystemExit as end:
        status = end.code
    except BaseException:  # as the interpreter does at its end
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return status if isinstance(status, int) else int(status is not None)


if __name__ == "__main__":
    serve()
