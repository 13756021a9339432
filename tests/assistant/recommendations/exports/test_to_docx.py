from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from hypothesis import given
from hypothesis import strategies as st

from assistant.recommendations.entries import Recommendation, ResponseState
from assistant.recommendations.exports.about import ATTRIBUTION
from assistant.recommendations.exports.cells import clean
from assistant.recommendations.exports.to_docx import write_docx
from tests.assistant.recommendations.exports.builders import ABOUT, WORDS, make_entry, make_response


def make(*entries: Recommendation) -> Document:
    """Return the document of some entries, as python-docx reads it."""
    return docx.Document(io.BytesIO(write_docx(entries, about=ABOUT)))


def find(document: Document, style: str) -> list[str]:
    """Return the words of all paragraphs in a style."""
    return [one.text for one in document.paragraphs if one.style and one.style.name == style]


def test_entries_stand_by_publication() -> None:
    """Publications are headings in the order in which they come, and each has its entries under it."""
    other = {"publication_id": "p2", "publication": "Another", "published": None}
    document = make(make_entry(1), make_entry(2, **other), make_entry(3, number=None, title=None))
    headings = [one.text for one in document.paragraphs if one.style and (one.style.name or "").startswith("Heading")]
    assert headings == [
        "Between two doors (fictional sample), 14 May 2032",
        "National recommendation 1.: Ask the child",
        "National recommendation",
        "Another (fictional sample), no date held",
        "National recommendation 2.: Ask the child",
    ]


def test_the_words_are_quoted_as_printed() -> None:
    """The words of an entry are a quotation, and nothing else is in it."""
    assert find(make(make_entry()), "Quote") == [f"“{WORDS}”"]


def test_an_entry_is_told_in_full() -> None:
    """Under the words stand the addressee, the place, the date, the response, the source and the id."""
    assert find(make(make_entry()), "List Bullet") == [
        "Addressed to: the council; police forces",
        "Where: page 12, Part 3 > What we ask",
        "Published: 14 May 2032",
        "Response: no response held",
        "Source: Between two doors (fictional sample), page 12",
        "Id: rec-000001",
    ]


def test_what_is_not_held_is_said() -> None:
    """An entry without addressee, place or date says so, and one to be checked says why."""
    entry = make_entry(addressees=(), page=None, section=(), published=None, uncertain="The end is not clear.")
    found = find(make(entry), "List Bullet")
    assert found[0] == "Addressed to: nobody is named"
    assert "Published: no date held" in found
    assert "To be checked: The end is not clear." in found


def test_a_response_has_its_words_and_date() -> None:
    """What was said of an entry stands with its own quotation, source and date."""
    response = make_response(ResponseState.ACCEPTED, "We accept this.")
    found = find(make(make_entry(status=ResponseState.ACCEPTED, responses=(response,))), "List Bullet")
    assert "Response: accepted: “We accept this.” (A reply, page 2, 5 January 2033)" in found


def test_sources_are_links() -> None:
    """The name of a source leads to its address, and an address that is not of the web is no link."""
    document = make(make_entry(), make_entry(2), make_entry(3, url="javascript:alert(1)"))
    kinds = [one for one in document.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    assert [one.target_ref for one in kinds] == ["https://panel.example/doors#page=12"]
    links = [link for one in document.paragraphs for link in one.hyperlinks]
    assert [link.text for link in links] == ["Between two doors (fictional sample), page 12"] * 2


def test_the_document_says_what_it_is() -> None:
    """It has a title, a language, the revision and the licence."""
    document = make(make_entry())
    words = [one.text for one in document.paragraphs]
    assert document.core_properties.title == find(document, "Title")[0] == "Recommendations"
    assert document.core_properties.language == "en-GB"
    assert "Revision of the record: revision-1" in words
    assert f"Licence: {ATTRIBUTION}" in words


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back(text: str) -> None:
    """Any words are in the document as they are, but for breaks and what XML forbids."""
    assert find(make(make_entry(text=text)), "Quote") == [f"“{clean(text)}”"]


@pytest.mark.parametrize("wide", [0, 300])
def test_the_same_values_give_the_same_bytes(wide: int) -> None:
    """A file made again of the same entries is the same, however many there are."""
    entries = [make_entry(number, published=dt.date(2031, 1, 1)) for number in range(wide)]
    assert write_docx(entries, about=ABOUT) == write_docx(entries, about=ABOUT)
