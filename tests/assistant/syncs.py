"""What the tests of syncing start from: a stand-in for GOV.UK, and a record that follows it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.answering import Answerer
from assistant.bootstrap import Panel
from assistant.correspondence import Correspondences
from assistant.reaching import manners
from assistant.settings import Settings
from assistant.syncing import SyncOrder, sync
from tests.fakes.govuk import PANEL_SLUG, Collection, FakeGovUk, fake_govuk
from tests.ingest.builders import word_spans
from tests.vectorstore.fakes import HashingEmbedder
from vectorstore.store import open_store

FAST = 10_000.0
"""Requests a second: politeness has a test of its own."""


class CountingEmbedder(HashingEmbedder):
    """The embedding model's stand-in, with tokens that anybody can count."""

    most_tokens = 256

    @staticmethod
    def token_spans(text: str) -> list[tuple[int, int]]:
        """Return where each word and each sign lies."""
        return word_spans(text)


@dataclass(frozen=True, slots=True)
class Follower:
    """A record that follows a stand-in for GOV.UK."""

    panel: Panel
    govuk: FakeGovUk

    def sync(self, **order: Any) -> dict[str, Any]:
        """Sync once, and return what came of it."""
        asking = manners(self.panel.settings, first_wait=0.01)
        return sync(self.panel, SyncOrder(("govuk",), **order), asking=asking)["govuk"]

    def counts(self, **order: Any) -> dict[str, int]:
        """Sync once, and return how much came to what, of what came to anything."""
        report = self.sync(**order)
        return {key: value for key, value in report.items() if isinstance(value, int) and value}

    def held(self) -> dict[str, Any]:
        """Return what stands, by its address."""
        return {one.url or one.id: one for one in self.panel.store.record.current_publications()}

    def texts(self) -> dict[str, str | None]:
        """Return the text of all that stands, by its address."""
        return {url: self.panel.store.record.text(one.id) for url, one in self.held().items()}


@contextmanager
def following(
    folder: Path, collection: Collection, *, others: tuple[dict[str, str], ...] = (), each_second: float = FAST
) -> Iterator[Follower]:
    """Serve a collection, and open a record that follows it."""
    with fake_govuk(collection) as govuk, follow(folder, govuk, others=others, each_second=each_second) as follower:
        yield follower


@contextmanager
def follow(
    folder: Path, govuk: FakeGovUk, *, others: tuple[dict[str, str], ...] = (), each_second: float = FAST
) -> Iterator[Follower]:
    """Open a record that follows a stand-in that is being served."""
    write_table(folder, govuk, others=others)
    with open_following(folder, each_second=each_second) as panel:
        yield Follower(panel, govuk)


@contextmanager
def open_following(folder: Path, *, each_second: float = FAST) -> Iterator[Panel]:
    """Open a panel that follows the sources in the table of a folder."""
    settings = Settings(
        data_dir=folder / "data",
        sources=folder / "sources.yaml",
        private_sources=True,
        requests_each_second=each_second,
        contact="tests@panel.example",
    )
    embedder: Any = CountingEmbedder()
    with open_store(settings.data_dir, embedder=embedder) as store:
        yield Panel(settings, embedder, store, Answerer(store, lambda _: 1.0), Correspondences(store.record))


def write_table(folder: Path, govuk: FakeGovUk, *, others: tuple[dict[str, str], ...] = ()) -> Path:
    """Write a table of sources with the stand-in as GOV.UK."""
    row = {
        "kind": "govuk",
        "site": govuk.address,
        "hosts": ["127.0.0.1"],
        "organisation": PANEL_SLUG,
        "speaker": "panel",
        "licence": "OGL-UK-3.0",
        "others": list(others),
    }
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / "sources.yaml"
    table.write_text(yaml.safe_dump({"sources": {"govuk": row}}), encoding="utf-8")
    return table
