from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

import pytest

from ingest.grouping import group_lines, is_fully_bold
from ingest.lines import Line, RawText
from ingest.looks import Look
from ingest.text import read_text

FULL = "The council of Westhaven wrote to every family in the spring and asked whether anybody had"
BODY = "of the twelve families that had come to Eastfold in the year, nine had never been visited,"


def grouped(text: str) -> list[str]:
    """Return the words of each group of an indented text."""
    raw = read_text(dedent(text).encode())
    return [group.words for group in group_lines(raw, Look.of(raw))]


def printed(*rows: tuple[str, dict[str, float]]) -> list[str]:
    """Return the words of each group of lines with a layout; what is not given is as usual on a page."""
    text, lines = "", []
    for words, given in rows:
        usual = {"page": 1, "size": 12.0, "gap": 1.0, "left": 70.0} | given
        line = Line(len(text), len(text) + len(words), int(usual["page"]), size=usual["size"])
        lines.append(replace(line, gap=usual["gap"], left=usual["left"]))
        text += words + "\n"
    raw = RawText(text, tuple(lines), (0,), laid_out=True)
    return [group.words for group in group_lines(raw, Look.of(raw))]


def test_lines_go_on_over_blank_lines_while_the_sentence_does() -> None:
    """A full line without an end goes on after a blank line, and a sentence that has ended does not."""
    assert grouped(f"{FULL}\n\nbeen told.\n\n{FULL}\n\nbeen asked.\n") == [f"{FULL} been told.", f"{FULL} been asked."]


def test_wrapped_lines_are_one_paragraph_though_sentences_end() -> None:
    """In lines directly under each other, a full line goes on even when a sentence ends with it."""
    first = f"{FULL} left."
    assert grouped(f"{first}\nNobody had.\n\n{first}\n\nNobody had.\n") == [
        f"{first} Nobody had.",
        first,
        "Nobody had.",
    ]


def test_wrapped_lines_go_on_beside_paragraphs_of_one_line() -> None:
    """A line that ends in "the" goes on, also in a text whose other paragraphs are one long line each."""
    long = " ".join([FULL] * 4) + "."
    wrapped = "Let me also put right an omission in the letter of last May, since the\nGovernment has now answered."
    assert grouped(f"{long}\n\n{long}\n\n{wrapped}\n\n{long}\n")[2] == wrapped.replace("\n", " ")


def test_short_lines_that_end_in_a_small_word_do_not_go_on() -> None:
    """A heading such as "What this guidance is for" is not run into the paragraph under it."""
    found = grouped("What this guidance is for\n\nThis guidance is for partners.\n")
    assert found == ["What this guidance is for", "This guidance is for partners."]


def test_an_open_bracket_goes_on() -> None:
    """A line that ends inside brackets goes on with the next one."""
    found = grouped("2. Children out of school (taught at\nHome)\n\nSome are visited.\n")
    assert found == ["2. Children out of school (taught at Home)", "Some are visited."]


@pytest.mark.parametrize("alone", ["Dear Ms Whimsley,", "Yours sincerely,", "14th May 2031", "A signature in blue ink"])
def test_some_lines_stand_alone(alone: str) -> None:
    """Salutations, closings, dates and captions are never run together with their neighbours."""
    assert grouped(f"{FULL}\n{alone}\nand others\n") == [FULL, alone, "and others"]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("this follows from what the Act says there\n47. This is the law.\n", None),
        ("**Bold words**\nand more\n", ["**Bold words**", "and more"]),
        ("A NOTICE TO ALL WHO WORK WITH CHILDREN IN THE REGION OF NORTHMERE\nand elsewhere\n", None),
        ("- one thing\n\nAnother thing\n", ["- one thing", "Another thing"]),
        ("- one thing\nand its end\n", ["- one thing and its end"]),
    ],
)
def test_what_begins_anew(text: str, groups: list[str] | None) -> None:
    """Numbers, bold lines, capitals and what follows a list begin anew."""
    assert grouped(text) == (groups or text.strip().split("\n"))


