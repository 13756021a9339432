"""Ingests documents in a process that kills itself at a chosen point, as a power cut would.

The parts are the real ones; a thin wrapper around one of them lets it work, counts, and sends SIGKILL.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401  imported once, before the processes are forked
from sqlalchemy import event

from ingest.documents import Document, Locator
from tests.vectorstore.checks import check_agreement, check_found_first
from tests.vectorstore.fakes import HashingEmbedder, make_description, make_document, make_sentences
from vectorstore.batches import in_batches
from vectorstore.keeping import IngestReport, keep_documents
from vectorstore.store import Store, open_store

OLD = tuple(f"old{number}" for number in range(4))
NEW = tuple(f"new{number}" for number in range(8))
GONE = Locator("file", "gone")
GROUP = 2


def first_documents() -> list[Document]:
    """Return what the record holds before the run that is killed."""
    return [make_document(place, make_sentences(place)) for place in (*OLD, GONE.place)]


def second_documents() -> list[Document]:
    """Return what the killed run is to keep.

    The first two are old documents with another title: an index that takes them in half holds as many passages as
    before, with the same ids. The other old ones have another text, and the new ones are new.
    """
    description = make_description("A later letter")
    retitled, changed = OLD[:GROUP], [*OLD[GROUP:], *NEW]
    documents = [(place, make_sentences(place)) for place in retitled]
    documents += [(place, make_sentences(place, edition=1, count=8)) for place in changed]
    return [make_document(place, sentences, description=description) for place, sentences in documents]


@dataclass
class Deadly:
    """A real part, whose method kills the process at the n-th call: before it, half-way through its work, or after."""

    real: Any
    method: str
    moment: str
    at: int
    calls: int = 0

    def __getattr__(self, name: str) -> Any:
        """Return what the real part has, the deadly method wrapped."""
        attribute = getattr(self.real, name)
        return self._wrap(attribute) if name == self.method else attribute

    def _wrap(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def deadly(things: Any = None, **named: Any) -> Any:
            self.calls += 1
            if self.calls < self.at:
                return _call(method, things, named)
            if self.moment == "half":
                half = len(things) // 2
                _call(method, things[:half], {name: value[:half] for name, value in named.items()})
            if self.moment == "after":
                _call(method, things, named)
            return die()

        return deadly


def _call(method: Callable[..., Any], things: Any, named: dict[str, Any]) -> Any:
    return method(**named) if things is None else method(things, **named)


def die() -> None:
    """End this process as nothing can be done about."""
    os.kill(os.getpid(), signal.SIGKILL)


GAPS = {
    "before the record": ("embedder", "embed", "before"),
    "in the record's transaction": ("record", "statement", "before"),
    "before the record's commit": ("record", "commit", "before"),
    "between record and semantic index": ("semantic", "mark", "before"),
    "within the semantic index": ("semantic", "add", "half"),
    "after the semantic index took all": ("semantic", "add", "after"),
    "between semantic and lexical index": ("semantic", "set_mark", "after"),
    "within the lexical index": ("lexical", "add", "half"),
    "before the lexical commit": ("lexical", "commit", "before"),
    "after the lexical commit": ("lexical", "commit", "after"),
    "within the exact index": ("exact", "add", "half"),
    "before the exact commit": ("exact", "commit", "before"),
    "after the exact commit": ("exact", "commit", "after"),
    "after all": ("exact", "set_mark", "after"),
    "rebuilding, after the semantic index was emptied": ("semantic", "clear", "after"),
    "rebuilding, within the semantic index": ("semantic", "add", "half"),
    "rebuilding, before the lexical index was emptied": ("lexical", "clear", "before"),
    "rebuilding, within the lexical index": ("lexical", "add", "half"),
    "rebuilding, after the exact index was emptied": ("exact", "clear", "after"),
}
"""Where the process may be killed: the part, its method, and the moment in the call."""


def run(folder: Path, gap: str, at: int) -> None:
    """Keep the second documents, two at a time, and write down what was acknowledged, until killed."""
    part, method, moment = GAPS[gap]
    with (
        open_store(folder, embedder=HashingEmbedder()) as opened,
        _deadly(opened, part, Deadly(getattr(opened, part), method, moment, at)) as store,
    ):
        if gap.startswith("rebuilding"):
            store.rebuild()
        _keep_all(store, folder)
    message = f"not killed at {gap} {at}"
    raise AssertionError(message)


def _keep_all(store: Store, folder: Path) -> None:
    keep_documents([], store=store, gone=[GONE])
    _acknowledge(folder, GONE.place)
    for some in in_batches(second_documents(), GROUP):
        keep_documents(some, store=store)
        _acknowledge(folder, *(one.locator.place for one in some))


@contextmanager
def _deadly(store: Store, part: str, deadly: Deadly) -> Iterator[Store]:
    if part != "record":
        yield replace(store, **{part: deadly})  # type: ignore[arg-type]
        return

    def count(*arguments: Any) -> None:
        if deadly.method == "commit":
            deadly.calls += arguments[0].get_execution_options().get("panel_writing", False)
        else:
            deadly.calls += arguments[2].startswith(("INSERT", "UPDATE", "DELETE"))
        if deadly.calls == deadly.at:
            die()

    event.listen(store.record.database.engine, _EVENTS[deadly.method], count)
    yield store


_EVENTS = {"commit": "commit", "statement": "before_cursor_execute"}


def _acknowledge(folder: Path, *places: str) -> None:
    with (folder / "acknowledged").open("a") as file:
        file.write("".join(f"{place}\n" for place in places))


def check(folder: Path) -> None:
    """Open what a killed process left: all agrees, and what was acknowledged is there; then run again to the end."""
    with open_store(folder, embedder=HashingEmbedder()) as store:
        check_agreement(store)
        check_found_first(store)
        _check_acknowledged(store, folder)
        _check_whole(store)
        report = keep_documents(second_documents(), store=store, gone=[GONE])
        assert report.added + report.updated + report.unchanged == len(OLD + NEW)
        assert report.failed == ()
        check_agreement(store)
        check_found_first(store)
        _check_complete(store)
        assert keep_documents(second_documents(), store=store, gone=[GONE]) == IngestReport(0, 0, len(OLD + NEW), 0, ())


def _check_acknowledged(store: Store, folder: Path) -> None:
    said = folder / "acknowledged"
    places = said.read_text().split() if said.exists() else []
    held = {publication.file: publication.title for publication in store.record.current_publications()}
    assert all(held[place] == "A later letter" for place in places if place != GONE.place)
    assert GONE.place not in places or GONE.place not in held


def _check_whole(store: Store) -> None:
    """Every publication is in its first state or in its second, in whole."""
    states = {document.locator.place: {document.reading.text} for document in first_documents()}
    for document in second_documents():
        states.setdefault(document.locator.place, set()).add(document.reading.text)
    for publication in store.record.current_publications():
        text, sentences = store.record.text(publication.id), store.record.sentences(publication.id)
        assert text in states[publication.file]
        assert "\n\n".join(one.text for one in sentences) == text


def _check_complete(store: Store) -> None:
    expected = {document.locator.place: document.reading.text for document in second_documents()}
    publications = store.record.current_publications()
    assert {one.file: store.record.text(one.id) for one in publications} == expected
    assert len(publications) == len(expected)
    earlier = 3 * (len(OLD) - GROUP) + 3
    assert store.record.state().passages == 3 * GROUP + 4 * (len(expected) - GROUP) + earlier
