"""Chunks are given to child processes; what ends a child costs one article, and its chunk is begun again without it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator

import msgspec

from coopnews.batch.child import Broken, Finished, Message, Order, Read, Ready, Task
from coopnews.batch.chunks import Chunk
from coopnews.batch.ledger import Done
from coopnews.errors import BatchError

Tell = Callable[[Read], object]

COMMAND = [sys.executable, "-c", "from coopnews.batch.child import main; main()"]
"""What a child runs."""
ATTEMPTS = 3
"""Times that a child must end at the same article before the article is blamed: somebody may have killed the child."""


class Crew:
    """Child processes, one for each thread that gives them chunks, and kept between chunks."""

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell
        self._own = threading.local()
        self._children: set[_Child] = set()
        self._stopped = threading.Event()

    def do(self, chunk: Chunk, order: Order) -> Done:
        """Have a chunk read and its parts written, and say what came of it.

        Raises:
            BatchError: nothing can be done at all, such as on a full disk.
        """
        given_up: dict[int, str] = {}
        any_late = False
        ended_at: Counter[int] = Counter()
        told = 0  # articles that were told of before a child ended are not told of again
        while not self._stopped.is_set():
            at = 0
            since = time.monotonic()
            child = self._child()
            for message in child.messages(Task(chunk, order, given_up, any_late)):
                since = time.monotonic()
                if isinstance(message, Read):
                    at += 1
                    if self._tell and at > told:
                        self._tell(message)
                elif isinstance(message, Finished):
                    return message.done
                elif isinstance(message, Broken):
                    mend = "What is done is kept. Mend that and run the same command again."
                    raise BatchError(f"{message.reason}. {mend}")
            late = child.ready and time.monotonic() - since >= order.time_limit
            told = max(told, at)
            ended_at[at] += 1
            status, last_words = child.end()
            self._children.discard(child)
            del self._own.child
            if self._stopped.is_set():
                break
            if not child.ready and ended_at[at] == ATTEMPTS:
                start = f"The process that reads articles does not start ({status})"
                raise BatchError(f"{start}. Mend what it says and run the same command again.\n{last_words}".rstrip())
            if not child.ready:
                continue
            any_late |= late
            if late:
                given_up[at] = f"took longer than {order.time_limit:g} seconds. Split it, or raise the time limit"
            elif ended_at[at] == ATTEMPTS and at < len(chunk.items):
                given_up[at] = f"ended the process that read it {ATTEMPTS} times ({status}). Please report it"
            elif ended_at[at] == ATTEMPTS:
                mend = "What is done is kept: run the same command again, with fewer workers if memory ran out."
                raise BatchError(
                    f"The process that writes tables ended by itself ({status}). {mend}\n{last_words}".rstrip()
                )
        raise BatchError("Stopped. Run the same command again to go on.")

    def stop(self) -> None:
        """End every child, whatever it is doing, and start no more."""
        self._stopped.set()
        self.rest()

    def rest(self) -> None:
        """End every child; with the next chunk others start."""
        for child in list(self._children):
            child.end(patience=0)

    def _child(self) -> _Child:
        if not hasattr(self._own, "child"):
            self._own.child = _Child()
            self._children.add(self._own.child)
        child: _Child = self._own.child
        return child


_of_this_process = Crew()


def do(chunk: Chunk, order: Order) -> Done:
    """Have a chunk read by a child of this process: what a worker of a cluster runs."""
    return _of_this_process.do(chunk, order)


def rest() -> None:
    """End the children of this process: what a worker of a cluster does when a job is over."""
    _of_this_process.rest()


class _Child:
    """One process that reads articles."""

    def __init__(self) -> None:
        self.ready = False
        self._ended: tuple[str, str] | None = None
        self._ending = threading.Lock()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process)
        self._process = subprocess.Popen(  # noqa: S603  (this package)
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,  # what interrupts the program on its terminal does not reach it
        )

    def messages(self, task: Task) -> Iterator[Message]:
        """What the process says while it does a task; the messages end with the task, or with the process."""
        data = msgspec.msgpack.encode(task)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(len(data).to_bytes(8) + data)
            self._process.stdin.flush()
            while line := self._process.stdout.readline():
                message = msgspec.json.decode(line, type=Message)
                self.ready |= isinstance(message, Ready)
                yield message
                if isinstance(message, (Finished, Broken)):
                    return
        except (OSError, ValueError):
            return  # it ended, perhaps in the middle of a message, or was ended by another thread

    def end(self, patience: float = 5) -> tuple[str, str]:
        """End the process if it does not within ``patience`` seconds; how it ended, and what it said last."""
        with self._ending:
            if self._ended is None:
                self._ended = self._end(patience)
            return self._ended

    def _end(self, patience: float) -> tuple[str, str]:
        try:
            self._process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
        with self._process, self._errors:  # closes what is open
            code = self._process.wait()
            self._errors.seek(0)
            last_words = self._errors.read().decode(errors="replace")[-2000:]
        return f"signal {-code}" if code < 0 else f"exit status {code}", last_words
