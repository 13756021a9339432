"""What a person points at: files, folders of them, archives and collections of ready passages, listed one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from ingest.archives import ARCHIVE, offer_archive
from ingest.documents import Document, Failure, Locator, Offer
from ingest.errors import IngestError, NothingFound, UnreadableDocument
from ingest.offers import MEGABYTE, Content, check_size, make_offer
from ingest.readers import BY_ENDING, ENDINGS
from ingest.readings import Limits
from ingest.ready import READY, offer_ready
from ingest.sidecars import Stated, read_sidecar, sidecar_of

NOT_DOCUMENTS = ("readme", "licence", "license")


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents to be read: ``files`` in order, ``folders`` they were listed from, and what was stated for all."""

    files: tuple[Path, ...]
    folders: tuple[Path, ...] = ()
    stated: Stated = field(default_factory=Stated)
    most_megabytes: float = 100.0

    def scopes(self) -> tuple[Locator, ...]:
        """Return the beginnings of all places listed whole: what is held there and not listed is withdrawn."""
        folders = (Locator("file", f"{folder.as_posix()}/") for folder in self.folders)
        ready = (Locator("jsonl", f"{file.as_posix()}#") for file in self.files if _ending(file) == READY)
        archives = (Locator("file", f"{file.as_posix()}!") for file in self.files if _ending(file) == ARCHIVE)
        return (*folders, *ready, *archives)

    def read(self, limits: Limits) -> Iterator[Document | Failure]:
        """Yield every document, or the reason why it cannot be read."""
        for offer in self.offers(limits):
            try:
                yield offer.read() if isinstance(offer, Offer) else offer
            except IngestError as error:
                yield Failure(offer.locator, str(error))

    def offers(self, limits: Limits) -> Iterator[Offer | Failure]:
        """Yield an offer of every document, or the reason why there is none.

        Files of one folder that have one name and different endings are one document.
        """
        for _, members in groupby(self.files, key=lambda file: (file.parent, file.stem, _ending(file) in BY_ENDING)):
            files = list(members)
            single = len({_ending(file) for file in files}) < len(files) or _ending(files[0]) not in BY_ENDING
            for some in [[file] for file in files] if single else [files]:
                yield from self._offer(some, limits)

    def _offer(self, files: Sequence[Path], limits: Limits) -> Iterator[Offer | Failure]:
        file, ending = files[0], _ending(files[0])
        if ending == READY:
            yield from offer_ready(file, self.stated, limits, most_bytes=int(self.most_megabytes * MEGABYTE))
            return
        try:
            if ending == ARCHIVE:
                yield from offer_archive(file, self._bytes(file), self.stated, limits)
            else:
                yield self._offer_files(files, limits)
        except IngestError as error:
            place = file.as_posix().encode(errors="replace").decode()
            yield Failure(Locator("file", place), str(error))

    def _offer_files(self, files: Sequence[Path], limits: Limits) -> Offer:
        contents = [Content(file.name, self._bytes(file)) for file in files]
        sidecar = next(filter(None, map(sidecar_of, files)), None)
        stated = self.stated.over(read_sidecar(sidecar) if sidecar else Stated())
        places = [Locator("file", file.as_posix()) for file in files]
        return make_offer(places, contents, stated, limits)

    def _bytes(self, file: Path) -> bytes:
        try:
            file.as_posix().encode()
            self._check_size(file.stat().st_size)
            data = file.read_bytes()
        except UnicodeEncodeError as error:
            message = "the name of this file is not UTF-8; rename it"
            raise UnreadableDocument(message) from error
        except OSError as error:
            message = f"the file cannot be opened ({error.strerror}); check its permissions"
            raise UnreadableDocument(message) from error
        if not data.strip():
            message = "this file is empty; add the document's text to it, or remove it"
            raise UnreadableDocument(message)
        return data

    def _check_size(self, size: int) -> None:
        check_size(size, int(self.most_megabytes * MEGABYTE))


def list_collection(
    paths: Sequence[Path], *, stated: Stated | None = None, most_megabytes: float = 100.0
) -> Collection:
    """List what stands at some paths; ``NothingFound`` when one of them does not exist or holds no document."""
    files: list[Path] = []
    folders: list[Path] = []
    for path in paths:
        if not path.exists():
            message = f"There is nothing at {path}; check the path and try again."
            raise NothingFound(message)
        if path.is_dir():
            found = _documents_under(path.resolve())
            if not found:
                message = (
                    f"There is no document in {path}; add files ending in {', '.join(ENDINGS)}, {ARCHIVE} or {READY}."
                )
                raise NothingFound(message)
            folders.append(path.resolve())
            files += found
        else:
            files.append(path.resolve())
    return Collection(tuple(dict.fromkeys(files)), tuple(folders), stated or Stated(), most_megabytes)


def _documents_under(folder: Path) -> list[Path]:
    """Return the files of a folder and its folders in order; hidden files, sidecars and read-mes are no documents."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and _may_be_document(path.relative_to(folder))]


def _may_be_document(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and not path.name.endswith(".meta.yaml") and path.stem.lower() not in NOT_DOCUMENTS


def _ending(file: Path) -> str:
    return file.suffix.lower()
