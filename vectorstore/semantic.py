"""The semantic index: the vectors of the passages that are searched, in Chroma.

On a server several machines share it. Each may find that what it had open is there no longer, because another has made
the index anew; what is made anew takes the place of the old when it is whole, and not before.

API: https://docs.trychroma.com/reference/python/client, https://docs.trychroma.com/docs/collections/configure
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.batches import in_batches
from vectorstore.chroma_server import ChromaServer, chroma_settings, close_sessions
from vectorstore.digests import digest_of
from vectorstore.errors import SemanticIndexUnavailable
from vectorstore.mends import DISK_SIGNS, REBUILD, find_mend, read_reason

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

BATCH = 5000
"""Entries in one call: Chroma takes 5,461."""

HNSW: Mapping[str, Any] = {"space": "cosine", "max_neighbors": 16, "ef_construction": 200, "ef_search": 400}
"""Chosen by recall on real texts: of the 100 nearest of 100,000 passages these find 0.997. A denser graph (32, 300)
finds 0.998, takes twice as long to ask and much longer to build; Chroma's own (16, 100, 100) finds less than 0.97."""

MARK = "mark"
SERVER = "Chroma server at"
SERVER_MEND = "check that it runs and that PANEL_CHROMA_URL is right"
DRAFT = "-draft"
"""The end of the name of what is being made anew."""
ASKS = 5
"""How often an index is asked at most when another takes its place each time."""
LOOKS, LOOK_SECONDS = 5, 0.1
"""How often, and how long after one another, an index is looked for that is just being put in the place of another."""


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    digest: str
    vector: NDArray[np.float32]

    @property
    def vector_digest(self) -> str:
        return hashlib.sha256(self.vector.tobytes()).hexdigest()[:16]

    @property
    def metadata(self) -> dict[str, str]:
        return {"digest": self.digest, "vector": self.vector_digest}


