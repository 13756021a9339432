from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.vectorstore.fakes import HashingEmbedder, make_document, make_sentences
from vectorstore.keeping import keep_documents
from vectorstore.publications import StoredPassage
from vectorstore.search import Found, Hit
from vectorstore.store import Store, open_store
from vectorstore.together import MOST_TOGETHER, put_together


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds two documents of several passages each, two sentences a passage."""
    with open_store(tmp_path_factory.mktemp("together") / "data", embedder=HashingEmbedder()) as opened:
        keep_documents([make_document(place, make_sentences(place, count=10)) for place in "ab"], store=opened)
        yield opened


def make_hits(store: Store, *places: tuple[str, int]) -> list[Hit]:
    """Return hits, best first: the n-th passage of a document each."""
    passages = store.record.passages(store.record.wanted_digests()).values()
    owners = store.record.publications(passage.publication_id for passage in passages)
    by_place = {(owners[one.publication_id].file, one.ordinal): one for one in passages}
    return [_make_hit(by_place[place], store, 1 - n / 100) for n, place in enumerate(places)]


def _make_hit(passage: StoredPassage, store: Store, score: float) -> Hit:
    publication = store.record.publications([passage.publication_id])[passage.publication_id]
    return Hit(passage, publication, score, Found(1, 0.5), Found(None, 0.0), 0.5, 0.5)


def places(hits: list[Hit]) -> list[tuple[str, int]]:
    """Return document and number of each hit's best passage."""
    return [(hit.publication.file, hit.passage.ordinal) for hit in hits]


def test_neighbours_become_one(store: Store) -> None:
    """Passages that follow one another are read as one, in their order, where the better one stood."""
    hits = make_hits(store, ("a", 2), ("b", 0), ("a", 1), ("b", 3))
    found = put_together(hits, record=store.record, limit=10)
    assert places(found) == [("a", 2), ("b", 0), ("b", 3)]
    both = store.record.sentences(hits[0].publication.id, first=hits[2].passage.first, last=hits[0].passage.last)
    assert found[0].passage.text == " ".join(sentence.text for sentence in both)
    assert (found[0].passage.id, found[0].score) == (hits[0].passage.id, hits[0].score)
    assert found[0].neighbours == (hits[2].passage.id,)
    assert found[1].neighbours == found[1].alike == ()


def test_no_more_than_a_few_become_one(store: Store) -> None:
    """A long run of passages is parted, so that each part can be read."""
    hits = make_hits(store, *(("a", number) for number in range(5)))
    found = put_together(hits, record=store.record, limit=10)
    assert [len(hit.neighbours) + 1 for hit in found] == [MOST_TOGETHER, 5 - MOST_TOGETHER]


def test_passages_under_different_headings_stay_apart(store: Store) -> None:
    """What stands under another heading is another matter, though it follows."""
    first, second = make_hits(store, ("a", 0), ("a", 1))
    other = replace(second, passage=replace(second.passage, section_path=("Another heading",)))
    assert len(put_together([first, other], record=store.record, limit=10)) == 2


def test_what_says_the_same_is_shown_once(store: Store) -> None:
    """Of two passages with the same words the better one stays, and names the publication of the other."""
    first, second = make_hits(store, ("a", 0), ("b", 4))
    same = replace(second, passage=replace(second.passage, text=first.passage.text.upper()))
    (only,) = put_together([first, same], record=store.record, limit=10)
    assert (only.passage.id, only.alike) == (first.passage.id, (second.publication.id,))


def test_letters_that_differ_in_a_figure_are_both_shown(store: Store) -> None:
    """A text that differs in a number alone is not the same: it may be the number that matters."""
    first, second = make_hits(store, ("a", 0), ("b", 4))
    long = "The region has a link of its own, whom partnerships may write to at any time of the year " * 3
    one, other = (
        replace(hit, passage=replace(hit.passage, text=f"{long} in {year}"))
        for hit, year in ((first, 2031), (second, 2032))
    )
    assert len(put_together([one, other], record=store.record, limit=10)) == 2


def test_as_many_come_as_are_wanted(store: Store) -> None:
    """The limit counts what is shown, not what went into it."""
    hits = make_hits(store, ("a", 0), ("a", 1), ("b", 0), ("b", 3))
    assert len(put_together(hits, record=store.record, limit=2)) == 2
