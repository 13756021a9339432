from __future__ import annotations

import random
import shutil
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ingest.documents import Locator
from tests.vectorstore.checks import check_agreement, check_found_first
from tests.vectorstore.fakes import HashingEmbedder, make_description, make_document, make_sentences
from tests.vectorstore.keeping import keep
from vectorstore.keeping import keep_documents
from vectorstore.publications import Progress
from vectorstore.store import EXACT, LEXICAL, SEMANTIC, Store, open_store

PLACES = st.sampled_from(["a.txt", "b.txt", "c.md"])


class AnyHistory(RuleBasedStateMachine):
    """Documents come, change, go and return; readers get better; indexes are damaged; the store is opened again."""

    @initialize()
    def begin(self) -> None:
        """Open an empty store."""
        self.folder = Path(mkdtemp(prefix="history-"))
        self.embedder = HashingEmbedder()
        self.expected: dict[str, list[tuple[int, int]]] = {}
        self.there: set[str] = set()
        self.opened = ExitStack()
        self._open()

    def _open(self) -> None:
        self.store = self.opened.enter_context(open_store(self.folder, embedder=self.embedder))

    @rule(
        place=PLACES,
        edition=st.integers(0, 3),
        version=st.sampled_from("12"),
        title=st.sampled_from(["Earlier", "Later"]),
    )
    def keep(self, place: str, edition: int, version: str, title: str) -> None:
        """Keep a document: new, changed, read anew, described anew or the same."""
        sentences = make_sentences(place, edition=edition, count=2 * edition + 1)
        document = make_document(place, sentences, description=make_description(title), version=version)
        report = keep_documents([document], store=self.store)
        assert report.added == (place not in self.expected)
        self._expect(place, edition, edition + 1)

    @rule(place=PLACES)
    def keep_again(self, place: str) -> None:
        """Keep a document three times over."""
        document = make_document(place, make_sentences(place))
        keep_documents([document, document], store=self.store)
        before = list(self.embedder.embedded)
        report = keep_documents([document], store=self.store)
        assert (report.unchanged, self.embedder.embedded) == (1, before)
        self._expect(place, 0, 3)

    def _expect(self, place: str, edition: int, passages: int) -> None:
        """Write down the editions of a place: what differs from the last is a new one."""
        editions = self.expected.setdefault(place, [])
        if editions[-1:] != [(edition, passages)]:
            editions.append((edition, passages))
        self.there.add(place)

    @rule(place=PLACES)
    def withdraw(self, place: str) -> None:
        """Withdraw a document that may or may not be there."""
        report = keep_documents([], store=self.store, gone=[Locator("file", place)])
        assert report.withdrawn == (place in self.there)
        self.there.discard(place)

    @rule(damage=st.sampled_from(["nothing", SEMANTIC, LEXICAL, EXACT, "half", "mark"]), seed=st.integers(0, 99))
    def open_again(self, damage: str, seed: int) -> None:
        """Close, lose something of the indexes, and open."""
        if damage == "half":
            self._lose_half(random.Random(seed))  # noqa: S311  no secret
        if damage == "mark":
            self.store.semantic.set_mark("{}")
            self.store.lexical.set_mark("[1, 2")
            self.store.exact.set_mark("")
        self.opened.close()
        if damage in (SEMANTIC, LEXICAL, EXACT):
            shutil.rmtree(self.folder / damage)
        self._open()

    def _lose_half(self, chance: random.Random) -> None:
        ids = sorted(self.store.record.wanted_digests())
        self.store.semantic.remove(chance.sample(ids, len(ids) // 2))
        self.store.lexical.remove(chance.sample(ids, len(ids) // 2))
        self.store.lexical.commit()
        self.store.exact.remove(chance.sample(ids, len(ids) // 2))
        self.store.exact.commit()

    @rule()
    def rebuild(self) -> None:
        """Make the indexes anew, embedding nothing."""
        before = list(self.embedder.embedded)
        self.store.rebuild()
        assert self.embedder.embedded == before

    @invariant()
    def agree(self) -> None:
        """Whatever happened, the store holds every edition of each place, and counts those that are there."""
        check_agreement(self.store)
        check_found_first(self.store)
        held = sum(passages for editions in self.expected.values() for _, passages in editions)
        assert (self.store.record.state().passages, self.store.record.coverage().count) == (held, len(self.there))

    def teardown(self) -> None:
        """Close and clear away."""
        self.opened.close()
        shutil.rmtree(self.folder)


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(
    max_examples=12, stateful_step_count=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def ingest(store: Store, *places: str, edition: int = 0) -> None:
    """Keep a document from each place."""
    keep_documents([make_document(place, make_sentences(place, edition=edition)) for place in places], store=store)


def test_following_again_does_nothing(store: Store) -> None:
    """Indexes in step are left as they are."""
    ingest(store, "a", "b")
    report = store.follow()
    assert report.idle
    assert (report.semantic.count, report.lexical.count) == (6, 6)


def test_only_what_changed_is_taken_in(store: Store) -> None:
    """A changed document costs the indexes its new passages: those of its earlier edition stay."""
    ingest(store, *"abcdef")
    document = make_document("c", make_sentences("c", edition=1))
    keep(store.record, document, embedder=HashingEmbedder())
    report = store.follow()
    assert (report.semantic.added, report.semantic.removed) == (3, 0)
    assert (report.lexical.added, report.lexical.removed) == (3, 0)
    assert (report.exact.added, report.exact.removed) == (3, 0)
    check_agreement(store)


def test_what_is_not_indexed_costs_the_indexes_nothing(store: Store) -> None:
    """A new address of a publication does not make the indexes work."""
    document = make_document("a", make_sentences("a"))
    keep_documents([document], store=store)
    moved = replace(document, description=replace(document.description, url="https://panel.example/a"))
    keep(store.record, moved, embedder=HashingEmbedder())
    assert store.follow().idle


@pytest.mark.parametrize("lost", [1, 3, 6])
def test_lost_entries_are_healed_while_the_mark_says_all_is_well(store: Store, lost: int) -> None:
    """Entries that are lost from an index in step are noticed by their number and brought back."""
    ingest(store, "a", "b")
    ids = sorted(store.record.wanted_digests())[:lost]
    store.semantic.remove(ids)
    store.lexical.remove(ids)
    store.lexical.commit()
    store.exact.remove(ids)
    store.exact.commit()
    report = store.follow()
    assert (report.semantic.added, report.lexical.added, report.exact.added) == (lost, lost, lost)
    check_agreement(store)


def test_strange_entries_are_cleared_away(store: Store) -> None:
    """Entries that are not of this record go, though the record itself has not changed."""
    ingest(store, "a")
    store.semantic.add(["strange"], digests=["d"], vectors=HashingEmbedder().embed(["strange"]))
    report = store.follow()
    assert (report.semantic.added, report.semantic.removed, report.lexical.removed) == (0, 1, 0)
    check_agreement(store)


def test_index_of_another_record_is_not_trusted(tmp_path: Path, embedder: HashingEmbedder) -> None:
    """Indexes that followed another record are compared in full, though count and number of changes are alike."""
    for name, place in (("one", "a"), ("two", "b")):
        with open_store(tmp_path / name, embedder=embedder) as store:
            ingest(store, place)
    for folder in (SEMANTIC, LEXICAL):
        shutil.rmtree(tmp_path / "two" / folder)
        shutil.copytree(tmp_path / "one" / folder, tmp_path / "two" / folder)
    with open_store(tmp_path / "two", embedder=embedder) as store:
        check_agreement(store)


def test_progress_is_told(store: Store, embedder: HashingEmbedder) -> None:
    """Whoever watches hears of embedding and of indexing, up to the end of each."""
    heard: list[Progress] = []
    keep_documents([make_document("a", make_sentences("a"))], store=store, watch=heard.append)
    assert heard[0] == Progress("embed", len(embedder.embedded), len(embedder.embedded))
    assert heard[1:] == [Progress("index", 3, 3)] * 3
