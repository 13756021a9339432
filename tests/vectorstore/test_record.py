from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import select

from ingest.documents import Letter, Locator, Section, Segment, Speaker, Visibility
from tests.vectorstore.fakes import (
    MODEL,
    HashingEmbedder,
    make_description,
    make_document,
    make_reading,
    make_sentences,
)
from tests.vectorstore.keeping import keep
from vectorstore.catalogue import editions, readings
from vectorstore.digests import text_digest
from vectorstore.errors import DocumentRefused, VectorsMissing
from vectorstore.publications import Coverage, Outcome, PublicationFilter, SentenceRange
from vectorstore.record import Record

PUBLISHED = dt.datetime(2031, 2, 3, tzinfo=dt.UTC)
FIRST, SECOND, THIRD = (dt.datetime(2031, 3, day, 9, 30, tzinfo=dt.UTC) for day in (1, 2, 3))
A = Locator("file", "a.txt")


def history(record: Record) -> list[tuple[dt.datetime, dt.datetime | None]]:
    """Return when each edition began and ended."""
    with record.database.reading() as connection:
        query = select(editions.c.valid_from, editions.c.valid_to).order_by(editions.c.valid_from)
        return [(begun, ended) for begun, ended in connection.execute(query)]


def test_new_document_is_added(record: Record, embedder: HashingEmbedder) -> None:
    """A document that was never seen becomes a publication with all that was known of it."""
    letter = Letter(dt.date(2031, 2, 3), "A. Sender", None, Segment(0, 3, 1), Segment(4, 6), None)
    description = replace(
        make_description("On sleep"),
        speaker=Speaker.PANEL,
        url="https://panel.example/sleep",
        visibility=Visibility.STAFF,
        fictional=True,
        letter=letter,
    )
    document = make_document("a.txt", ["One.", "Two."], description=description)
    (change,) = keep(record, document, embedder=embedder, now=FIRST)
    held = record.publications([change.publication_id])[change.publication_id]
    assert (change.outcome, change.locator) == (Outcome.ADDED, A)
    assert (held.title, held.speaker, held.url, held.letter) == ("On sleep", "panel", description.url, letter)
    assert (held.visibility, held.fictional, held.file) == (Visibility.STAFF, True, "a.txt")
    assert (held.published, held.first_seen) == (dt.date(2031, 2, 3), FIRST)


def test_reading_comes_back_as_it_was_made(record: Record, embedder: HashingEmbedder) -> None:
    """Text, pages, blocks, sentences and passages are those of the reading, with their offsets."""
    document = make_document("a.txt", ["Naïve “words” – 👶.", "Two.", "Three."])
    identity = keep(record, document, embedder=embedder)[0].publication_id
    reading = document.reading
    sentences = record.sentences(identity)
    assert (record.text(identity), record.pages(identity), record.blocks(identity)) == (
        reading.text,
        reading.pages,
        reading.blocks,
    )
    assert [reading.quote(one.segments) for one in sentences] == ["Naïve “words” – 👶.", "Two.", "Three."]
    assert {one.section_path for one in sentences} == {("Part one", "Findings")}
    stored = record.passages(record.wanted_digests())
    assert sorted((one.ordinal, one.first, one.last, one.text) for one in stored.values()) == [
        (0, 0, 1, "Naïve “words” – 👶. Two."),
        (1, 2, 2, "Three."),
    ]
    assert {(one.publication_id, one.section_path) for one in stored.values()} == {(identity, ("Part one", "Findings"))}


def test_same_document_is_unchanged(record: Record, embedder: HashingEmbedder) -> None:
    """A document that is held just as it is changes nothing, not even the count of changes."""
    document = make_document("a.txt", ["One."])
    keep(record, document, embedder=embedder)
    before = (record.state(), record.revision())
    assert [change.outcome for change in keep(record, document, embedder=embedder)] == [Outcome.UNCHANGED]
    assert (record.state(), record.revision()) == before


def test_new_bytes_make_an_edition(record: Record, embedder: HashingEmbedder) -> None:
    """New bytes close the old edition and open a new one of the same publication."""
    (added,) = keep(record, make_document("a.txt", ["One."]), embedder=embedder, now=FIRST)
    (updated,) = keep(record, make_document("a.txt", ["Two."]), embedder=embedder, now=SECOND)
    assert (updated.outcome, updated.publication_id) == (Outcome.UPDATED, added.publication_id)
    assert history(record) == [(PUBLISHED, SECOND), (SECOND, None)]
    assert record.text(added.publication_id) == "Two."


