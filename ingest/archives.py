"""Archives of documents: a ``.zip`` file is read like a folder, with the sidecars in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from ingest.documents import Failure, Locator, Offer
from ingest.errors import IngestError, UnreadableDocument
from ingest.offers import Content, make_offer
from ingest.readers import find_format
from ingest.readings import Limits
from ingest.sidecars import SIDECAR, Stated, parse_sidecar
from ingest.zipped import iterate_archive

ARCHIVE = ".zip"


def offer_archive(file: Path, data: bytes, stated: Stated, limits: Limits) -> Iterator[Offer | Failure]:
    """Offer every document of an archive, at the place ``archive.zip!/folder/name``; one that is bad is a failure.

    ``UnreadableDocument`` when the archive as a whole cannot be used.
    """
    members = dict(iterate_archive(data))
    for name, content in members.items():
        if name.endswith(SIDECAR):
            continue
        locator = Locator("file", f"{file.as_posix()}!/{name}")
        try:
            if isinstance(content, UnreadableDocument):
                raise content
            find_format(name)
            own = stated.over(_sidecar_in(members, name))
            yield make_offer([locator], [Content(PurePosixPath(name).name, content)], own, limits)
        except IngestError as error:
            yield Failure(locator, str(error))


def _sidecar_in(members: Mapping[str, bytes | UnreadableDocument], name: str) -> Stated:
    for candidate in (f"{name}{SIDECAR}", f"{name.rpartition('.')[0]}{SIDECAR}"):
        content = members.get(candidate)
        if isinstance(content, UnreadableDocument):
            raise content
        if content is not None:
            return parse_sidecar(content, name=candidate)
    return Stated()
