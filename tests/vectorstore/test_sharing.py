from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from ingest.documents import Locator
from tests.vectorstore.checks import check_agreement, check_found_first
from tests.vectorstore.fakes import HashingEmbedder, make_description, make_document, make_sentences
from tests.vectorstore.keeping import keep
from vectorstore.chroma_server import ChromaServer
from vectorstore.errors import RecordUnavailable, SemanticIndexUnavailable
from vectorstore.keeping import keep_documents
from vectorstore.semantic import ChromaIndex, open_semantic
from vectorstore.store import Store, open_store
from vectorstore.sync import Follower
from vectorstore.turns import take_turn

PROCESSES = multiprocessing.get_context("spawn")
PLENTY = 60
"""Seconds for what takes far less."""

Opens = Callable[[str], Store]
"""Opens the store of a machine, by the machine's name."""


@pytest.fixture
def machine(tmp_path: Path, postgres_url: str, chroma_url: str) -> Iterator[Opens]:
    """Machines that share a record and a Chroma server, each with a data folder of its own."""
    with ExitStack() as opened:

        def start(name: str) -> Store:
            return opened.enter_context(open_machine(tmp_path / name, postgres_url, chroma_url))

        yield start


def open_machine(folder: Path, postgres_url: str, chroma_url: str) -> AbstractContextManager[Store]:
    """Open the store of a machine."""
    return open_store(folder, embedder=HashingEmbedder(), database_url=postgres_url, chroma=ChromaServer(chroma_url))


def ingest(store: Store, *places: str, edition: int = 0) -> None:
    """Keep a document from each place."""
    keep_documents([make_document(place, make_sentences(place, edition=edition)) for place in places], store=store)


def found(store: Store, place: str, *, edition: int = 0) -> bool:
    """Say whether the last passage of a document is found by its last word, and by its vector, when one searches."""
    store.catch_up()
    *_, one, two = make_sentences(place, edition=edition)
    (vector,) = store.embedder.embed([f"{one} {two}"])
    ((nearest, cosine),) = store.semantic.query(vector, limit=1)
    by_word = {identity for identity, _ in store.lexical.query(two.split()[-1], limit=100)}
    return cosine > 0.999 and nearest in by_word


def test_what_one_machine_keeps_the_others_find(machine: Opens) -> None:
    """A search finds what another machine has kept since the last one."""
    one, two = machine("one"), machine("two")
    for edition in range(3):
        ingest(one, "a", f"b{edition}", edition=edition)
        assert found(two, "a", edition=edition)
        assert found(two, f"b{edition}", edition=edition)
        check_agreement(two)
    ingest(two, "c")
    assert found(one, "c")
    check_agreement(one)
    check_found_first(one)


def test_a_new_title_is_seen(machine: Opens) -> None:
    """What changes in the indexes without a new passage is brought to the other machine's as well."""
    one, two = machine("one"), machine("two")
    ingest(one, "a")
    titled = make_document("a", make_sentences("a"), description=make_description("Peculiarity"))
    keep_documents([titled], store=one)
    assert two.lexical.query("Peculiarity", limit=9) == []
    two.catch_up()
    assert len(two.lexical.query("Peculiarity", limit=9)) == 3
    check_agreement(two)


def test_nothing_new_costs_one_query(machine: Opens) -> None:
    """While nobody changes the record, the indexes are not asked, and the record once."""
    store = machine("one")
    ingest(store, "a")
    store.catch_up()
    heard: list[str] = []
    event.listen(
        store.record.database.engine, "before_cursor_execute", lambda *heard_of: heard.append(str(heard_of[2]))
    )
    store.semantic.client.close()  # type: ignore[attr-defined]
    store.catch_up()
    assert heard == ["SELECT value FROM state WHERE key = 'changes'"]


def test_machines_that_keep_at_once_lose_nothing(machine: Opens) -> None:
    """While three machines keep, change and withdraw documents and two search, each search finds what was kept."""
    keepers, readers = [machine(f"keeper{n}") for n in range(3)], [machine(f"reader{n}") for n in range(2)]
    kept: list[str] = []
    done = threading.Event()

    def keep(number: int) -> None:
        for turn in range(4):
            places = [f"{number}x{turn}x{part}" for part in range(3)]
            ingest(keepers[number], *places)
            kept.extend(places)
            ingest(keepers[number], f"again{number}", edition=turn)
            keep_documents([], store=keepers[number], gone=[Locator("file", f"again{number}")])

    def look(store: Store) -> int:
        looked = 0
        while not done.is_set() or looked < 5:
            for place in kept[-3:]:
                assert found(store, place)
            looked += 1
        return looked

    with ThreadPoolExecutor(5) as pool:
        looking = [pool.submit(look, store) for store in readers]
        try:
            list(pool.map(keep, range(3)))
        finally:
            done.set()
        assert min(one.result() for one in looking) >= 5
    for store in (*keepers, *readers):
        assert all(found(store, place) for place in kept)
        check_agreement(store)
    check_found_first(readers[0])