def test_bytes_that_return_make_a_third_edition(record: Record, embedder: HashingEmbedder) -> None:
    """A publication that goes back to its first bytes keeps the history of both, and is found with its own passages."""
    one, two = make_document("a.txt", ["One."]), make_document("a.txt", ["Two."])
    for document, now in ((one, FIRST), (two, SECOND), (one, THIRD)):
        (change,) = keep(record, document, embedder=embedder, now=now)
    assert history(record) == [(PUBLISHED, SECOND), (SECOND, THIRD), (THIRD, None)]
    assert record.text(change.publication_id) == "One."
    found = record.passages(record.wanted_digests())
    assert sorted(passage.text for passage in found.values()) == ["One.", "One.", "Two."]
    latest = record.publications([change.publication_id])[change.publication_id].edition_id
    earlier = {key for key, passage in found.items() if passage.edition_id != latest}
    assert {found[key].text for key in record.repeated(earlier)} == {"One."}


def test_new_reader_makes_a_reading_of_the_same_edition(record: Record, embedder: HashingEmbedder) -> None:
    """A better reader replaces what is searched and makes no edition."""
    (added,) = keep(record, make_document("a.txt", ["One."]), embedder=embedder, now=FIRST)
    before = record.publications([added.publication_id])
    passages = set(record.wanted_digests())
    (updated,) = keep(record, make_document("a.txt", ["One."], version="2"), embedder=embedder, now=SECOND)
    assert updated.outcome is Outcome.UPDATED
    assert record.publications([added.publication_id]) == before
    assert passages.isdisjoint(record.wanted_digests())
    assert set(record.wanted(since=0).ids or ()) == passages | set(record.wanted_digests())


def test_reader_that_returns_finds_its_reading(record: Record, embedder: HashingEmbedder) -> None:
    """A reader version that is put back makes the reading that it made before current again."""
    for version in ("1", "2", "1"):
        keep(record, make_document("a.txt", ["One."], version=version), embedder=embedder)
    with record.database.reading() as connection:
        rows = connection.execute(select(readings.c.reader_version, readings.c.current)).all()
    assert sorted(tuple(row) for row in rows) == [("1", True), ("2", False)]


def test_changed_description_keeps_edition_and_passages(record: Record, embedder: HashingEmbedder) -> None:
    """A new title changes the publication and what is indexed, and neither its edition nor its passages' ids."""
    document = make_document("a.txt", ["One."])
    (added,) = keep(record, document, embedder=embedder)
    before = record.wanted_digests()
    retitled = replace(document, description=replace(document.description, title="Another", letter=Letter(sender="B")))
    (updated,) = keep(record, retitled, embedder=embedder)
    held = record.publications([added.publication_id])[added.publication_id]
    assert (updated.outcome, held.title, held.letter) == (Outcome.UPDATED, "Another", Letter(sender="B"))
    assert before.keys() == record.wanted_digests().keys()
    assert before != record.wanted_digests()
    assert embedder.embedded == ["One."]


def test_withdrawn_publication_keeps_its_text(record: Record, embedder: HashingEmbedder) -> None:
    """What is withdrawn is not counted or listed, and can still be read and found as of a day on which it stood."""
    (added,) = keep(record, make_document("a.txt", ["One."]), embedder=embedder, now=FIRST)
    (gone,) = record.withdraw([A, Locator("file", "unknown")], now=SECOND)
    assert (gone.outcome, gone.publication_id, gone.locator) == (Outcome.WITHDRAWN, added.publication_id, A)
    assert (record.coverage().count, record.current_publications()) == (0, [])
    (stood,) = record.current_publications(PublicationFilter(as_of=FIRST.date()))
    assert (stood.id, stood.stands, stood.stood(FIRST.date()), stood.stood(SECOND.date())) == (
        gone.publication_id,
        False,
        True,
        False,
    )
    assert record.current_publications(PublicationFilter(as_of=SECOND.date())) == []
    assert record.locators_under("file", "") == []
    assert record.publications([added.publication_id])[added.publication_id].status == "withdrawn"
    assert (record.text(added.publication_id), history(record)) == ("One.", [(PUBLISHED, SECOND)])
    assert record.withdraw([A], now=THIRD) == []


