"""The semantic index: the vectors of the passages that are searched, in Chroma. Nothing else here knows Chroma.

API: https://docs.trychroma.com/reference/python/client, https://docs.trychroma.com/docs/collections/configure
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from vectorstore.batches import in_batches
from vectorstore.digests import digest_of
from vectorstore.errors import SemanticIndexUnavailable
from vectorstore.mends import DISK_SIGNS, REBUILD, find_mend, read_reason

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

BATCH = 5000
"""Entries in one call: Chroma takes 5,461."""

HNSW: Mapping[str, Any] = {"space": "cosine", "max_neighbors": 32, "ef_construction": 300, "ef_search": 400}
"""Chosen for recall. Of the 50 nearest of 4,000 random vectors of 384 numbers, the hardest there are, these find 0.9997
(Chroma's own 16, 100, 100: 0.71) in 2.4 ms a query; of 20,000 0.93 (0.30) in 4 ms. Real texts lie closer together."""

MARK = "mark"
SERVER = "Chroma server at"
SERVER_MEND = "check that it runs and that PANEL_CHROMA_URL is right"
SERVER_SECONDS = 60
"""How long an answer of a server is waited for."""


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
    """An open collection of passages. Every method raises ``SemanticIndexUnavailable`` when Chroma fails."""

    client: ClientAPI
    name: str
    place: str
    collection: Collection

    def close(self) -> None:
        """Let go of the files or the connection."""
        with self._translating():
            self.client.close()  # type: ignore[attr-defined]
            for session in _sessions(self.client):
                session.close()

    def add(self, ids: Sequence[str], *, digests: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Hold these passages, in place of what is held of them; one row of ``vectors`` each."""
        entries = [_Entry(*entry) for entry in zip(ids, digests, vectors, strict=True)]
        for some in in_batches(entries, BATCH):
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
        for some in in_batches(ids, BATCH):
            with self._translating():
                self.collection.delete(ids=some)

    def commit(self) -> None:
        """Do nothing: Chroma keeps what it is given when it is given."""

    def ids_and_digests(self, ids: Sequence[str] | None = None) -> dict[str, str]:
        """Return the passages that are held, with their digests; of these ids (None: all)."""
        pages = _pages(self.count()) if ids is None else ({"ids": some} for some in in_batches(ids, BATCH))
        held: dict[str, str] = {}
        for page in pages:
            with self._translating():
                got = self.collection.get(include=["metadatas"], **page)
            held |= {
                identity: str(said["digest"]) for identity, said in zip(got["ids"], got["metadatas"] or [], strict=True)
            }
        return held

    def count(self) -> int:
        """Return how many passages are held."""
        with self._translating():
            return self.collection.count()

    def query(self, vector: NDArray[np.float32], *, limit: int) -> list[tuple[str, float]]:
        """Return the nearest passages and their cosines, best first; equal ones by id."""
        with self._translating():
            found = self.collection.query(query_embeddings=vector[None], n_results=limit, include=["distances"])
        distances = (found["distances"] or [[]])[0]
        # Rounding takes a passage's cosine with itself over 1.
        hits = [
            (identity, min(1.0, 1.0 - float(distance)))
            for identity, distance in zip(found["ids"][0], distances, strict=True)
        ]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def mark(self) -> str:
        """Return what ``set_mark`` wrote last; empty when it never did."""
        return str((self.collection.metadata or {}).get(MARK, ""))

    def set_mark(self, mark: str) -> None:
        """Write down how far the index has followed the record."""
        with self._translating():
            self.collection.modify(metadata={MARK: mark})

    def clear(self) -> None:
        """Hold nothing, and no mark."""
        with self._translating():
            self.client.delete_collection(self.name)
            self.collection = _open_collection(self.client, self.name)

    def _translating(self) -> Any:
        return _translating(self.place)


def open_semantic(folder: Path | None, *, model: str, url: str | None = None) -> ChromaIndex:
    """Open the index of a model's vectors, in a folder or, when a URL is given, on a Chroma server."""
    if (folder is None) == (url is None):
        message = "Give open_semantic a folder or a URL, and not both."
        raise ValueError(message)
    # Whatever stands before @ in a URL is a secret.
    place = f"{SERVER} {url.rpartition('@')[2]}" if url else f"semantic index in {folder}"
    name = f"panel-passages-{_short(model)}"
    with _translating(place):
        client = _connect(url) if url else _open_folder(folder)  # type: ignore[arg-type]
        return ChromaIndex(client, name, place, _open_collection(client, name))


def _short(model: str) -> str:
    # A model from a hub goes by its name, which may hold what Chroma's names may not.
    return model[:12] if re.fullmatch(r"[0-9a-f]{12,}", model) else digest_of(model)[:12]


def _open_folder(folder: Path) -> ClientAPI:
    # Chroma takes 1.5 s to import.
    import chromadb  # noqa: PLC0415
    from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    try:
        return chromadb.PersistentClient(path=str(folder), settings=_settings())
    except BaseException:
        # Chroma keeps what it could not open, and would give it out when the same folder, made anew, is opened again.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)  # noqa: SLF001
        raise


def _connect(url: str) -> ClientAPI:
    import chromadb  # noqa: PLC0415

    parts = urlsplit(url)
    encrypted = parts.scheme == "https"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        message = "it is not a URL such as http://127.0.0.1:8000"
        raise ValueError(message)
    port = parts.port or (443 if encrypted else 80)
    client = chromadb.HttpClient(host=parts.hostname, port=port, ssl=encrypted, settings=_settings())
    for session in _sessions(client):
        session.timeout = SERVER_SECONDS
    return client


def _sessions(client: Any) -> list[Any]:
    """Return the HTTP clients inside Chroma's, which wait for ever by themselves and are not closed with it."""
    servers = (client._server, client._admin_client._server)  # noqa: SLF001
    return [server._session for server in servers if hasattr(server, "_session")]  # noqa: SLF001


def _settings() -> Any:
    from chromadb.config import Settings  # noqa: PLC0415

    # Chroma would read a file .env in the folder where the command runs: it holds other programs' secrets.
    return Settings(_env_file=None, anonymized_telemetry=False)


def _open_collection(client: ClientAPI, name: str) -> Collection:
    # Without an embedding function: Chroma's own downloads a model.
    configuration: Any = {"hnsw": dict(HNSW)}
    return client.get_or_create_collection(name, embedding_function=None, configuration=configuration)


def _pages(count: int) -> Iterator[dict[str, int]]:
    return ({"limit": BATCH, "offset": offset} for offset in range(0, count, BATCH))


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
