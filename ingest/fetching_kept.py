"""The HTTP cache: what was downloaded, kept with its bodies in one SQLite file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import hishel

from ingest.fetching_errors import KeptUnusable


def open_kept(file: Path | None) -> hishel.SqliteStorage:
    """Open the file of kept downloads, or begin one; without a file, keep them in memory.

    The connection is ours, because the storage would write a .gitignore into the folder of a file that it opens itself.
    There is no limit of size: bodies are kept so that a better reader needs no download, and a limit would evict them.
    An entry is hidden until its body is complete and written, and SQLite's log makes each step whole or undone: a
    process that is killed leaves a file that is whole, at worst with an unfinished entry that is never read and is
    deleted some minutes later.
    """
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file or ":memory:", check_same_thread=False, isolation_level=None)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        storage = hishel.SqliteStorage(connection=connection, max_size=None)
        storage.get_entries("")  # makes the tables now, so that a file that is something else is noticed now
    except (sqlite3.Error, OSError, RuntimeError) as error:
        raise KeptUnusable(f"Downloads cannot be kept in {file}: {error}; delete the file or name another.") from error
    return storage