def test_the_mark_never_runs_ahead(machine: Opens) -> None:
    """Whatever the mark on the shared index says that it has followed is in it, at any moment of two ingests."""
    keepers, third = [machine("one"), machine("two")], machine("three")
    done = threading.Event()

    def keep(number: int) -> None:
        for turn in range(6):
            ingest(keepers[number], f"{number}x{turn}", "both", edition=turn)

    def watch() -> int:
        looks = 0
        while not done.is_set() or looks < 5:
            mark = json.loads(third.semantic.mark() or '{"changes": 0}')
            held = third.semantic.ids_and_digests()
            wanted = third.record.wanted(since=None).digests
            later = third.record.wanted(since=mark["changes"]).digests
            assert {one for one in wanted if one not in later} <= set(held)
            looks += 1
        return looks

    with ThreadPoolExecutor(3) as pool:
        watching = pool.submit(watch)
        try:
            list(pool.map(keep, range(2)))
        finally:
            done.set()
        assert watching.result() >= 5
    third.catch_up()
    check_agreement(third)


def test_a_shared_index_is_left_to_whoever_is_at_it(machine: Opens) -> None:
    """While one machine keeps the index to itself, another does not change it, and goes on with its old state."""
    one, two = machine("one"), machine("two")
    ingest(one, "a")
    two.catch_up()
    with take_turn(one.record.database, one.semantic.name, patience=PLENTY) as turn:
        assert turn
        keep(one.record, make_document("b", make_sentences("b")), embedder=HashingEmbedder())
        before = two.semantic.ids_and_digests()
        report = follower(two).follow(patience=0.0)
        assert report.left
        assert (two.semantic.ids_and_digests(), report.changes) == (before, 1)
        assert found(two, "a")
    assert found(two, "b")
    check_agreement(two)


class Meddling:
    """A real index, with a method into which a test meddles."""

    def __init__(self, real: ChromaIndex, **methods: Callable[..., Any]) -> None:
        self.real, self.methods = real, methods

    def __getattr__(self, name: str) -> Any:
        """Return what the real index has, or what the test puts in its place."""
        return self.methods.get(name) or getattr(self.real, name)


def follow_meddling(store: Store, **methods: Callable[..., Any]) -> None:
    """Bring the indexes to the record, meddling."""
    semantic: Any = Meddling(store.semantic, **methods)
    replace(follower(store), semantic=semantic).follow()


def add_in_halves(store: Store, meddle: Callable[[], None]) -> Callable[..., None]:
    """Return what adds two entries to a store's shared index, meddles, and adds the others."""

    def add(ids: Sequence[str], **named: Any) -> None:
        store.semantic.add(ids[:2], **{name: value[:2] for name, value in named.items()})
        meddle()
        store.semantic.add(ids[2:], **{name: value[2:] for name, value in named.items()})

    return add


def follower(store: Store) -> Follower:
    """Return what follows the record for a store."""
    return Follower(store.record, store.semantic, store.lexical, store.exact, store.embedder.digest)


def test_whoever_is_late_removes_nothing(machine: Opens) -> None:
    """What one machine keeps, another that read the record before it, and compares everything, does not take away."""
    one, two = machine("one"), machine("two")
    ingest(one, "a")
    one.semantic.set_mark("")
    keep(one.record, make_document("b", make_sentences("b")), embedder=HashingEmbedder())
    with ThreadPoolExecutor(1) as pool:

        def compare(ids: Sequence[str] | None) -> dict[str, str]:
            # Either it waits for its turn, which is right, or it is done by then, and would be undone.
            wait([pool.submit(ingest, two, "c")], timeout=2)
            return one.semantic.ids_and_digests(ids)

        follow_meddling(one, ids_and_digests=compare)
    assert found(two, "c")
    assert found(one, "c")
    check_agreement(two)