def test_withdrawn_publication_that_is_found_again_is_current(record: Record, embedder: HashingEmbedder) -> None:
    """A document that comes back is the same publication in the same edition, searched again."""
    document = make_document("a.txt", ["One."])
    keep(record, document, embedder=embedder, now=FIRST)
    before = (record.wanted_digests(), record.current_publications(), record.revision())
    record.withdraw([A], now=SECOND)
    (change,) = keep(record, document, embedder=embedder, now=THIRD)
    assert change.outcome is Outcome.UPDATED
    assert (record.wanted_digests(), record.current_publications(), record.revision()) == before


def test_superseded_publication_is_searched(record: Record, embedder: HashingEmbedder) -> None:
    """Old text is kept, labelled and searched."""
    keep(record, make_document("a.txt", ["One."], description=make_description(status="superseded")), embedder=embedder)
    assert [publication.status for publication in record.current_publications()] == ["superseded"]
    assert len(record.wanted_digests()) == 1


def test_identity_comes_from_the_place_alone(record: Record, embedder: HashingEmbedder) -> None:
    """Two places with one text and title are two publications, and neither id says anything of them."""
    changes = keep(record, make_document("a.txt", ["One."]), make_document("b.txt", ["One."]), embedder=embedder)
    ids = {change.publication_id for change in changes}
    assert len(ids) == 2
    assert len(record.wanted_digests()) == 2
    other = keep(record, make_document("a.txt", ["Two."], description=make_description("B")), embedder=embedder)
    assert other[0].publication_id in ids


def test_given_identity_is_kept(record: Record, embedder: HashingEmbedder) -> None:
    """A row of a collection is the publication that its id names."""
    (change,) = keep(record, make_document("c.jsonl#q1", ["One."], identity="q1"), embedder=embedder)
    assert change.publication_id == "q1"
    assert record.publications(["q1"])["q1"].title == "A letter"


def test_taken_identity_fails_alone(record: Record, embedder: HashingEmbedder) -> None:
    """A row whose id belongs to another place fails with the reason, and the rows around it are kept."""
    rows = [("c.jsonl#q1", "q1"), ("d.jsonl#q1", "q1"), ("d.jsonl#q2", "q2")]
    documents = [make_document(place, [f"Of {place}."], identity=identity) for place, identity in rows]
    changes = keep(record, *documents, embedder=embedder)
    assert [change.outcome for change in changes] == [Outcome.ADDED, Outcome.FAILED, Outcome.ADDED]
    assert changes[1].reason.startswith("The id 'q1' belongs to c.jsonl#q1 already")
    assert record.text("q1") == "Of c.jsonl#q1."


def test_identity_of_a_withdrawn_publication_can_be_taken_over(record: Record, embedder: HashingEmbedder) -> None:
    """When a collection moves to another file, its rows stay the publications that they were."""
    old, new = Locator("jsonl", "old#q1"), Locator("jsonl", "new#q1")
    keep(record, make_document(old.place, ["One."], identity="q1"), embedder=embedder)
    record.withdraw([old])
    (change,) = keep(record, make_document(new.place, ["One."], identity="q1"), embedder=embedder)
    assert (change.outcome, change.publication_id) == (Outcome.UPDATED, "q1")
    assert record.locators_under("jsonl", "") == [new]


def test_place_keeps_its_identity(record: Record, embedder: HashingEmbedder) -> None:
    """A place whose row names another id than it did fails, and what is held stays."""
    keep(record, make_document("c#1", ["One."], identity="q1"), embedder=embedder)
    (change,) = keep(record, make_document("c#1", ["Two."], identity="q2"), embedder=embedder)
    assert (change.outcome, record.text("q1")) == (Outcome.FAILED, "One.")
    assert "cannot become 'q2'" in change.reason


def test_batch_is_kept_in_whole_or_not_at_all(record: Record, embedder: HashingEmbedder) -> None:
    """A document that the database cannot hold takes its whole batch back."""
    good = make_document("a.txt", ["One."])
    reading = make_reading(["Two."])
    twice = replace(make_document("b.txt", ["Two."]), reading=replace(reading, sentences=reading.sentences * 2))
    with pytest.raises(DocumentRefused):
        keep(record, good, twice, embedder=embedder)
    assert (record.changes(), record.wanted_digests()) == (0, {})


@pytest.mark.parametrize("what", ["text", "title", "place"])
def test_half_a_character_is_refused(record: Record, embedder: HashingEmbedder, what: str) -> None:
    """Text with half of a surrogate pair, which no file can hold, is refused and not an error of the database."""
    place, title, text = (f"{name}{chr(0xD800) if name == what else ''}" for name in ("place", "title", "text"))
    with pytest.raises(DocumentRefused, match="cannot keep"):
        keep(record, make_document(place, [text], description=make_description(title)), embedder=embedder)


