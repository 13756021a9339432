"""What a person points at: files, folders of them and collections of ready passages, listed and read one by one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.describing import describe
from ingest.documents import Description, Document, Failure, Locator
from ingest.errors import BadMetadata, IngestError, NothingFound, UnreadableDocument
from ingest.pdf import read_pdf
from ingest.readings import Limits, make_reading, make_ready_passage
from ingest.sidecars import Stated, check_stated, read_sidecar, sidecar_of
from ingest.text import read_text

READERS = {".txt": ("text", read_text), ".md": ("text", read_text), ".pdf": ("pdf", read_pdf)}
READY = ".jsonl"
NOT_DOCUMENTS = ("readme", "licence", "license")
MEGABYTE = 1024 * 1024


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
        ready = (Locator("jsonl", f"{file.name}#") for file in self.files if file.suffix.lower() == READY)
        return (*folders, *ready)

    def read(self, limits: Limits) -> Iterator[Document | Failure]:
        """Yield every document, or the reason why it cannot be read."""
        for file in self.files:
            if file.suffix.lower() == READY:
                yield from self._read_ready(file, limits)
                continue
            try:
                yield self._read_file(file, limits)
            except IngestError as error:
                place = file.as_posix().encode(errors="replace").decode()
                yield Failure(Locator("file", place), str(error))

    def _read_file(self, file: Path, limits: Limits) -> Document:
        if file.suffix.lower() not in READERS:
            message = f"{file.suffix or 'a file without an ending'} cannot be read; add it as .txt, .md, .pdf or .jsonl"
            raise UnreadableDocument(message)
        data = self._bytes(file)
        name, reader = READERS[file.suffix.lower()]
        raw = reader(data)
        reading = make_reading(raw, reader=name, limits=limits)
        sidecar = sidecar_of(file)
        stated = self.stated.over(read_sidecar(sidecar) if sidecar else Stated())
        description = stated.applied(describe(reading, name=file.stem, raw=raw))
        locator = Locator("file", file.as_posix())
        return Document(locator, file.name, hashlib.sha256(data).hexdigest(), description, reading)

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
        if size > self.most_megabytes * MEGABYTE:
            message = (
                f"it is {size / MEGABYTE:,.1f} MB and the limit is {self.most_megabytes:g} MB; "
                "raise PANEL_MAX_DOCUMENT_MB or split it"
            )
            raise UnreadableDocument(message)

    def _read_ready(self, file: Path, limits: Limits) -> Iterator[Document | Failure]:
        try:
            with file.open("rb") as stream:
                for number, line in enumerate(stream, start=1):
                    if line.strip():
                        yield self._read_row(file, line, number=number, limits=limits)
        except OSError as error:
            reason = f"the file cannot be opened ({error.strerror}); check its permissions"
            yield Failure(Locator("jsonl", f"{file.name}#"), reason)

    def _read_row(self, file: Path, line: bytes, *, number: int, limits: Limits) -> Document | Failure:
        try:
            self._check_size(len(line))
            row = _parse_row(line)
            stated = self.stated.over(
                check_stated({k: row.get(k) for k in ("title", "url", "published") if row.get(k)}, where="the row")
            )
            raw = read_text(str(row["text"]).encode())
        except IngestError as error:
            return Failure(Locator("jsonl", f"{file.name}#line {number}"), f"line {number}: {error}")
        reading = make_ready_passage(raw, limits=limits)
        description = stated.applied(Description(title=row["_id"], kind="passage"))
        locator = Locator("jsonl", f"{file.name}#{row['_id']}")
        return Document(locator, file.name, hashlib.sha256(line).hexdigest(), description, reading, row["_id"])


def _parse_row(line: bytes) -> dict[str, str]:
    try:
        row = json.loads(line)
        # A surrogate written as an escape stands for no character and cannot be stored.
        json.dumps(row, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        message = "it is not JSON; write one object per line"
        raise BadMetadata(message) from error
    if not isinstance(row, dict) or not all(isinstance(row.get(key), str) and row[key] for key in ("_id", "text")):
        message = 'it needs "_id" and "text", both as strings that are not empty'
        raise BadMetadata(message)
    return row


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
                    f"There is no document in {path}; add files ending in {', '.join(sorted(READERS))} or {READY}."
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
