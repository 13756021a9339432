from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from ingest.documents import Locator, Note
from tests.vectorstore.fakes import HashingEmbedder, make_description, make_document
from tests.vectorstore.keeping import keep
from vectorstore.entries import Extraction, Source, StoredCount, StoredDecision, StoredEntry
from vectorstore.record import Record
from vectorstore.register import EntryTables

NOON = dt.datetime(2032, 5, 4, 12, tzinfo=dt.UTC)
LATER = NOON + dt.timedelta(days=30)
TEXTS = ("The Home Office should act.", "Schools should ask.", "Nothing else is asked.")


@pytest.fixture
def tables(record: Record) -> EntryTables:
    """The tables of the register, in a record of each kind of database."""
    return EntryTables(record.database)


def hold(record: Record, *texts: str, place: str = "a.txt", **described: Any) -> str:
    """Keep a document with these sentences, and return the id of its publication."""
    description = replace(make_description(), **described)
    document = make_document(place, texts or TEXTS, description=description)
    return keep(record, document, embedder=HashingEmbedder(), now=NOON)[0].publication_id


def read(tables: EntryTables, identity: str) -> Source:
    """Return what the register of a publication is made from."""
    source = tables.read(identity)
    assert source
    return source


def extract(source: Source, names: Sequence[str] = ("e1", "e2"), *, version: str = "1", **given: Any) -> Extraction:
    """Return an extraction whose entries are the first sentences of a publication, with these names."""
    entries = tuple(
        StoredEntry(
            id=f"{source.publication.id}-{name}",
            publication_id=source.publication.id,
            reading_id=source.reading_id,
            version=version,
            ordinal=ordinal,
            kind="national recommendation",
            text=sentence.text,
            number=str(ordinal + 1),
            addressees=("the Home Office",),
            bodies=("home_office",),
            section=("Part one", "Findings"),
            segments=sentence.segments,
            also_at=((sentence.segments, ("Summary",)),),
            topics=("neglect",),
            first_seen=NOON,
            changed=NOON,
        )
        for ordinal, (name, sentence) in enumerate(zip(names, source.reading.sentences, strict=False))
    )
    return Extraction(version, entries, **given)


def fill(tables: EntryTables, identity: str, **given: Any) -> Source:
    """Put the entries of a publication into the register."""
    source = read(tables, identity)
    assert tables.keep(source, extract(source, **given), now=NOON)
    return source


def test_a_reading_comes_back_whole(record: Record, tables: EntryTables) -> None:
    """What is read back equals what the reader made: text, pages, labels, blocks, sections, sentences, notes."""
    document = make_document("a.txt", ["Naïve “words” – 👶.", *TEXTS])
    reading = replace(document.reading, labels=("iv",), notes=(Note(2, 3, 1),))
    identity = keep(record, replace(document, reading=reading), embedder=HashingEmbedder())[0].publication_id
    source = read(tables, identity)
    assert source.reading == reading
    assert (source.locator, source.publication) == (Locator("file", "a.txt"), record.publications([identity])[identity])


def test_what_is_new_changed_or_read_otherwise_is_behind(record: Record, tables: EntryTables) -> None:
    """A publication is behind until its entries are made, and again when it or the version becomes another."""
    first, second = hold(record), hold(record, place="b.txt")
    before = tables.behind("1")
    fill(tables, first)
    fill(tables, second)
    assert (before, tables.behind("1"), tables.behind("2")) == (sorted([first, second]), [], sorted([first, second]))
    hold(record, place="b.txt", title="Another title")
    assert tables.behind("1") == [second]


def test_entries_come_back_as_they_were_kept(record: Record, tables: EntryTables) -> None:
    """Every field of an entry is kept, and what is listed says the same with the edition it stands in."""
    identity = hold(record)
    source = read(tables, identity)
    counts = (
        StoredCount(identity, 0, source.reading_id, 4, "four recommendations", source.reading.sentences[0].segments),
    )
    made = extract(source, counts=counts)
    assert tables.keep(source, made, now=NOON)
    again, loaded = read(tables, identity), tables.load()
    assert (again.entries, again.counts) == (made.entries, counts)
    assert [one.id for one in loaded.entries] == [f"{identity}-e1", f"{identity}-e2"]
    for one, kept in zip(loaded.entries, made.entries, strict=True):
        assert all(getattr(one, name) == getattr(kept, name) for name in set(one._fields) & {*StoredEntry.__slots__})
        assert (one.edition_id, one.decision) == (record.publications([identity])[identity].edition_id, None)
    assert loaded.counts == ((counts[0], loaded.entries[0].edition_id),)


