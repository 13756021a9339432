from __future__ import annotations

import pytest

from ingest.cleaned import Cleaned, clean
from ingest.documents import Segment


def clean_all(text: str, *, skips: tuple[tuple[int, int], ...] = ()) -> Cleaned:
    """Return the words of a text that is one segment."""
    return clean(text, [Segment(0, len(text))], skips=skips)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a  home\u00a0\tvisit \n\n was made", "a home visit was made"),
        (" \n a visit \n ", "a visit"),
        ("a ﬁrst oﬃcer", "a first officer"),
        ("safe\u00adguarding", "safeguarding"),
        ("multi-\nagency work", "multi-agency work"),
        ("multi- \r\n  agency work", "multi-agency work"),
        ("multi-\n\nagency work", "multi-agency work"),
        ("multi- agency work", "multi- agency work"),
        ("the 2031-\n32 year", "the 2031- 32 year"),
        ("waited -\nthen left", "waited - then left"),
        ("½ of the £5 “cases” – no…", "½ of the £5 “cases” – no…"),
    ],
)
def test_words_are_cleaned(text: str, words: str) -> None:
    """Spaces are collapsed, ligatures opened, soft hyphens left out and words joined at a line's last hyphen."""
    assert clean_all(text).text == words


def test_each_letter_knows_its_place() -> None:
    """Every cleaned character other than a space stands in the source at the offset that is kept for it."""
    text = "The  of\ufb01ce of the multi-\n agency  team\n\nmet."
    cleaned = clean_all(text)
    assert len(cleaned.offsets) == len(cleaned.text)
    found = [text[offset] for letter, offset in zip(cleaned.text, cleaned.offsets, strict=True) if letter != " "]
    assert "".join(found).replace("\ufb01\ufb01", "\ufb01") == "".join(text.split())


def test_marks_are_left_out() -> None:
    """What is skipped is no word, and what touches it from both sides is one word."""
    assert clean_all("14<sup>th</sup> May", skips=((2, 7), (9, 15))).text == "14th May"


def test_segments_are_joined_by_a_space() -> None:
    """Words of two segments are apart, also where the source has nothing but furniture between them."""
    cleaned = clean("one 7 two", [Segment(0, 3, 1), Segment(6, 9, 2)])
    assert cleaned.text == "one two"
    assert cleaned.segments(0, 7) == (Segment(0, 3, 1), Segment(6, 9, 2))
    assert cleaned.segments(4, 7) == (Segment(6, 9, 2),)


def test_spaces_around_words_are_not_quoted() -> None:
    """The segments of a stretch begin and end with its words."""
    cleaned = clean_all("One.  Two.  Three.")
    assert cleaned.segments(4, 10) == (Segment(6, 10),)


def test_marks_around_words_are_quoted() -> None:
    """The signs of bold text that touch the words belong to the quotation."""
    text = "Stop. **Look now.** Listen."
    cleaned = clean_all(text, skips=((6, 8), (17, 19)))
    (segment,) = cleaned.segments(6, 15)
    assert text[segment.start : segment.end] == "**Look now.**"


def test_a_mark_belongs_to_the_word_before_it() -> None:
    """The number of a footnote is quoted with the sentence that it follows, and not with the next one."""
    text = "One.12 Two."
    cleaned = clean_all(text, skips=((4, 6),))
    assert cleaned.text == "One. Two."
    assert cleaned.segments(0, 4) == (Segment(0, 6),)
    assert cleaned.segments(5, 9) == (Segment(7, 11),)


def test_a_mark_between_two_words_belongs_to_the_first() -> None:
    """Where a mark touches words on both sides, two sentences still share no character."""
    cleaned = clean_all("One.**Two.", skips=((4, 6),))
    assert cleaned.segments(0, 4) == (Segment(0, 6),)
    assert cleaned.segments(4, 8) == (Segment(6, 10),)


def test_a_mark_that_touches_nothing_belongs_to_the_word_before_it() -> None:
    """A mark between spaces is quoted with what it follows, at the end of the text too."""
    cleaned = clean_all("One. 12 Two. 13 ", skips=((5, 7), (13, 15)))
    assert cleaned.segments(0, 4) == (Segment(0, 7),)
    assert cleaned.segments(5, 9) == (Segment(8, 15),)


def test_marks_before_the_first_word_belong_to_it() -> None:
    """Where nothing stands before, all marks are quoted with the first word."""
    assert clean_all("> ** One.", skips=((0, 2), (2, 4))).segments(0, 4) == (Segment(0, 9),)


@pytest.mark.parametrize(("start", "end"), [(3, 4), (0, 0), (7, 7)])
def test_nothing_has_no_place(start: int, end: int) -> None:
    """A stretch without words has no segments, and asking for them is an error."""
    with pytest.raises(ValueError, match="no place"):
        clean_all("one two").segments(start, end)


def test_nothing_but_marks_and_spaces_is_no_text() -> None:
    """A segment of spaces and marks has no words."""
    assert clean_all(" ** \n", skips=((1, 3),)).text == ""
    assert clean("", []).text == ""
