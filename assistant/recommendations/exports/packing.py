"""Puts members into an Office file (a zip archive) in the place of its own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""Every member has the same time, so that the same values give the same bytes."""
LEVEL = 3
"""A third larger than the smallest, in half the time."""


def read_member(data: bytes, name: str) -> str:
    """Return the text of one member."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


def replace_members(data: bytes, changed: Mapping[str, str]) -> bytes:
    """Return the archive with other text in some of its members."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as after,
    ):
        for name in before.namelist():
            content = changed[name].encode("utf-8") if name in changed else before.read(name)
            after.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED, LEVEL)
    return made.getvalue()