def test_a_number_that_a_sentence_refers_to_goes_on() -> None:
    """A line that begins with a number by chance, after "section", belongs to its sentence."""
    found = grouped(f"{FULL} been told.\n\n{FULL} read section\n47. It is the law.\n\n{FULL} been asked.\n")
    assert found[1] == f"{FULL} read section 47. It is the law."


def test_furniture_comes_after_the_paragraph_that_it_interrupts() -> None:
    """What stands between the two halves of a paragraph follows it, and the halves are one group."""
    assert grouped(f"{FULL}\n\n7\n\nbeen told.\n") == [f"{FULL} been told.", "7"]


def test_a_wide_gap_begins_a_paragraph() -> None:
    """On a page, a line goes on when it stands close under the one before, whatever the punctuation."""
    assert printed((BODY, {"gap": 0.0}), ("then again.", {}), ("Nobody was.", {}), ("Next.", {"gap": 1.7})) == [
        f"{BODY} then again. Nobody was.",
        "Next.",
    ]


def test_a_sentence_goes_on_over_the_page_with_notes_between() -> None:
    """A footnote at the end of a page comes after the sentence that goes on overleaf, all its lines together."""
    assert printed(
        (BODY, {"gap": 0.0}),
        ("1 See the report, which was printed in the", {"size": 9.0, "gap": 3.0}),
        ("spring of that year.", {"size": 9.0}),
        ("2 See the letter.", {"size": 9.0}),
        ("not even once.", {"page": 2, "gap": 0.0}),
        ("Next.", {"page": 2, "gap": 1.7}),
    ) == [
        f"{BODY} not even once.",
        "1 See the report, which was printed in the spring of that year.",
        "2 See the letter.",
        "Next.",
    ]


def test_small_lines_apart_are_notes_apart() -> None:
    """Small lines with text between them are not one note."""
    small = {"size": 9.0}
    found = printed((BODY, {}), ("see the note", small), ("so it went,", {}), ("and the other", small), ("and on.", {}))
    assert found == [f"{BODY} so it went, and on.", "see the note", "and the other"]


def test_a_sentence_that_has_ended_does_not_go_on_over_the_page() -> None:
    """What stands on the next page after a full stop is another paragraph."""
    assert printed((f"{BODY} never.", {"gap": 0.0}), ("Next.", {"page": 2, "gap": 0.0})) == [f"{BODY} never.", "Next."]


def test_bigger_letters_begin_anew() -> None:
    """Lines of different sizes are no paragraph, but the bold cut of a font may be a little taller."""
    assert len(printed((BODY, {}), ("A heading", {"size": 16.0}), (BODY, {}))) == 3
    assert len(printed((BODY, {}), ("and more", {"size": 12.5}))) == 1


def test_a_line_left_of_the_bullet_is_no_part_of_the_item() -> None:
    """A paragraph close under a list begins anew where it stands further left, unless it goes on in the sentence."""
    assert printed(
        (BODY, {}),
        ("• one thing that matters", {"left": 88.0}),
        ("a great deal", {"left": 106.0}),
        ("Unless it is said otherwise:", {}),
        ("• another, and", {"left": 88.0}),
        ("its end.", {}),
    ) == [
        BODY,
        "• one thing that matters a great deal",
        "Unless it is said otherwise:",
        "• another, and its end.",
    ]


@pytest.mark.parametrize("size", [12.0, 0.0])
def test_a_page_of_short_lines_is_grouped(size: float) -> None:
    """Where no line is long, most lines say what is usual, even when no size was measured."""
    assert printed(("A poster", {"size": size}), ("Second line", {"size": size})) == ["A poster Second line"]


@pytest.mark.parametrize(
    ("words", "bold"),
    [("**Why**", True), ("**Why** now", False), ("**Why** and **how**", False), ("****", False), ("Why", False)],
)
def test_bold_through_and_through(words: str, bold: bool) -> None:
    """Only words with one pair of signs around all of them are bold as a whole."""
    assert is_fully_bold(words) is bold
