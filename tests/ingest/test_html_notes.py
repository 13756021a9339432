from __future__ import annotations

import re

import pytest

from ingest.lines import RawText
from ingest.notes import find_notes
from ingest.structure import find_blocks
from tests.ingest.pages import blocks, read

GOVUK = (
    "<h2>Scope<sup id='fnref:1'><a href='#fn:1' class='govuk-link' rel='footnote'>[footnote 1]</a></sup></h2>"
    "<p>We met<sup id='fnref:2'><a href='#fn:2' class='govuk-link' rel='footnote'>[footnote 2]</a></sup> in May.</p>"
    "<div class='footnotes' role='doc-endnotes'><h2>Notes</h2><ol>"
    "<li id='fn:1'><p>In the north. <a href='#fnref:1' class='govuk-link' role='doc-backlink'>↩</a></p></li>"
    "<li id='fn:2'><p>All of us.</p><p>In the hall. <a href='#fnref:2' role='doc-backlink'>↩</a></p></li></ol></div>"
)
WORD = (
    "<p>We met<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1' title=''><span><span>[1]</span></span></a>"
    " in May<a href='#_ftn2' name='_ftnref2'>[2]</a>.</p><div style='mso-element:footnote-list'><hr>"
    "<div style='mso-element:footnote' id=ftn1>"
    "<p><a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> All of us.</div>"
    "<div id=ftn2><p><a href='#_ftnref2' name='_ftn2'>[2]</a> In the hall.</p></div></div><p>After."
)


def tied(raw: RawText) -> list[tuple[str, str]]:
    """Return each mark as printed in the text, and the words of the note that it leads to."""
    found = find_blocks(raw)
    notes = [(raw.text[note.start : note.end], found[note.block].segments[0]) for note in find_notes(raw, found)]
    return [(mark, raw.text[place.start : place.end]) for mark, place in notes]


def test_notes_of_govuk_are_tied_as_they_are_printed() -> None:
    """A mark printed as "[footnote 1]" keeps its brackets, is not searched, and leads to the note of its fragment."""
    raw = read(GOVUK)
    assert blocks(raw) == [
        ("heading", "Scope[footnote 1]"),
        ("", "We met[footnote 2] in May."),
        ("heading", "Notes"),
        ("footnote", "1. In the north."),
        ("footnote", "2. All of us."),
        ("footnote", "In the hall."),
    ]
    assert tied(raw) == [("[footnote 1]", "1. In the north."), ("[footnote 2]", "2. All of us.")]
    assert [raw.text[start:end] for start, end in raw.skips] == ["[footnote 1]", "[footnote 2]"]


@pytest.mark.parametrize("page", [WORD, re.sub("style='mso[^']*'", "", WORD)], ids=["whole", "filtered"])
def test_notes_of_word_are_tied(page: str) -> None:
    """Pages that Word saved have their notes, with the styles of Word or without."""
    raw = read(page)
    assert blocks(raw) == [
        ("", "We met[1] in May[2]."),
        ("footnote", "[1] All of us."),
        ("footnote", "[2] In the hall."),
        ("", "After."),
    ]
    assert tied(raw) == [("[1]", "[1] All of us."), ("[2]", "[2] In the hall.")]


@pytest.mark.parametrize(
    ("call", "printed", "note"),
    [
        ("<sup>[<a href=#n1 id=r1>1</a>]</sup>", "[1]", "<p id=n1>1 The note. <a href=#r1>Back</a>"),
        ("<a href=#n1 id=r1><sup>1</sup></a>", "1", "<p><a name=n1 href=#r1>1.</a> The note."),
        ("<sup><a href=#n1>*</a></sup>", "*", "<p id=n1>* The note."),
        ("<a role=doc-noteref href=#n1>1</a>", "1", "<aside role=doc-footnote id=n1>1 The note.</aside>"),
        ("<sup><a href=#cite_note-x-7 id=cite_ref-x>7</a></sup>", "7", "<ol start=7><li id=cite_note-x-7>The note."),
    ],
)
def test_notes_are_told_by_where_their_marks_lead(call: str, printed: str, note: str) -> None:
    """Whatever a page calls its notes, a raised mark makes a note of what it leads to, and is tied to it."""
    raw = read(f"<main><p>We met{call}.</p><p>On.</p>{note}")
    (found,) = tied(raw)
    assert (found[0], "The note." in found[1]) == (printed, True)
    assert ("", f"We met{printed}.") in blocks(raw)
    assert not any("Back" in words for _, words in blocks(raw))


def test_notes_are_tied_by_fragment_and_not_by_what_is_printed() -> None:
    """A mark whose note a list numbers otherwise leads to the note that its fragment names."""
    raw = read(
        "<p>We<sup><a href=#fn:b>b</a></sup> met<sup><a href=#fn:a>a</a></sup>.<ol class=footnotes>"
        "<li id=fn:a>First.<li id=fn:b>Second.</ol>"
    )
    assert tied(raw) == [("b", "2. Second."), ("a", "1. First.")]


def test_links_to_sections_are_no_marks() -> None:
    """A link of a page's contents, and one to a paragraph, are words like any other."""
    raw = read(
        "<p><a href=#s1>1</a> <a href='#notes'>Notes</a> <a href=#s1>part 1</a><h2 id=s1>One</h2><p id=notes>Text"
    )
    assert blocks(raw) == [("", "1 Notes part 1"), ("heading", "One"), ("", "Text")]
    assert not raw.references
