"""Opens zip files that strangers made: Word and OpenDocument files, archives of documents.

Nothing that such a file says of itself is believed: sizes are counted while reading, and names that lead elsewhere are
refused.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from xml.parsers import expat

from ingest.errors import UnreadableDocument

MEGABYTE = 1024 * 1024
MOST_BYTES = 200 * MEGABYTE
MOST_MEMBERS = 10_000
MOST_RATIO = 200.0
SMALL = MEGABYTE
"""So little may be packed as tightly as it likes: short files of blanks are no bombs."""
MOST_TAGS = 1_000_000
"""A tag takes some 200 bytes of memory once it is read, and up to ten millionths of a second to be read."""
MOST_XML = 32 * MEGABYTE

OLE_CONTAINER = bytes.fromhex("d0cf11e0a1b11ae1")
ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst"})
ENCRYPTED_FLAG = 0x1
STEP = 64 * 1024

DAMAGED = "this file is damaged and cannot be opened; download it again"
BOMB = "it unpacks to far more than a document holds, as a file does that is made to do harm; do not open it"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come out of a zip file: bytes, members, and how many times its own size."""

    most_bytes: int = MOST_BYTES
    most_members: int = MOST_MEMBERS
    most_ratio: float = MOST_RATIO


def open_zip(
    data: bytes, *, most_bytes: int = MOST_BYTES, most_members: int = MOST_MEMBERS, most_ratio: float = MOST_RATIO
) -> dict[str, bytes]:
    """Return every member by its name; ``UnreadableDocument`` when one is unsafe, encrypted, damaged or too big."""
    found: dict[str, bytes] = {}
    for name, content in _members(data, Limits(most_bytes, most_members, most_ratio)):
        if isinstance(content, UnreadableDocument):
            raise content
        if name in found:
            message = f"it holds two files of the name {name}; save a new copy of it and add that"
            raise UnreadableDocument(message)
        found[name] = content
    return found


def iterate_archive(
    data: bytes, *, most_bytes: int = MOST_BYTES, most_members: int = MOST_MEMBERS, most_ratio: float = MOST_RATIO
) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    """Yield the name of each document of an archive with its bytes, or with the reason why it is not read.

    Hidden files are left out. ``UnreadableDocument`` is raised when the archive as a whole cannot be used.
    """
    for name, content in _members(data, Limits(most_bytes, most_members, most_ratio)):
        if _is_archive(name):
            yield name, UnreadableDocument("an archive in an archive is not opened; add its documents by themselves")
        elif not _is_hidden(name):
            yield name, content


def check_xml(parts: Mapping[str, bytes], *, most_tags: int = MOST_TAGS) -> None:
    """Refuse XML that declares a document type (and so entities), is not well-formed or is far too long."""
    if sum(map(len, parts.values())) > MOST_XML or sum(part.count(b"<") for part in parts.values()) > most_tags:
        message = "its text is longer than the longest books; split the document and add the parts"
        raise UnreadableDocument(message)
    for part in parts.values():
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            parser.Parse(part, True)  # noqa: FBT003  expat takes it by position only
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise UnreadableDocument(DAMAGED) from error


def _refuse_doctype(*_: object) -> None:
    message = "it declares entities of its own, which no word processor does; save a new copy of it and add that"
    raise UnreadableDocument(message)


def _members(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes | UnreadableDocument]]:
    """Yield the files of a zip in its own order, each whole or with the reason why it cannot be had."""
    room = limits.most_bytes
    if limits.most_ratio * len(data) < room:
        room = min(room, max(int(limits.most_ratio * len(data)), SMALL))
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if len(infos) > limits.most_members:
                message = f"it holds {len(infos):,} files and the limit is {limits.most_members:,}; split it"
                raise UnreadableDocument(message)
            for info in infos:
                content = _objection(info) or _read_member(archive, info, room=room)
                room -= len(content) if isinstance(content, bytes) else 0
                yield info.filename, content
    except (zipfile.BadZipFile, OSError, ValueError, struct.error, EOFError) as error:
        raise UnreadableDocument(DAMAGED) from error


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, room: int) -> bytes | UnreadableDocument:
    """Return the bytes of a member; what comes out is counted, whatever its header says."""
    found = bytearray()
    try:
        with archive.open(info) as stream:
            while step := stream.read(STEP):
                found += step
                if len(found) > room:
                    raise UnreadableDocument(BOMB)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        reason = UnreadableDocument(f"its part {info.filename} is damaged; download the file again")
        reason.__cause__ = error
        return reason
    except (NotImplementedError, RuntimeError):
        return UnreadableDocument(f"its part {info.filename} is packed in a way that cannot be unpacked; save it anew")
    return bytes(found)


def _objection(info: zipfile.ZipInfo) -> UnreadableDocument | None:
    """Return what is wrong with a member before it is opened."""
    if not _is_safe(info.filename):
        return UnreadableDocument("it holds a file whose name leads out of its folder; do not unpack it")
    if stat.S_ISLNK(info.external_attr >> 16):
        return UnreadableDocument(f"its part {info.filename} is a link to somewhere else; add the document itself")
    if info.flag_bits & ENCRYPTED_FLAG:
        return UnreadableDocument(f"its part {info.filename} is encrypted; remove the password and add it again")
    return None


def _is_safe(name: str) -> bool:
    """Say whether a name stays in its folder on every system."""
    parts = name.replace("\\", "/").split("/")
    return bool(name) and name.isprintable() and bool(parts[0]) and ".." not in parts and ":" not in parts[0]


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part != "..") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _is_archive(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in ARCHIVES