def test_document_without_its_vectors_is_not_kept(record: Record) -> None:
    """Whatever is in the record can be indexed: a document comes with the vectors of all its texts."""
    with pytest.raises(VectorsMissing):
        record.keep([make_document("a.txt", ["One."])], vectors={}, model=MODEL)
    assert record.wanted_digests() == {}


def test_document_that_comes_twice_in_a_batch_is_kept_as_it_came_last(
    record: Record, embedder: HashingEmbedder
) -> None:
    """Two states of one place in one batch become two editions, in order."""
    changes = keep(record, make_document("a.txt", ["One."]), make_document("a.txt", ["Two."]), embedder=embedder)
    assert [change.outcome for change in changes] == [Outcome.ADDED, Outcome.UPDATED]
    assert record.text(changes[0].publication_id) == "Two."


def test_vectors_are_kept_once_for_each_text(record: Record, embedder: HashingEmbedder) -> None:
    """Texts that repeat share a vector, which comes back as it was given."""
    keep(record, make_document("a.txt", ["Same.", "Other."]), make_document("b.txt", ["Same."]), embedder=embedder)
    assert sorted(embedder.embedded) == ["Other.", "Same.", "Same. Other."]
    assert record.missing_vectors(["Same.", "New.", "New."], model=MODEL) == ["New."]
    found = record.vectors([text_digest("Same."), text_digest("Other."), text_digest("Same.")], model=MODEL)
    np.testing.assert_array_equal(found, HashingEmbedder().embed(["Same.", "Other.", "Same."]))


def test_vectors_of_another_model_are_missing(record: Record, embedder: HashingEmbedder) -> None:
    """A vector answers for the model that made it alone, and the message says how to make the others."""
    keep(record, make_document("a.txt", ["One.", "Two."]), embedder=embedder)
    assert sorted(record.texts_without_vectors(model="another")) == ["One.", "One. Two.", "Two."]
    with pytest.raises(VectorsMissing, match="panel rebuild"):
        record.vectors([text_digest("One.")], model="another")


def test_ranges_of_sentences_come_in_the_order_asked(record: Record, embedder: HashingEmbedder) -> None:
    """Many ranges of many publications, overlapping ones too, are answered at once, with a vector for each sentence."""
    documents = [make_document(place, make_sentences(place)) for place in ("a", "b", "c")]
    a, b, c = (change.publication_id for change in keep(record, *documents, embedder=embedder))
    asked = [(b, 1, 2), (a, None, 1), (c, 4, None), (b, 2, 3), ("unknown", 0, 1), (a, 5, 9)]
    ranges = [SentenceRange(*one) for one in asked]
    sentences = record.sentence_ranges(ranges)
    assert [[one.ordinal for one in some] for some in sentences] == [[1, 2], [0, 1], [4, 5], [2, 3], [], [5]]
    assert [{one.publication_id for one in some} for some in sentences] == [{b}, {a}, {c}, {b}, set(), {a}]
    for some, vectors in zip(sentences, record.sentence_vectors(ranges, model=MODEL), strict=True):
        np.testing.assert_array_equal(vectors.reshape(-1, 32), HashingEmbedder().embed([one.text for one in some]))


def test_ranges_may_be_many(record: Record, embedder: HashingEmbedder) -> None:
    """More ranges than one statement takes are answered as well."""
    (change,) = keep(record, make_document("a", make_sentences("a")), embedder=embedder)
    found = record.sentence_ranges([SentenceRange(change.publication_id, number % 6, None) for number in range(1500)])
    assert [some[0].ordinal for some in found] == [number % 6 for number in range(1500)]


