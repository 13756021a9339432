"""Reads documents in a process of its own, so that a damaged file can neither hang nor fill the memory of the service.

``Apart`` is this side of it, ``answer_forever`` the other. A question is a line of JSON and the file, an answer a line
of JSON and what was found. The process stays for the next file; after a file that it broke down on, another is begun.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Timer
from typing import IO, cast

from ingest.errors import UnreadableDocument

MEMORY = 900_000_000
SPARING = 300_000_000
"""In bytes; a process that has taken more ends after its answer, so that the memory is free again."""
PATIENCE = 6
"""How much longer reading may take than its processor time: a busy machine is no fault of the file."""
HOME = Path(__file__).parents[1]


class Apart:
    """A process that runs a module of this program; it is begun when it is first asked."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        atexit.register(self.close)

    def ask(self, *arguments: str, data: bytes, seconds: float, waiting: float = 0) -> bytes:
        """Return what the module makes of a file, in so many seconds of processor time.

        ``waiting`` are seconds that it may spend on waiting for other programs. ``UnreadableDocument`` says what the
        module did, or which limit was reached.
        """
        question = {"arguments": arguments, "seconds": seconds, "size": len(data)}
        with self._lock:
            process = self._begin()
            patience = Timer(PATIENCE * seconds + waiting, process.kill)
            patience.start()
            try:
                return _exchange(process, json.dumps(question).encode() + b"\n" + data)
            except (EOFError, BrokenPipeError) as error:
                ended = process.wait()
                late = ended in (-signal.SIGXCPU, -signal.SIGKILL)
                reason = f"took longer than {seconds:.0f} seconds" if late else f"broke off (exit code {ended})"
                raise UnreadableDocument(f"reading it {reason}; open it, save a new copy and add that") from error
            finally:
                patience.cancel()

    @property
    def process_id(self) -> int | None:
        """The process, where it runs."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """End the process."""
        if self._process:
            with contextlib.suppress(BrokenPipeError), self._process as process:
                process.kill()
            self._process = None

    def _begin(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self.close()
        if not self._process:
            paths = os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))
            self._process = subprocess.Popen(  # noqa: S603  this project's own program
                (sys.executable, "-P", "-m", self._module),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": paths},
            )
        return self._process


def _exchange(process: subprocess.Popen[bytes], question: bytes) -> bytes:
    asking, answering = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    asking.write(question)
    asking.flush()
    head = answering.readline()
    if not head:
        raise EOFError
    answer = json.loads(head)
    found = answering.read(answer["size"])
    if len(found) < answer["size"]:
        raise EOFError
    # A process that ends after this answer has said so, and is not asked again.
    if answer["last"]:
        process.wait()
    if answer["refused"]:
        raise UnreadableDocument(found.decode())
    return found


def answer_forever(read: Callable[..., bytes]) -> None:
    """Answer every question on standard input by what ``read`` makes of the file and the arguments."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks decides what an interrupt ends
    _limit(resource.RLIMIT_AS, MEMORY)
    last = False
    while not last and (line := sys.stdin.buffer.readline()):
        question = json.loads(line)
        data = sys.stdin.buffer.read(question["size"])
        _limit(resource.RLIMIT_CPU, round(time.process_time() + question["seconds"]))
        refused, found = _try(read, data, question["arguments"])
        last = peak_memory() > SPARING
        head = json.dumps({"refused": refused, "last": last, "size": len(found)})
        sys.stdout.buffer.write(head.encode() + b"\n" + found)
        sys.stdout.buffer.flush()


def peak_memory() -> int:
    """Return the most memory that this process has had in use, in bytes.

    On Linux ``ru_maxrss`` counts what the process had that began this one: https://man7.org/linux/man-pages/man2/getrusage.2.html
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _limit(kind: int, most: int) -> None:
    # Only what this process may raise again, for itself and its own. Not every system limits memory.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))


def _try(read: Callable[..., bytes], data: bytes, arguments: list[str]) -> tuple[bool, bytes]:
    """Return whether a file is refused, and what was found or why not."""
    try:
        return False, read(data, *arguments)
    except UnreadableDocument as reason:
        return True, str(reason).encode()
    except MemoryError:
        return True, b"reading it takes more memory than a document may; open it, save a new copy and add that"
    except Exception as error:  # noqa: BLE001  a parser may fail in any way
        broken = f"it is damaged, and reading it broke off ({type(error).__name__}: {error})"
        return True, f"{broken}; open it, save a new copy and add that".encode(errors="replace")
