"""One process owns a data folder: two that write one embedded index lose vectors silently.

The lock is the operating system's, which releases it when the process ends, however it ends.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vectorstore.errors import DataFolderOwned, DataFolderUnusable

LOCK = "owner.lock"


@contextmanager
def own(folder: Path, *, purpose: str) -> Iterator[None]:
    """Own a folder, made when it is not there and readable by its owner alone, while the block runs.

    ``DataFolderOwned`` at once when another process, or another block of this one, owns it; ``purpose`` is what others
    are then told that it is for.
    """
    file = _take(folder)
    try:
        _write(file, json.dumps({"pid": os.getpid(), "purpose": purpose, "started": _now()}))
        yield
    finally:
        _write(file, "")
        os.close(file)


def _take(folder: Path) -> int:
    """Return the lock of a folder, open and held."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Never deleted: a process that waits on a deleted file would own what no other sees.
        file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        message = f"The data folder {folder} cannot be used ({error.strerror}); check its rights, or use another."
        raise DataFolderUnusable(message) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        owner = _owner(file)
        os.close(file)
        message = f"The data folder {folder} is in use by {owner}; stop it and try again, or use another data folder."
        raise DataFolderOwned(message) from error
    return file


def _owner(file: int) -> str:
    try:
        said = json.loads(os.pread(file, 4096, 0))
        return f"process {said['pid']} ({said['purpose']}) since {said['started']}"
    except (ValueError, KeyError, TypeError):
        # It has the lock and has not yet said who it is.
        return "another process"


def _write(file: int, text: str) -> None:
    # What it says is for people: on a full disk the lock holds without it.
    with suppress(OSError):
        os.ftruncate(file, 0)
        os.pwrite(file, text.encode(), 0)


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