def test_unknown_publication_is_empty(record: Record) -> None:
    """What is not held is empty or None, and no error."""
    assert (record.text("x"), record.pages("x"), record.blocks("x"), record.sentences("x")) == (None, (), (), ())
    assert (record.publications(["x"]), record.passages(["x"])) == ({}, {})
    assert record.coverage() == Coverage(0, None, None)


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        (PublicationFilter(), ["old", "undated"]),
        (PublicationFilter(kinds=frozenset({"letter"})), ["old"]),
        (PublicationFilter(speakers=frozenset({Speaker.GOVERNMENT})), ["undated"]),
        (PublicationFilter(published_from=dt.date(2020, 1, 1)), ["old"]),
        (PublicationFilter(published_to=dt.date(2019, 12, 31)), []),
        (PublicationFilter(visibilities=frozenset(Visibility)), ["old", "staff", "undated"]),
        (PublicationFilter(visibilities=frozenset()), []),
        (PublicationFilter(kinds=frozenset()), []),
    ],
)
def test_filter_selects(
    record: Record, embedder: HashingEmbedder, wanted: PublicationFilter, places: list[str]
) -> None:
    """Each condition of a filter leaves out what does not meet it; without one, what is public is found."""
    description = make_description()
    descriptions = {
        "old": replace(description, published=dt.date(2020, 1, 1)),
        "staff": replace(description, visibility=Visibility.STAFF),
        "undated": replace(description, kind="report", speaker=Speaker.GOVERNMENT, published=None),
    }
    documents = [make_document(place, [place], description=one) for place, one in descriptions.items()]
    keep(record, *documents, embedder=embedder)
    assert sorted(publication.file for publication in record.current_publications(wanted)) == places


def test_coverage_counts_what_a_person_may_see(record: Record, embedder: HashingEmbedder) -> None:
    """How much was searched, and from when to when, is told for the visibilities asked."""
    public = [replace(make_description(), published=day) for day in (dt.date(2020, 1, 1), dt.date(2021, 1, 1), None)]
    staff = replace(make_description(), published=dt.date(2022, 1, 1), visibility=Visibility.STAFF)
    documents = [make_document(str(n), [str(n)], description=one) for n, one in enumerate([*public, staff])]
    keep(record, *documents, embedder=embedder)
    assert record.coverage() == Coverage(3, dt.date(2020, 1, 1), dt.date(2021, 1, 1))
    assert record.coverage(tuple(Visibility)) == Coverage(4, dt.date(2020, 1, 1), dt.date(2022, 1, 1))


def test_places_are_found_by_their_beginning_letter_for_letter(record: Record, embedder: HashingEmbedder) -> None:
    """A prefix means itself: neither another case nor a wildcard."""
    keep(record, *(make_document(place, [place]) for place in ("a_b/x", "aXb/x", "A_b/x", "a_b/é")), embedder=embedder)
    assert [one.place for one in record.locators_under("file", "a_b/")] == ["a_b/x", "a_b/é"]
    assert record.locators_under("jsonl", "") == []


def test_revision_follows_what_is_searched(record: Record, embedder: HashingEmbedder) -> None:
    """The revision changes with text, description, reader and history, and a record of the same has the same."""
    document = make_document("a.txt", ["One."])
    states = [
        document,
        make_document("a.txt", ["Two."]),
        make_document("a.txt", ["One."], version="2"),
        make_document("a.txt", ["One."], description=make_description("B")),
    ]
    seen = []
    for one in states:
        keep(record, one, embedder=embedder)
        seen.append(record.revision())
    assert len(set(seen)) == 4
    keep(record, states[-1], embedder=embedder)
    assert record.revision() == seen[3]


def test_section_may_be_missing(record: Record, embedder: HashingEmbedder) -> None:
    """A sentence or passage under no section is held all the same."""
    document = make_document("a.txt", ["One."])
    (change,) = keep(record, replace(document, reading=replace(document.reading, sections=())), embedder=embedder)
    assert [one.section_path for one in record.sentences(change.publication_id)] == [()]
    assert [one.section_path for one in record.passages(record.wanted_digests()).values()] == [()]


def test_long_lists_of_ids_are_answered(record: Record, embedder: HashingEmbedder) -> None:
    """Thousands of ids at once are no trouble to either database."""
    (change,) = keep(record, make_document("a.txt", ["One."]), embedder=embedder)
    ids = [str(number) for number in range(40_000)]
    assert list(record.publications([*ids, change.publication_id])) == [change.publication_id]
    assert record.passages(ids) == {}


def test_headings_are_part_of_what_is_indexed(record: Record, embedder: HashingEmbedder) -> None:
    """An entry has title, headings and text, and a digest that changes with each."""
    document = make_document("a.txt", ["One."])
    keep(record, document, embedder=embedder)
    (entry,) = record.entries(record.wanted_digests())
    assert (entry.title, entry.headings, entry.text) == ("A letter", ("Part one", "Findings"), "One.")
    assert record.wanted_digests() == {entry.passage_id: entry.digest}
    other = replace(document.reading, sections=(Section(("Elsewhere",), 0, 4),), reader_version="2")
    keep(record, replace(document, reading=other), embedder=embedder)
    assert entry.digest not in record.wanted_digests().values()
