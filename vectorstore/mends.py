"""What to tell a person when a library under the store fails: how its reason reads, and the mend for it."""

from __future__ import annotations

from collections.abc import Sequence

DISK_FULL = "free some space on its disk, then start again: what was kept before is still there"
REBUILD = "run panel rebuild, which makes it again from the record"
RESTORE = "restore it from a backup, or move the file away and ingest the documents again"

DISK_SIGNS = (("is full", DISK_FULL), ("No space left", DISK_FULL))
"""How the libraries say that a disk is full."""

DATABASE_SIGNS = (
    *DISK_SIGNS,
    ("not a database", RESTORE),
    ("malformed", RESTORE),
    ("disk I/O", "check its disk, and restore it from a backup if it is damaged"),
    ("locked", "stop the other program that has it open, then start again"),
    ("readonly", "give yourself the right to write to the file and its folder"),
    ("unable to open", "check that its folder exists and that you may write to it"),
    ("Can't locate revision", "it was written by a newer version of this program: install that version"),
    ("No module named", "install the database's driver: panel-assistant[postgres] brings the one for PostgreSQL"),
)


def find_mend(reason: str, signs: Sequence[tuple[str, str]], *, otherwise: str) -> str:
    """Return the mend whose sign stands in the reason."""
    return next((mend for sign, mend in signs if sign in reason), otherwise)


def read_reason(error: BaseException) -> str:
    """Return the first line of what an exception says, or its name when it says nothing."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".:") if lines else type(error).__name__