def test_the_same_again_does_not_change_the_record(record: Record, tables: EntryTables) -> None:
    """Entries that are made anew and are the same leave the record's count of changes and its revision alone."""
    identity = hold(record)
    fill(tables, identity)
    before = (record.changes(), record.revision())
    source = read(tables, identity)
    assert tables.keep(source, extract(source), now=LATER)
    assert (record.changes(), record.revision()) == before


def test_another_version_or_entry_changes_the_revision(record: Record, tables: EntryTables) -> None:
    """What is found by another version of the extractor, or is otherwise, is another state of the record."""
    identity = hold(record)
    seen = [record.revision()]
    for given in ({}, {"version": "2"}, {"version": "2", "names": ("e1",)}, {"version": "2", "problem": "It broke."}):
        fill(tables, identity, **given)
        seen.append(record.revision())
    assert len(set(seen)) == len(seen)


def test_an_entry_that_is_gone_keeps_its_row(record: Record, tables: EntryTables) -> None:
    """What is not found any more is listed no more; its row is there, and can be found again."""
    identity = hold(record)
    source = fill(tables, identity)
    made = extract(source)
    gone = replace(made, entries=(made.entries[0], replace(made.entries[1], found=False)))
    assert tables.keep(read(tables, identity), gone, now=LATER)
    assert [one.id for one in tables.load().entries] == [made.entries[0].id]
    assert (tables.find(made.entries[1].id), len(read(tables, identity).entries)) == (None, 2)
    assert tables.keep(read(tables, identity), made, now=LATER)
    assert len(tables.load().entries) == 2


def test_what_changed_meanwhile_is_not_overwritten(record: Record, tables: EntryTables) -> None:
    """Entries made from a publication, or beside a decision, that has become another since are not written."""
    identity = hold(record)
    source = read(tables, identity)
    hold(record, title="Another title")
    assert not tables.keep(source, extract(source), now=NOON)
    source = fill(tables, identity)
    late = read(tables, identity)
    assert tables.decide(StoredDecision(f"{identity}-e1", "accepted", NOON), reading_id=source.reading_id)
    assert not tables.keep(late, extract(late, names=("e1",)), now=NOON)
    assert len(tables.load().entries) == 2


def test_what_is_taken_down_is_not_listed(record: Record, tables: EntryTables) -> None:
    """The entries of a publication that was taken down are not listed, and their rows stay."""
    identity = hold(record)
    fill(tables, identity)
    record.withdraw([Locator("file", "a.txt")])
    assert tables.load().entries == ()
    assert len(read(tables, identity).entries) == 2


def test_a_problem_is_told(record: Record, tables: EntryTables) -> None:
    """Of a publication in which nothing could be looked for, it is told why."""
    identity = hold(record)
    fill(tables, identity, names=(), problem="It broke.")
    assert (tables.load().problems, tables.behind("1")) == ({identity: "It broke."}, [])


def test_a_decision_is_kept_replaced_and_taken_back(record: Record, tables: EntryTables) -> None:
    """The last decision of an entry counts, each changes the revision, and taking it back brings the old one back."""
    identity = hold(record)
    source = fill(tables, identity)
    entry = f"{identity}-e1"
    before = record.revision()
    edited = StoredDecision(entry, "edited", NOON, {"kind": "position"}, source.reading.sentences[0].segments, "why")
    for decision in (StoredDecision(entry, "accepted", NOON), edited):
        assert tables.decide(decision, reading_id=source.reading_id)
        listed = tables.find(entry)
        assert listed
        assert listed.decision == decision
        assert record.revision() != before
    assert (tables.undo(entry), tables.undo(entry), record.revision()) == (True, False, before)


def test_a_decision_moves_with_its_words(record: Record, tables: EntryTables) -> None:
    """Where edited words stand is brought up to date with the entries, and the decision itself stays."""
    identity = hold(record)
    source = fill(tables, identity)
    edited = StoredDecision(f"{identity}-e1", "edited", NOON, {"text": "x"}, source.reading.sentences[0].segments)
    assert tables.decide(edited, reading_id=source.reading_id)
    source = read(tables, identity)
    moved = replace(edited, segments=None)
    assert tables.keep(source, extract(source, version="2", decisions=(moved,)), now=LATER)
    assert read(tables, identity).decisions == (moved,)


def test_nothing_is_decided_of_what_is_not_found(record: Record, tables: EntryTables) -> None:
    """An entry that is not there, is gone or was read otherwise since it was seen cannot be decided."""
    identity = hold(record)
    fill(tables, identity)
    before = record.changes()
    assert not tables.decide(StoredDecision("none", "accepted", NOON), reading_id="r")
    assert not tables.decide(StoredDecision(f"{identity}-e1", "accepted", NOON), reading_id="another")
    assert record.changes() == before