CUT = text(
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


def test_a_turn_that_is_lost_ends_the_work(machine: Opens) -> None:
    """A machine whose connection is cut while it follows stops, and the mark does not say that it has followed."""
    one, two = machine("one"), machine("two")
    ingest(one, "a")
    keep(one.record, make_document("b", make_sentences("b")), embedder=HashingEmbedder())
    before = one.semantic.mark()

    def cut() -> None:
        with two.record.database.writing() as connection:
            connection.execute(CUT)

    with pytest.raises(RecordUnavailable):
        follow_meddling(one, add=add_in_halves(one, cut))
    assert one.semantic.mark() == before
    assert found(two, "b")
    assert found(one, "b")
    check_agreement(two)


def follow_and_die(folder: Path, postgres_url: str, chroma_url: str) -> None:
    """Begin to bring the shared index to the record, and be killed between two batches."""
    with open_machine(folder, postgres_url, chroma_url) as store:
        keep(store.record, make_document("z", make_sentences("z")), embedder=HashingEmbedder())
        follow_meddling(store, add=add_in_halves(store, lambda: os.kill(os.getpid(), signal.SIGKILL)))


def test_what_a_killed_machine_began_another_completes(
    machine: Opens, tmp_path: Path, postgres_url: str, chroma_url: str
) -> None:
    """After SIGKILL in the middle of following, the next search of another machine completes it, without waiting."""
    one = machine("one")
    ingest(one, "a")
    process = PROCESSES.Process(target=follow_and_die, args=(tmp_path / "dying", postgres_url, chroma_url))
    process.start()
    process.join(PLENTY)
    assert process.exitcode == -signal.SIGKILL
    assert found(one, "z")
    check_agreement(one)


def test_a_rebuild_on_one_machine_is_not_felt_on_another(machine: Opens) -> None:
    """While one machine makes the shared index anew, three times over, every search of another finds what is held."""
    one, two = machine("one"), machine("two")
    ingest(one, *(f"p{n}" for n in range(20)))
    assert found(two, "p0")
    vector = two.embedder.embed([make_sentences("p7")[0] + " " + make_sentences("p7")[1]])[0]
    done = threading.Event()

    def look() -> int:
        looks = 0
        while not done.is_set() or looks < 5:
            ((_, cosine),) = two.semantic.query(vector, limit=1)
            assert cosine > 0.999
            assert two.semantic.count() == 60
            looks += 1
        return looks

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look)
        try:
            for _ in range(3):
                one.rebuild()
        finally:
            done.set()
        assert looking.result() >= 5
    ingest(one, "q")
    assert found(two, "q")
    check_agreement(two)
    assert [one.name for one in two.semantic.client.list_collections()].count(two.semantic.name) == 1


def test_a_lost_index_is_an_outage_until_it_is_made_again(machine: Opens) -> None:
    """When the server has lost the index, a search fails, never finding nothing; the next one finds it made again."""
    one, two = machine("one"), machine("two")
    ingest(one, "a", "b")
    assert found(two, "a")
    two.semantic.client.delete_collection(two.semantic.name)
    with pytest.raises(SemanticIndexUnavailable):
        found(two, "a")
    assert found(two, "a")
    assert found(one, "b")
    check_agreement(one)


def test_an_index_that_is_not_whole_is_not_searched(machine: Opens, chroma_url: str) -> None:
    """While another machine fills an index for the first time, a search says so, and never that nothing is held."""
    one, two = machine("one"), machine("two")
    ingest(one, "a")
    one.semantic.client.delete_collection(one.semantic.name)
    with (
        take_turn(one.record.database, one.semantic.name, patience=PLENTY),
        closing(
            open_semantic(None, model=one.embedder.digest, server=ChromaServer(chroma_url), record=one.record.lineage())
        ) as half,
    ):
        half.add(["a-passage"], digests=["d"], vectors=one.embedder.embed(["a passage"]))
        for _ in range(2):
            with pytest.raises(SemanticIndexUnavailable, match="try again"):
                found(two, "a")
    assert found(two, "a")
    check_agreement(two)


def test_records_on_one_server_do_not_meet(tmp_path: Path, postgres_url: str, chroma_url: str) -> None:
    """Two records whose indexes are on one Chroma server keep to their own."""
    for turn in range(2):
        for name, url in (("shared", postgres_url), ("own", None)):
            with open_store(
                tmp_path / name, embedder=HashingEmbedder(), database_url=url, chroma=ChromaServer(chroma_url)
            ) as store:
                ingest(store, f"{name}{turn}")
                check_agreement(store)
                assert store.semantic.count() == 3 * (turn + 1)
