from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.vectorstore.fakes import HashingEmbedder, make_document, make_sentences
from vectorstore.keeping import keep_documents
from vectorstore.search import Candidate, Found, Hit
from vectorstore.store import Store, open_store
from vectorstore.together import MOST_TOGETHER, put_together

LONG = "The region has a link of its own, whom partnerships may write to at any time of the year, in any way, "
FINDINGS = make_sentences("a", count=10)
HELD = {
    "a": FINDINGS,
    "b": make_sentences("b", count=10),
    "like a": [sentence.upper() for sentence in FINDINGS],
    "2031": [f"{LONG * 3} and that was in 2031."],
    "2032": [f"{LONG * 3} and that was in 2032."],
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds documents of several passages, two sentences each, and some that are nearly alike."""
    with open_store(tmp_path_factory.mktemp("together") / "data", embedder=HashingEmbedder()) as opened:
        keep_documents([make_document(place, sentences) for place, sentences in HELD.items()], store=opened)
        yield opened


def find(store: Store, *places: tuple[str, int]) -> list[Candidate]:
    """Return what a search may find, best first: the n-th passage of a document each."""
    passages = store.record.passages(store.record.wanted_digests()).values()
    owners = store.record.publications(passage.publication_id for passage in passages)
    by_place = {(owners[one.publication_id].file, one.ordinal): one for one in passages}
    found = [(by_place[place], owners[by_place[place].publication_id]) for place in places]
    none = Found(None, 0.0)
    return [
        Candidate(passage.id, passage.section or 0, owner, 1 - number / 100, none, none, 0.5, 0.5)
        for number, (passage, owner) in enumerate(found)
    ]


def places(hits: list[Hit]) -> list[tuple[str, int]]:
    """Return document and number of each hit's best passage."""
    return [(hit.publication.file, hit.passage.ordinal) for hit in hits]


def test_neighbours_become_one(store: Store) -> None:
    """Passages that follow one another are read as one, in their order, where the better one stood."""
    second, _, first, _ = candidates = find(store, ("a", 2), ("b", 0), ("a", 1), ("b", 3))
    found = put_together(candidates, store=store, limit=10)
    assert places(found) == [("a", 2), ("b", 0), ("b", 3)]
    both = store.record.passages([first.passage_id, second.passage_id])
    ends = both[first.passage_id].first, both[second.passage_id].last
    said = store.record.sentences(first.publication.id, first=ends[0], last=ends[1])
    assert found[0].passage.text == " ".join(sentence.text for sentence in said)
    assert (found[0].passage.id, found[0].score) == (second.passage_id, second.score)
    assert found[0].neighbours == (first.passage_id,)
    assert found[1].neighbours == found[1].alike == ()


def test_no_more_than_a_few_become_one(store: Store) -> None:
    """A long run of passages is parted, so that each part can be read."""
    found = put_together(find(store, *(("a", number) for number in range(5))), store=store, limit=10)
    assert [len(hit.neighbours) + 1 for hit in found] == [MOST_TOGETHER, 5 - MOST_TOGETHER]


def test_passages_under_different_headings_stay_apart(store: Store) -> None:
    """What stands under another heading is another matter, though it follows."""
    first, second = find(store, ("a", 0), ("a", 1))
    other = replace(second, section=second.section + 1)
    assert len(put_together([first, other], store=store, limit=10)) == 2


def test_what_says_the_same_is_shown_once(store: Store) -> None:
    """Of two passages with the same words the better one stays, and names the publication of the other."""
    first, same = find(store, ("a", 0), ("like a", 0))
    (only,) = put_together([first, same], store=store, limit=10)
    assert (only.passage.id, only.alike) == (first.passage_id, (same.publication.id,))


def test_letters_that_differ_in_a_figure_are_both_shown(store: Store) -> None:
    """A text that differs in a number alone is not the same: it may be the number that matters."""
    assert len(put_together(find(store, ("2031", 0), ("2032", 0)), store=store, limit=10)) == 2


def test_as_many_come_as_are_wanted(store: Store) -> None:
    """The limit counts what is shown, not what went into it."""
    candidates = find(store, ("a", 0), ("a", 1), ("b", 0), ("b", 3))
    assert len(put_together(candidates, store=store, limit=2)) == 2


def test_what_is_held_no_more_is_left_out(store: Store) -> None:
    """A passage that another machine has just taken away is not shown, and its neighbour is."""
    gone, there, alone = find(store, ("a", 0), ("a", 1), ("b", 0))
    lost = [replace(one, passage_id=one.passage_id.replace("-", "x-")) for one in (gone, alone)]
    (only,) = put_together([lost[0], there, lost[1]], store=store, limit=10)
    assert (only.passage.id, only.neighbours) == (there.passage_id, ())
