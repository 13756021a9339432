"""Runs a reader in a process of its own, so that a damaged file can neither hang nor fill the memory of the service.

The program that is run gets the file on standard input and the seconds it may take as its first argument; it answers
with JSON on standard output, or refuses the file by ``refuse``.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ingest.errors import UnreadableDocument
from ingest.lines import RawText

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MEMORY = 900_000_000
PATIENCE = 6
"""How much longer the process may take than its processor time: a busy machine is no fault of the file."""
REFUSED = 3
HOME = Path(__file__).parents[1]


def read_apart(reader: str, *asked: str, data: bytes, seconds: float, waiting: float = 0) -> RawText:
    """Return what a reader (its module and name) makes of a document; see ``run_apart``."""
    arguments = (reader, *asked)
    return _stored().validate_json(
        run_apart("ingest.reading_process", *arguments, data=data, seconds=seconds, waiting=waiting)
    )


def run_apart(module: str, *arguments: str, data: bytes, seconds: float, waiting: float = 0) -> bytes:
    """Return what a module of this program makes of a file, as JSON, in so many seconds of processor time.

    ``waiting`` are seconds that it may spend on waiting for other programs. ``UnreadableDocument`` says what the module
    did, or which limit was reached.
    """
    command = (sys.executable, "-P", "-m", module, str(round(seconds)), *arguments)
    paths = os.pathsep.join(filter(None, (str(HOME), os.environ.get("PYTHONPATH"))))
    try:
        ended = subprocess.run(  # noqa: S603  this project's own program
            command,
            input=data,
            capture_output=True,
            timeout=PATIENCE * seconds + waiting,
            check=False,
            env=os.environ | {"PYTHONPATH": paths},
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument(_too_long(seconds)) from error
    if ended.returncode == REFUSED:
        raise UnreadableDocument(ended.stdout.decode())
    if ended.returncode == -signal.SIGXCPU:
        raise UnreadableDocument(_too_long(seconds))
    if ended.returncode:
        reason = (ended.stderr.decode(errors="replace").strip().splitlines() or [f"exit code {ended.returncode}"])[-1]
        message = f"it is damaged, and reading it broke off ({reason}); open it, save a new copy and add that"
        raise UnreadableDocument(message)
    return ended.stdout


def take_file() -> tuple[bytes, Sequence[str]]:
    """Return the file to be read and the arguments, from now on within the limits: the other process calls this."""
    seconds, *arguments = sys.argv[1:]
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, int(seconds))):
        # Only what this process may raise again for a process of its own. Not every system limits memory.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))
    return sys.stdin.buffer.read(), arguments


def refuse(reason: str) -> NoReturn:
    """End the process that reads a file with the reason why it cannot be read."""
    sys.stdout.write(reason)
    sys.stdout.flush()
    sys.exit(REFUSED)


@cache
def _stored() -> TypeAdapter[RawText]:
    from pydantic import TypeAdapter  # noqa: PLC0415  slow to import, and the process that reads does without

    return TypeAdapter(RawText)


def _too_long(seconds: float) -> str:
    return f"reading it took longer than {seconds:.0f} seconds; open it, save a new copy and add that"
