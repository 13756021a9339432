from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.recommendations.matching import assign_ids, in_order
from ingest.documents import Segment
from ingest.recommendations.entries import Entry, EntryKind
from vectorstore.entries import StoredEntry

NOON = dt.datetime(2032, 5, 4, 12, tzinfo=dt.UTC)
LONG = "The Home Office should work with all police forces so that every child who goes missing is asked why"
WORDS = st.lists(st.sampled_from(["police", "schools", "should", "ask", "share", "now"]), min_size=1, max_size=9)


def make_entry(text: str, start: int = 0, *, kind: EntryKind = EntryKind.NATIONAL) -> Entry:
    """Return an entry that stands at a place."""
    return Entry(kind, text, (Segment(start, start + len(text), 1),))


def store(entry: Entry, identity: str, *, ordinal: int = 0, reading: str = "r1", found: bool = True) -> StoredEntry:
    """Return an entry as the record holds it."""
    return StoredEntry(
        id=identity,
        publication_id="p1",
        reading_id=reading,
        version="1",
        found=found,
        ordinal=ordinal,
        kind=str(entry.kind),
        text=entry.text,
        segments=entry.segments,
        first_seen=NOON,
        changed=NOON,
    )


def assign(new: Sequence[Entry], held: Sequence[StoredEntry], reading: str = "r1") -> list[str]:
    """Return the ids of entries, in the order in which they are printed."""
    return assign_ids(in_order(new), held, publication_id="p1", reading_id=reading)


def follow(new: Sequence[Entry], held: Sequence[StoredEntry], reading: str = "r1") -> list[StoredEntry]:
    """Return what the record holds once these entries were found: those that were not stay, and are gone."""
    ids = assign(new, held, reading)
    rows = [
        store(one, identity, ordinal=place, reading=reading)
        for place, (one, identity) in enumerate(zip(in_order(new), ids, strict=True))
    ]
    return rows + [replace(one, found=False) for one in held if one.id not in ids]


entries = st.builds(
    lambda words, start, kind: make_entry(" ".join(words), start, kind=kind),
    WORDS,
    st.integers(0, 60),
    st.sampled_from(EntryKind),
)
documents = st.lists(entries, max_size=7)
histories = st.lists(st.tuples(documents, st.sampled_from(["r1", "r2"])), max_size=4)


def held_after(history: Sequence[tuple[Sequence[Entry], str]]) -> list[StoredEntry]:
    """Return what the record holds after what was found at several times."""
    held: list[StoredEntry] = []
    for new, reading in history:
        held = follow(new, held, reading)
    return held


@given(histories, documents)
def test_finding_the_same_again_changes_nothing(
    history: Sequence[tuple[Sequence[Entry], str]], new: Sequence[Entry]
) -> None:
    """Whatever was there before, what is found twice in a row has the same ids the second time."""
    held = follow(new, held_after(history))
    again = follow(new, held)
    assert sorted(again, key=repr) == sorted(held, key=repr)


@given(histories, documents, st.randoms(use_true_random=False))
def test_the_order_of_what_comes_in_changes_no_id(
    history: Sequence[tuple[Sequence[Entry], str]], new: Sequence[Entry], draw: object
) -> None:
    """Entries, and what is held, get the same ids in whatever order they come."""
    held = held_after(history)
    mixed, held_mixed = list(new), list(held)
    draw.shuffle(mixed)  # type: ignore[attr-defined]
    draw.shuffle(held_mixed)  # type: ignore[attr-defined]
    assert assign(mixed, held_mixed) == assign(new, held)


@given(histories, documents)
def test_no_two_entries_share_an_id(history: Sequence[tuple[Sequence[Entry], str]], new: Sequence[Entry]) -> None:
    """Each id belongs to one entry, also to one that is gone."""
    ids = [one.id for one in follow(new, held_after(history))]
    assert len(ids) == len(set(ids))


@given(histories, documents)
def test_no_id_is_lost(history: Sequence[tuple[Sequence[Entry], str]], new: Sequence[Entry]) -> None:
    """Whatever is found, every id that was there stays, and with it what was decided of it."""
    held = held_after(history)
    assert {one.id for one in held} <= {one.id for one in follow(new, held)}


@given(documents)
def test_what_comes_back_has_its_id_again(new: Sequence[Entry]) -> None:
    """Entries that are gone and are found again have the ids they had."""
    first = follow(new, [])
    back = follow(new, follow([], first))
    assert sorted(back, key=repr) == sorted(first, key=repr)


def test_an_id_is_made_of_publication_and_words() -> None:
    """The same words have another id in another publication, the same with other white space, and a number if taken."""
    one, spaced = make_entry("Police should ask."), make_entry("Police  should\nask.")
    (here,) = assign([one], [])
    (there,) = assign_ids([one], [], publication_id="p2", reading_id="r1")
    twice = assign([one, replace(one, segments=(Segment(900, 918),))], [])
    assert (assign([spaced], []), here != there) == ([here], True)
    assert (twice[0], len(set(twice))) == (here, 2)


def test_the_same_words_are_the_same_entry() -> None:
    """Words that moved, in another reading, keep their id, though another entry now stands where they did."""
    old = [store(make_entry("Police should ask.", 0), "a"), store(make_entry("Schools should tell.", 100), "b")]
    new = [make_entry("Schools should tell.", 0), make_entry("Police  should ask.", 100)]
    assert assign(new, old, "r2") == ["b", "a"]


def test_what_overlaps_is_the_same_entry() -> None:
    """An entry that is read with more or fewer words keeps its id, when more than half of the shorter is in both."""
    old = [store(make_entry(LONG, 100), "a")]
    assert assign([make_entry(LONG[:40], 100)], old) == ["a"]
    assert assign([make_entry(f"We recommend this. {LONG}", 81)], old) == ["a"]
    assert assign([make_entry("Another thing entirely is asked.", 100 + len(LONG) - 10)], old) != ["a"]
    assert assign([make_entry(LONG[:40], 100)], old, "r2") != ["a"]


def test_nearly_the_same_words_are_the_same_entry() -> None:
    """A word put right in a new edition keeps the id; a recommendation of the same pattern to another does not."""
    old = [store(make_entry(LONG, 100), "a")]
    corrected = make_entry(LONG.replace("all police", "every police"), 7)
    another = make_entry("The Home Office should work with all police forces so that knives are sold to nobody", 7)
    assert assign([corrected], old, "r2") == ["a"]
    assert assign([another], old, "r2") != ["a"]


def test_the_better_match_has_the_id() -> None:
    """Of two entries like one that is held, the one with its very words has its id, and each takes one at most."""
    old = [store(make_entry(LONG, 0), "a")]
    near = make_entry(LONG.replace("asked", "told"), 0)
    ids = assign([near, make_entry(LONG, 500)], old)
    assert (ids[1], ids[0] != "a") == ("a", True)


def test_what_is_found_comes_before_what_is_gone() -> None:
    """Where the same words are held twice, an entry has the id of the one that was found last."""
    old = [store(make_entry(LONG), "a", found=False), store(make_entry(LONG), "b")]
    assert assign([make_entry(LONG)], old) == ["b"]
