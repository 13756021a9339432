from __future__ import annotations

import pytest

from ingest.documents import BlockKind
from ingest.sentences import split_sentences
from tests.ingest.builders import quotes, read, texts


@pytest.mark.parametrize(
    "text",
    [
        "The council wrote. | Nobody answered! | Why not?",
        "See para. 4 of the report. | It is short.",
        "It is in Art. 8, e.g. on p. 3, and in no. 12. | There is more.",
        "She lives in St. Example. | He does too.",
        "The review (see below. it is long) began. | It ended.",
        "1. That the Ministry agrees. | That is all.",
        "“Nobody came.” | That was in May.",
        "The cost was £3.50 in 2031.",
        "1 May; 2 June: both were free.",
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str) -> None:
    """Abbreviations, numbers, quotations and small letters end no sentence."""
    parts = text.split(" | ")
    whole = " ".join(parts)
    assert [whole[start:end].strip() for start, end in split_sentences(whole)] == parts


def test_signs_without_letters_are_no_sentence() -> None:
    """Dots and dashes belong to the sentence that they follow."""
    text = "Nobody came. … – The end."
    assert [text[a:b] for a, b in split_sentences(text) if not any(c.isalnum() for c in text[a:b])] == []
    assert split_sentences("") == [(0, 0)]


def test_a_sentence_cut_by_a_page_break_has_two_segments() -> None:
    """A sentence goes on after the page number that interrupts it, and quotes nothing of it."""
    reading = read("""
        We would rather have five good pages in our hands by the end of that month than twelve

        4

        dull ones. That is all.
    """)
    first, second = reading.sentences[:2]
    assert (
        first.text
        == "We would rather have five good pages in our hands by the end of that month than twelve dull ones."
    )
    assert len(first.segments) == 2
    assert reading.quote(first.segments) == first.text
    assert second.text == "That is all."
    assert "4" not in "".join(quotes(reading))


def test_markup_is_quoted_and_not_searched() -> None:
    """Small raised letters, links and bold signs are in the verbatim words and not in the text that is searched."""
    reading = read("""
        We wrote on 14<sup>th</sup> May to [the **Ministry**](https://panel.example/ministry) about _this_.
    """)
    assert texts(reading) == ["We wrote on 14th May to the Ministry about this."]
    assert quotes(reading) == [
        "We wrote on 14<sup>th</sup> May to [the **Ministry**](https://panel.example/ministry) about _this_."
    ]


def test_furniture_captions_and_signatures_are_no_sentences() -> None:
    """What must not be quoted makes no sentence."""
    reading = read("""
        Dear partners,

        The links are as follows, and they will be looked at in June.

        7

        Yours sincerely,

        A signature in blue ink

        Imogen Testwell, Chair
    """)
    assert texts(reading) == ["Dear partners,", "The links are as follows, and they will be looked at in June."]


def test_every_item_of_a_list_knows_its_introduction() -> None:
    """All sentences of a list point to the line before it, over furniture, and what follows the list does not."""
    reading = read("""
        Before the list. The review asks three things:

        - Who knew? And since when?

        7

        - Who was told?

        Nobody was told.
    """)
    assert [(s.text, s.lead_in) for s in reading.sentences] == [
        ("Before the list.", None),
        ("The review asks three things:", None),
        ("- Who knew?", 1),
        ("And since when?", 1),
        ("- Who was told?", 1),
        ("Nobody was told.", None),
    ]


def test_a_heading_introduces_a_list_under_it() -> None:
    """A list right under a heading is introduced by the heading, and one at the very beginning by nothing."""
    under = read("# Lines of enquiry\n\n- Who knew?\n- Who was told?\n")
    assert [s.lead_in for s in under.sentences] == [None, 0, 0]
    assert [s.lead_in for s in read("- Who knew?\n- Who was told?\n").sentences] == [None, None]
    assert [s.lead_in for s in read("Dear partners,\n\n- Who knew?\n").sentences] == [None, None]


def test_headings_dates_and_salutations_are_whole() -> None:
    """Two sentences in a heading are one sentence of the reading."""
    reading = read("# Why now? Because it matters.\n\n9 June 2031\n\nDear Ms Whimsley,\n")
    assert texts(reading) == ["Why now? Because it matters.", "9 June 2031", "Dear Ms Whimsley,"]
    assert [s.kind for s in reading.sentences] == [BlockKind.HEADING, BlockKind.DATE_LINE, BlockKind.SALUTATION]


def test_a_long_sentence_is_cut_at_a_pause() -> None:
    """A sentence beyond the limit is cut behind a semicolon, else a comma, else at a space, and loses no word."""
    semicolons = "one two, three; four five, six; seven eight, nine; ten."
    commas = "one two three, four five six, seven eight nine."
    spaces = "one two three four five six seven eight nine ten eleven."
    parts = {text: texts(read(text, most_tokens=13)) for text in (semicolons, commas, spaces)}
    assert parts[semicolons] == ["one two, three;", "four five, six;", "seven eight, nine; ten."]
    assert parts[commas] == ["one two three, four five six,", "seven eight nine."]
    assert parts[spaces] == ["one two three four five six seven eight", "nine ten eleven."]


def test_a_word_beyond_the_limit_is_cut_anywhere() -> None:
    """Signs without a space between them are cut where the limit is."""
    assert texts(read("a" + "+" * 19, most_tokens=12)) == ["a++++++", "+++++++", "++++++"]


def test_a_very_long_sentence_is_read_quickly() -> None:
    """A text without any end of a sentence is cut into parts of which each is as long as allowed."""
    parts = texts(read("word " * 20_000, most_tokens=102))
    assert {len(part.split()) for part in parts[:-1]} == {75}
    assert sum(len(part.split()) for part in parts) == 20_000
