from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.correspondence import link_letters
from ingest.documents import Answered, Letter, Said
from ingest.letters import find_letter
from ingest.readings import make_reading
from ingest.text import read_text
from tests.conftest import ROOT
from tests.ingest.builders import limits, read
from tests.ingest.letter_facts import BODY, PANEL

JUNE = dt.date(2031, 6, 17)
ASKED = Letter(
    sent=JUNE,
    sender="Agatha Whimsley",
    recipient="Panel",
    sender_role=Said("Director", ()),
    direction="to_panel",
    subject=Said("Fires in hostels and hotels", ()),
)
WORDS = Said("Thank you for your letter of 17 June 2031", ())
ANSWER = Letter(
    sent=dt.date(2031, 7, 1),
    sender="Imogen Testwell",
    recipient="Ms Whimsley",
    direction="from_panel",
    replies_to=(Answered(WORDS, JUNE, Said("17 June 2031", ())),),
)


def linked(*letters: Letter) -> list[tuple[str, str]]:
    """Return which of some letters, counted from a, answers which."""
    found = link_letters([(chr(ord("a") + place), letter) for place, letter in enumerate(letters)])
    return [(reply.letter, reply.answers) for one in found for reply in one.replies]


def answering(answered: Answered) -> Letter:
    """Return the answer with other words on what it answers."""
    return replace(ANSWER, replies_to=(answered,))


def test_an_answer_is_linked_by_date_and_names() -> None:
    """The letter of the date that an answer names, between the same two, is the one that is answered, in date order."""
    (found,) = link_letters([("answer", ANSWER), ("asked", ASKED)])
    assert found.letters == ("asked", "answer")
    assert [(one.letter, one.answers, one.reason) for one in found.replies] == [("answer", "asked", WORDS)]
    assert found.doubts == ()


@pytest.mark.parametrize(
    "asked",
    [
        replace(ASKED, sent=dt.date(2031, 6, 18)),
        replace(ASKED, sent=None),
        replace(ASKED, sent=dt.date(2031, 8, 1)),
        replace(ASKED, direction="from_panel"),
        replace(ASKED, direction=None, sender="Petra Makebelieve"),
    ],
)
def test_what_speaks_against_a_link_forbids_it(asked: Letter) -> None:
    """Another date, none, a later one, the same direction, or nobody known in common: no link."""
    assert link_letters([("a", asked), ("b", ANSWER)]) == ()


def test_a_day_without_a_year_is_the_last_one() -> None:
    """A day and month without a year mean the last such day before the answer."""
    answer = answering(Answered(WORDS, None, Said("17 June", ())))
    year_before = replace(ASKED, sent=dt.date(2030, 6, 17))
    assert linked(year_before, ASKED, answer) == [("c", "b")]
    assert linked(year_before, answer) == []


def test_without_a_date_writer_reader_and_subject_must_agree() -> None:
    """An answer that names no date is linked only when writer, reader and subject all say so."""
    about = Said("the fires in hostels for families", ())
    asked = replace(ASKED, recipient="Imogen Testwell")
    assert linked(asked, answering(Answered(WORDS, about=about))) == [("b", "a")]
    assert linked(asked, answering(Answered(WORDS))) == []
    assert linked(asked, answering(Answered(WORDS, about=Said("swift reviews", ())))) == []
    assert linked(ASKED, answering(Answered(WORDS, about=about))) == []


def test_a_named_writer_must_be_the_sender() -> None:
    """When an answer names who wrote, a letter by another is not the one; an office or an organisation may be named."""
    dated = ANSWER.replies_to[0]
    assert linked(ASKED, answering(replace(dated, writer=Said("Agatha Whimsley", ())))) == [("b", "a")]
    assert linked(ASKED, answering(replace(dated, writer=Said("the Director", ())))) == [("b", "a")]
    assert linked(ASKED, answering(replace(dated, writer=Said("Petra Makebelieve", ())))) == []
    assert linked(ASKED, answering(replace(dated, writer=Said("your predecessor", ())))) == [("b", "a")]


def test_an_ambiguous_answer_stays_apart_and_says_so() -> None:
    """Where two letters fit equally well none is taken, and both are named."""
    (found,) = link_letters([("a", ASKED), ("b", replace(ASKED, subject=None)), ("c", ANSWER)])
    assert (found.letters, found.replies) == (("c",), ())
    assert [(one.letter, one.may_answer, one.reason) for one in found.doubts] == [("c", ("a", "b"), WORDS)]


def test_the_letter_that_fits_better_is_no_ambiguity() -> None:
    """Of two letters of the same day, the one written by who is now greeted is the one that is answered."""
    assert linked(replace(ASKED, sender="Petra Makebelieve"), ASKED, ANSWER) == [("c", "b")]


def test_answers_to_answers_are_one_correspondence() -> None:
    """Letters that are linked through others stand together, in date order; other letters stand nowhere."""
    third = replace(
        ASKED,
        sent=dt.date(2031, 8, 1),
        replies_to=(Answered(WORDS, ANSWER.sent, Said("1 July 2031", ())),),
    )
    (found,) = link_letters([("c", third), ("b", ANSWER), ("a", ASKED), ("x", replace(ASKED, sent=None))])
    assert found.letters == ("a", "b", "c")
    assert [(one.letter, one.answers) for one in found.replies] == [("b", "a"), ("c", "b")]


def test_no_letters_have_no_correspondence() -> None:
    """Without letters, or without answers, there is none."""
    assert link_letters([]) == link_letters([("a", ASKED)]) == ()


def test_letters_as_they_are_read_are_linked() -> None:
    """Two letters that were read from their texts are linked by their own words."""
    asked = read(f"Agatha Whimsley\nDirector, Pretend Families Trust\n\n17 June 2031\n\nDear Ms Testwell,\n\n{BODY}\n")
    answer = read(f"""\
        {PANEL}

        1 July 2031

        Dear Agatha,

        Thank you for your letter of 17 June. {BODY}

        Yours sincerely,

        Imogen Testwell
        Chair
    """)
    letters = {"asked": find_letter(asked), "answer": find_letter(answer)}
    (found,) = link_letters([(name, letter) for name, letter in letters.items() if letter])
    assert found.letters == ("asked", "answer")
    assert answer.quote(found.replies[0].reason.at) == "Thank you for your letter of 17 June"


def test_the_sample_letters() -> None:
    """Of the fictional samples, the Minister's reply answers the Panel's notice, and nothing else is linked."""
    read_letters = [(path.stem, _letter(path)) for path in _samples()]
    found = link_letters([(name, letter) for name, letter in read_letters if letter is not None])
    assert [one.letters for one in found] == [("letter-2031-01-14-new-review", "letter-2031-02-27-minister-reply")]
    assert not any(one.doubts for one in found)


def _samples() -> list[Path]:
    return sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in {".txt", ".md"})


def _letter(path: Path) -> Letter | None:
    return find_letter(make_reading(read_text(path.read_bytes()), reader="text", limits=limits()))