@dataclass(slots=True)
class ChromaIndex:
    """An open collection of passages. Every method raises ``SemanticIndexUnavailable`` when Chroma fails.

    ``shared``: with other machines. ``at_once``: how many entries a call may take or give, when there is such a limit.
    ``gone``: it was not there any more when it was asked last.
    """

    client: ClientAPI
    name: str
    place: str
    collection: Collection
    shared: bool = False
    at_once: int | None = None
    gone: bool = False

    def close(self) -> None:
        """Let go of the files or the connection."""
        with self._translating():
            _close(self.client)

    def add(self, ids: Sequence[str], *, digests: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Hold these passages, in place of what is held of them; one row of ``vectors`` each."""
        entries = [_Entry(*entry) for entry in zip(ids, digests, vectors, strict=True)]
        for some in in_batches(entries, self._batch):
            with self._translating():
                self._add(some)

    def _add(self, entries: Sequence[_Entry]) -> None:
        # A vector that is given again makes others unreachable in a small graph (chroma-core/chroma issue 7758):
        # what has the vector already gets its digest alone, and what has another leaves first.
        got = self.collection.get([entry.id for entry in entries], include=["metadatas"])
        held = {identity: said.get("vector") for identity, said in zip(got["ids"], got["metadatas"] or [], strict=True)}
        same = [entry for entry in entries if held.get(entry.id) == entry.vector_digest]
        other = [entry.id for entry in entries if entry.id in held and held[entry.id] != entry.vector_digest]
        new = [entry for entry in entries if held.get(entry.id) != entry.vector_digest]
        if same:
            self.collection.update([entry.id for entry in same], metadatas=[entry.metadata for entry in same])
        if other:
            self.collection.delete(other)
        if new:
            rows = np.array([entry.vector for entry in new], dtype=np.float32)
            self.collection.upsert([entry.id for entry in new], rows, [entry.metadata for entry in new])

    def remove(self, ids: Sequence[str]) -> None:
        """Hold these passages no longer; ids that are not held are left out."""
        for some in in_batches(ids, self._batch):
            with self._translating():
                self.collection.delete(ids=some)

    def commit(self) -> None:
        """Do nothing: Chroma keeps what it is given when it is given."""

    def ids_and_digests(self, ids: Sequence[str] | None = None) -> dict[str, str]:
        """Return the passages that are held, with their digests; of these ids (None: all)."""
        pages = self._pages() if ids is None else ({"ids": some} for some in in_batches(ids, self._batch))
        held: dict[str, str] = {}
        for page in pages:
            with self._translating():
                got = self.collection.get(include=["metadatas"], **page)
            held |= {
                identity: str(said["digest"]) for identity, said in zip(got["ids"], got["metadatas"] or [], strict=True)
            }
        return held

    def _pages(self) -> Iterator[dict[str, int]]:
        return ({"limit": self._batch, "offset": offset} for offset in range(0, self.count(), self._batch))

    @property
    def _batch(self) -> int:
        return self.at_once or BATCH

    def count(self) -> int:
        """Return how many passages are held."""
        return int(self._ask("count"))

    def query(self, vector: NDArray[np.float32], *, limit: int) -> list[tuple[str, float]]:
        """Return the nearest passages and their cosines, best first; equal ones by id."""
        most = min(limit, self.at_once or limit)
        found = self._ask("query", query_embeddings=vector[None], n_results=most, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        # Rounding takes a passage's cosine with itself over 1.
        hits = [
            (identity, min(1.0, 1.0 - float(distance)))
            for identity, distance in zip(found["ids"][0], distances, strict=True)
        ]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def mark(self) -> str:
        """Return what ``set_mark`` wrote last, here or on another machine; empty when it never did."""
        with self._translating():
            self.collection = _open_collection(self.client, self.collection.name, self._looks)
        self.gone = False
        return _mark_of(self.collection)

    def set_mark(self, mark: str) -> None:
        """Write down how far the index has followed the record; what was made anew takes the place of the old."""
        with self._translating():
            self.collection.modify(metadata={MARK: mark})
            if self.collection.name != self.name:
                self._delete(self.name)
                self.collection.modify(name=self.name)

    def clear(self) -> None:
        """Begin anew, with nothing held and no mark; until the next ``set_mark`` other machines have what was held."""
        with self._translating():
            self._delete(self.name + DRAFT)
            self.collection = _make_collection(self.client, self.name + DRAFT)

    def _ask(self, what: str, **asked: Any) -> Any:
        """Ask the collection that is open, or that which has taken its place since."""
        from chromadb.errors import ChromaError  # noqa: PLC0415  Chroma takes 1.5 s to import

        with self._translating():
            for _ in range(ASKS):
                failed: ChromaError | None = None
                try:
                    told = getattr(self.collection, what)(**asked)
                except ChromaError as error:
                    failed = error
                if failed is None and not _tells_nothing(told):
                    return told
                # Of one that is being deleted it says that it, or a part of it, is not there, or that it is empty.
                if not self._has_been_replaced():
                    break
            if failed:
                raise failed
            return told

    def _has_been_replaced(self) -> bool:
        """Say whether another collection has taken the place of the one that was open; it is open then."""
        found = _find_collection(self.client, self.collection.name, self._looks)
        if found and found.id == self.collection.id:
            return False
        self.gone = True
        if found is None or not _mark_of(found):
            raise SemanticIndexUnavailable(f"The {self.place} is being filled anew; try again in a minute.")
        self.collection, self.gone = found, False
        return True

    @property
    def _looks(self) -> int:
        return LOOKS if self.shared else 1

    def _delete(self, name: str) -> None:
        from chromadb.errors import NotFoundError  # noqa: PLC0415  Chroma takes 1.5 s to import

        with suppress(NotFoundError):
            self.client.delete_collection(name)

    def _translating(self) -> Any:
        return _translating(self.place)


def open_semantic(
    folder: Path | None, *, model: str, server: ChromaServer | None = None, record: str = ""
) -> ChromaIndex:
    """Open the index of a model's vectors, in a folder or else on a server.

    ``record`` is the name of the record that it follows: those of several may be on one server.
    """
    if (folder is None) == (server is None):
        message = "Give open_semantic a folder or a server, and not both."
        raise ValueError(message)
    place = f"{SERVER} {server.shown}" if server else f"semantic index in {folder}"
    name = "-".join(filter(None, ["panel-passages", _short(model), record[:12]]))
    with _translating(place):
        client = server.connect() if server else _open_folder(folder)  # type: ignore[arg-type]
        try:
            collection = _open_collection(client, name, LOOKS if server else 1)
        except BaseException:
            _close(client)
            raise
    at_once = server.entries_at_once if server else None
    return ChromaIndex(client, name, place, collection, shared=server is not None, at_once=at_once)


def _close(client: Any) -> None:
    client.close()
    close_sessions(client._server, client._admin_client._server)  # noqa: SLF001


def _short(model: str) -> str:
    # A model from a hub goes by its name, which may hold what Chroma's names may not.
    return model[:12] if re.fullmatch(r"[0-9a-f]{12,}", model) else digest_of(model)[:12]


def _open_folder(folder: Path) -> ClientAPI:
    # Chroma takes 1.5 s to import.
    import chromadb  # noqa: PLC0415
    from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    try:
        return chromadb.PersistentClient(path=str(folder), settings=chroma_settings())
    except BaseException:
        # Chroma keeps what it could not open, and would give it out when the same folder, made anew, is opened again.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)  # noqa: SLF001
        raise


def _open_collection(client: ClientAPI, name: str, looks: int) -> Collection:
    """Return a collection; what a crash kept from taking its place when it is not there; else an empty one."""
    return _find_collection(client, name, looks) or _take_draft(client, name) or _make_collection(client, name)


def _take_draft(client: ClientAPI, name: str) -> Collection | None:
    draft = _find_collection(client, name + DRAFT, 1)
    if draft is None or not _mark_of(draft):
        return None
    draft.modify(name=name)
    return draft


def _find_collection(client: ClientAPI, name: str, looks: int) -> Collection | None:
    """Return a collection; None when it is not there, nor a moment later."""
    from chromadb.errors import ChromaError, NotFoundError  # noqa: PLC0415  Chroma takes 1.5 s to import

    failed: ChromaError | None = None
    for look in range(looks):
        time.sleep(LOOK_SECONDS if look else 0)
        try:
            return client.get_collection(name, embedding_function=None)
        except NotFoundError:
            failed = None
        except ChromaError as error:  # while it is being deleted, a part of it is not there
            failed = error
    if failed:
        raise failed
    return None


def _make_collection(client: ClientAPI, name: str) -> Collection:
    # Without an embedding function: Chroma's own downloads a model.
    configuration: Any = {"hnsw": dict(HNSW)}
    return client.get_or_create_collection(name, embedding_function=None, configuration=configuration)


def _tells_nothing(told: Any) -> bool:
    """Say whether a count is 0, or a query found nothing."""
    return not (told["ids"][0] if isinstance(told, dict) else told)


def _mark_of(collection: Collection) -> str:
    return str((collection.metadata or {}).get(MARK, ""))


@contextmanager
def _translating(place: str) -> Iterator[None]:
    try:
        yield
    except SemanticIndexUnavailable:
        raise
    except Exception as error:  # Chroma raises its own errors, those of its HTTP library and bare ones
        raise SemanticIndexUnavailable(_message(place, error)) from error
    except BaseException as error:
        # A panic in Chroma's Rust part is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise SemanticIndexUnavailable(_message(place, error)) from error


def _message(place: str, error: BaseException) -> str:
    reason = read_reason(error)
    mend = SERVER_MEND if place.startswith(SERVER) else find_mend(reason, DISK_SIGNS, otherwise=REBUILD)
    return f"The {place} cannot be used ({reason}); {mend}."
