from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.answers import Citation
from assistant.citing import cite, join_segments, link, normalise, verify
from assistant.composing import Chosen
from assistant.errors import UnverifiedQuotation
from ingest.documents import Segment
from tests.assistant.builders import LETTER, LINKS, Held, hold

HELD = hold(LINKS)
CUT = "They will not join meetings"


def cite_sentences(held: Held, first: int, last: int) -> Citation:
    """Return the citation of sentences ``first`` to ``last``."""
    return cite(Chosen(held.publication, held.sentences[first : last + 1]), 1, text=held.text)


def check(citation: Citation, *, held: Held = HELD) -> None:
    """Check a citation against its publication."""
    verify(citation, text=held.text, blocks=held.blocks)


def change(citation: Citation, **changed: Any) -> Citation:
    """Return a citation with something changed, its quotation what its segments hold unless it is given."""
    if "segments" in changed and "quote" not in changed:
        changed["quote"] = " ".join(HELD.text[one.start : one.end] for one in changed["segments"])
    return citation.model_copy(update=changed)


def span(words: str) -> Segment:
    """Return where some words stand."""
    start = HELD.text.index(words)
    return Segment(start, start + len(words))


def test_a_citation_holds_the_source_letter_for_letter() -> None:
    """The quotation is the verbatim text between the segments' offsets, and the fields are the publication's."""
    citation = cite_sentences(HELD, 5, 5)
    (segment,) = citation.segments
    assert citation.quote == HELD.text[segment.start : segment.end]
    assert citation.quote.startswith("Link members will visit")
    assert (citation.file, citation.title, citation.published) == ("letter.txt", "A letter", LETTER.published)
    assert (citation.as_at, citation.section, citation.page) == (LETTER.published, ("Regional links",), None)
    check(citation)


def test_a_sentence_cut_by_a_page_number_has_two_segments() -> None:
    """What interrupts a sentence is left out of the quotation, and the rest verifies."""
    citation = cite_sentences(HELD, 6, 6)
    assert [HELD.text[one.start : one.end] for one in citation.segments] == [
        "They will not join\nmeetings unless they are invited on the",
        "same day.",
    ]
    assert citation.quote.endswith("invited on the same day.")
    check(citation)


def test_sentences_with_nothing_between_them_are_one_segment() -> None:
    """Sentences in a row make as few segments as there are contiguous runs on one page."""
    assert len(cite_sentences(HELD, 2, 4).segments) == 1
    assert len(cite_sentences(HELD, 5, 7).segments) == 2
    one, other = (
        replace(HELD.sentences[n], segments=(replace(HELD.sentences[n].segments[0], page=n),)) for n in (2, 3)
    )
    assert len(join_segments([one, other], text=HELD.text)) == 2


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("the  Panel’s\n\n“view” – now", 'the Panel\'s "view" - now', True),
        ("ﬁnding", "finding", True),
        ("safe\u00adguarding", "safeguarding", True),
        ("will not join", "will join", False),
        ("12 days", "21 days", False),
        ("Review", "review", False),
    ],
)
def test_only_spelling_of_signs_is_made_alike(one: str, other: str, alike: bool) -> None:
    """Spaces, dashes, quotation marks, ligatures and soft hyphens do not count; words, numbers and capitals do."""
    assert (normalise(one) == normalise(other)) is alike


@pytest.mark.parametrize(
    ("words", "instead"),
    [("not ", ""), ("unless", "until"), ("same day", "same  days"), ("They", "Thay"), ("join", "join all")],
)
def test_altered_words_are_refused(words: str, instead: str) -> None:
    """A quotation with a word changed, added or taken away is never shown."""
    citation = cite_sentences(HELD, 6, 6)
    with pytest.raises(UnverifiedQuotation, match="differs from its source"):
        check(change(citation, quote=citation.quote.replace(words, instead)))


@pytest.mark.parametrize(
    "segments",
    [
        (),
        (Segment(0, 0),),
        (Segment(0, 1),),
        (Segment(-9, -1),),
        (Segment(5, 3),),
        (Segment(len(HELD.text) - 4, len(HELD.text) + 4),),
    ],
)
def test_segments_outside_the_text_are_refused(segments: tuple[Segment, ...]) -> None:
    """A quotation without a place, or with one that does not exist, is never shown."""
    with pytest.raises(UnverifiedQuotation):
        check(change(cite_sentences(HELD, 5, 5), segments=segments))


def test_moved_segments_are_refused() -> None:
    """Segments that hold other words than the quotation are refused."""
    citation = cite_sentences(HELD, 5, 5)
    moved = tuple(Segment(one.start + 3, one.end + 3) for one in citation.segments)
    with pytest.raises(UnverifiedQuotation, match="differs"):
        check(change(citation, segments=moved, quote=citation.quote))


@pytest.mark.parametrize("words", ["7", "Yours sincerely,", 'signature in black ink that reads "I', "Imogen Testwell"])
def test_what_is_no_text_is_never_quoted(words: str) -> None:
    """Furniture, captions and signatures are refused, though they stand in the source."""
    with pytest.raises(UnverifiedQuotation, match="not part of its text"):
        check(change(cite_sentences(HELD, 5, 5), segments=(span(words),)))


@pytest.mark.parametrize(
    "parts",
    [
        (CUT.replace(" join meetings", ""), "unless they are"),
        ("They will", "join\nmeetings unless"),
        ("Oswin Mockford", "Tobias Notional"),
        ("same day.", "They will not"),
        ("each of the three", "of the three regions"),
    ],
)
def test_words_left_out_or_out_of_order_are_refused(parts: tuple[str, str]) -> None:
    """Nothing that can be quoted may lie between two segments, and they stand in the order of the text."""
    with pytest.raises(UnverifiedQuotation, match="leaves words of its source out"):
        check(change(cite_sentences(HELD, 5, 5), segments=tuple(map(span, parts))))


@pytest.mark.parametrize(
    ("url", "page", "expected"),
    [
        ("https://panel.example/a.pdf", 3, "https://panel.example/a.pdf#page=3"),
        ("https://panel.example/a.PDF#page=1", 3, "https://panel.example/a.PDF#page=3"),
        ("https://panel.example/a.pdf", None, "https://panel.example/a.pdf"),
        ("https://panel.example/a", 3, "https://panel.example/a"),
        (None, 3, None),
    ],
)
def test_a_link_opens_the_page(url: str | None, page: int | None, expected: str | None) -> None:
    """A link to a PDF leads to its page; others stay as they are."""
    assert link(replace(LETTER, url=url), page) == expected
