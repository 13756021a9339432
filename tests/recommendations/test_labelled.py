from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from ingest.describing import tables
from ingest.documents import Speaker
from tests.recommendations.documents import (
    FOLDER,
    Document,
    is_frozen,
    print_section,
    print_text,
    read_documents,
    squeeze,
)

KEYS = [
    *("title", "kind", "published", "speaker", "fictional"),
    *("blocks", "entries", "counts", "near_misses", "responses"),
]
NATIONAL, LOCAL, TO_THE_PANEL = "national recommendation", "local recommendation", "recommendation to the Panel"
KINDS = {
    *(NATIONAL, LOCAL, TO_THE_PANEL),
    *("learning point", "reflective question", "invitation", "position", "government response"),
}
STATES = {
    *("accepted", "accepted in principle", "partly accepted", "not accepted"),
    *("under consideration", "implemented", "none"),
}

each_document = pytest.mark.parametrize("document", read_documents().values(), ids=read_documents())


def list_pieces(entry: dict[str, Any]) -> list[str]:
    """Return the runs of words that an entry is printed in, mostly one."""
    pieces: list[str] = entry.get("parts", [entry["text"]])
    return pieces


def list_all(what: str, *, frozen: bool | None = None) -> list[dict[str, Any]]:
    """Return what is listed under that key in all documents, or in the frozen or the other ones alone."""
    wanted = [one for name, one in read_documents().items() if frozen in (None, is_frozen(name))]
    return [row for document in wanted for row in document[what]]


@each_document
def test_a_document_is_fictional_and_of_a_known_kind(document: Document) -> None:
    """Each file has the agreed keys, says that it is fictional, and is of a kind and by a speaker of the project."""
    assert list(document) == KEYS
    assert document["fictional"] is True
    assert document["kind"] in tables().names
    assert Speaker(document["speaker"])
    assert dt.date(2030, 1, 1) <= document["published"] <= dt.date(2034, 12, 31)


@each_document
def test_every_labelled_text_is_printed(document: Document) -> None:
    """Entries, near misses, counts and what is said of a recommendation stand in the document word for word."""
    labelled = [
        *(piece for entry in document["entries"] for piece in list_pieces(entry)),
        *(near["text"] for near in document["near_misses"]),
        *(words for count in document["counts"] for words in (count["words"], count["of"])),
        *(words for response in document["responses"] for words in (response["said"], response["of_text"])),
    ]
    printed = print_text(document)
    assert [words for words in labelled if not words or squeeze(words) not in printed] == []


@each_document
def test_an_entry_stands_under_its_headings(document: Document) -> None:
    """Every piece of an entry is printed under its section, and one printed twice also under the other heading."""
    places = [
        (piece, heading)
        for entry in document["entries"]
        for piece in list_pieces(entry)
        for heading in (entry["section"], *filter(None, [entry["also_at"]]))
    ]
    astray = [(piece, heading) for piece, heading in places if piece not in print_section(document, heading)]
    assert astray == []
    assert all(entry["section"] != entry["also_at"] for entry in document["entries"] if entry["also_at"])


@each_document
def test_an_entry_is_labelled_in_full(document: Document) -> None:
    """Kinds are known, parts make up the text, and number, title and addressees are printed, capitals aside."""
    printed = print_text(document).casefold()
    for entry in document["entries"]:
        assert entry["kind"] in KINDS
        assert " ".join(list_pieces(entry)) == entry["text"]
        named = [*filter(None, [entry["number"], entry["title"]]), *entry["addressees_named"]]
        assert [name for name in named if name.casefold() not in printed] == []


@each_document
def test_nothing_is_both_an_entry_and_a_near_miss(document: Document) -> None:
    """No near miss overlaps an entry, no text is labelled twice as an entry, and each near miss says why it is none."""
    pieces = [piece for entry in document["entries"] for piece in list_pieces(entry)]
    near = [one["text"] for one in document["near_misses"]]
    assert [one for one in near if any(one in piece or piece in one for piece in pieces)] == []
    assert len(set(pieces)) == len(pieces)
    assert all(one["why"] for one in document["near_misses"])


def test_a_response_is_about_an_entry_of_an_earlier_document() -> None:
    """Each response has a known state and names an entry of a document that was published before it."""
    documents = read_documents()
    for document in documents.values():
        for response in document["responses"]:
            about = documents[response["of_document"]]
            assert response["state"] in STATES
            assert response["of_entry"] in [entry["text"] for entry in about["entries"]]
            assert about["published"] < document["published"]


def test_a_government_says_what_becomes_of_a_recommendation() -> None:
    """What is labelled as a government response is also listed as what is said of a recommendation, by a government."""
    for document in read_documents().values():
        said = {response["said"] for response in document["responses"]}
        answers = {entry["text"] for entry in document["entries"] if entry["kind"] == "government response"}
        assert answers == (said if document["speaker"] == "government" else set())


def test_every_state_is_said() -> None:
    """Each state that a response can have is met at least once."""
    assert {response["state"] for response in list_all("responses")} == STATES


def test_what_was_looked_at_is_as_large_as_it_says() -> None:
    """The files that were looked at are 88, with 554 entries, 1,115 near misses, 51 counts and 58 responses."""
    sizes = [
        sum(not is_frozen(name) for name in read_documents()),
        *(len(list_all(what, frozen=False)) for what in ("entries", "near_misses", "counts", "responses")),
    ]
    assert sizes == [88, 554, 1115, 51, 58]


def test_at_least_a_fifth_was_never_read() -> None:
    """Of a hundred entries and near misses at least 20 are in files that are frozen still."""
    for what in ("entries", "near_misses"):
        assert len(list_all(what, frozen=True)) / len(list_all(what)) >= 0.20


def test_every_kind_is_on_both_sides() -> None:
    """Frozen files and the others each hold at least two entries of every kind."""
    for frozen in (True, False):
        kinds = Counter(entry["kind"] for entry in list_all("entries", frozen=frozen))
        assert set(kinds) == KINDS
        assert min(kinds.values()) >= 2


def test_most_recommendations_have_no_number() -> None:
    """As in real reports, more recommendations are printed without a number than with one, frozen or not."""
    for frozen in (True, False):
        made = [one for one in list_all("entries", frozen=frozen) if one["kind"] in (NATIONAL, LOCAL, TO_THE_PANEL)]
        assert sum(one["number"] is None for one in made) > len(made) / 2


def test_the_readme_names_the_sizes() -> None:
    """The README of the set states how much was looked at, and how much is frozen."""
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    sizes = {False: (88, 554, 1115), True: (22, 163, 429)}
    for frozen, (documents, entries, near) in sizes.items():
        assert f"{documents} documents with {entries} entries and {near} near misses" in told
        assert sum(is_frozen(name) is frozen for name in read_documents()) >= documents
        assert len(list_all("entries", frozen=frozen)) >= entries
        assert len(list_all("near_misses", frozen=frozen)) >= near
