from __future__ import annotations

import pytest

from assistant.rephrasing.agreeing import Slack, find_objection
from assistant.rephrasing.saying import Sort, read_words
from assistant.rephrasing.tables import read_table


def meanings(text: str, *sorts: Sort) -> list[str]:
    """Return what the words of a text are compared by, of some sorts or of all."""
    return [word.meaning for word in read_words(text) if not sorts or word.sort in sorts]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("twenty-four children", ["24"]),
        ("two hundred and five", ["205"]),
        ("£2.4 million", ["£", "2400000"]),
        ("1,200 and twelve hundred", ["1200", "1200"]),
        ("48% and 48 per cent", ["48", "%", "48", "%"]),
        ("on 9th June 2031", ["9", "jun", "2031"]),
        ("one or two", ["1", "2"]),
        ("0808 is not 808", ["0808", "808"]),
        ("it may start in May 2031", ["may", "2031"]),
        ("2031-32", ["2031", "32"]),
    ],
)
def test_numbers_and_dates_have_one_form(text: str, figures: list[str]) -> None:
    """Digits and words for one number are the same; another number, or a zero in front, is not."""
    assert meanings(text, Sort.FIGURE) == figures


@pytest.mark.parametrize(
    ("one", "other"),
    [("don't", "do not"), ("can't", "cannot"), ("won't", "will not"), ("every year", "yearly"), ("it's", "it is")],
)
def test_shortened_forms_are_written_out(one: str, other: str) -> None:
    """A shortened form is the same as the full one."""
    assert meanings(one) == meanings(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("visits", "visiting", True),
        ("agencies", "agency", True),
        ("processes", "process", True),
        ("visited", "visit", False),
        ("told", "tell", False),
        ("told", "informed", True),
        ("safe", "unsafe", False),
        ("planned", "planning", False),
    ],
)
def test_words_are_compared_without_endings_but_with_their_time(one: str, other: str, same: bool) -> None:
    """Number and person of a word do not count; whether it is past does."""
    first, second = read_words(f"they {one}")[-1], read_words(f"they {other}")[-1]
    assert first.is_like(second) is same


def test_names_are_compared_letter_by_letter() -> None:
    """A name has no endings that could be left off, also where a sentence begins with it."""
    assert find_objection("Adam Fabler was told.", "Adams Fabler was told.", slack=Slack()) is not None
    assert find_objection("They told Adam.", "They told Adams.", slack=Slack()) is not None


def test_a_first_clause_may_come_last() -> None:
    """A condition may stand before or after what it belongs to, but not change sides."""
    source = "If a nurse asks, the school must reply."
    assert find_objection("The school must reply if a nurse asks.", source, slack=Slack()) is None
    assert find_objection("If the school asks, a nurse must reply.", source, slack=Slack()) is not None
    assert find_objection("The school must reply.", source, slack=Slack()) == "leaves out if"


def test_a_whole_clause_may_be_left_out() -> None:
    """A clause without anything that decides may go; a word out of its middle may not."""
    source = "The team wrote a plan, with much care, and sent it to the court."
    assert find_objection("The team wrote a plan and sent it to the court.", source, slack=Slack()) is None
    assert find_objection("The team wrote a plan, with care, and sent it to the court.", source, slack=Slack())


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The Panel and schools must act.", "The Panel says schools must act."),
        ("Oswin Mockford acted for the chair.", "Oswin Mockford acted as the chair."),
        ("The school told the parents of its plan.", "The school told the parents of their plan."),
        ("Schools must tell the police.", "The police and schools must tell."),
        ("They must tell us.", "We must tell them."),
        ("Schools are inspected yearly and nurseries monthly.", "Schools are inspected monthly."),
        (
            "A day nurse, if asked, and a night nurse must write.",
            "A night nurse, if asked, and a day nurse must write.",
        ),
        ("Schools do not have to reply.", "Schools must not reply."),
        ("The team has been told.", "The team has told."),
        ("In 2031 there were 48 reviews and in 2032 64.", "In 2031 there were 64 reviews and in 2032 48."),
        ("Serious incidents must be notified.", "Incidents must be notified."),
        ("Schools must report serious incidents.", "Schools must report incidents."),
    ],
)
def test_a_small_change_that_turns_the_meaning_is_found(source: str, statement: str) -> None:
    """Who does what to whom, what belongs to what, and what is limited to what are compared too."""
    assert find_objection(source, source, slack=Slack()) is None
    assert find_objection(statement, source, slack=Slack()) is not None


def test_no_word_stands_twice_in_the_table() -> None:
    """Lists that would hide one another's words do not share any."""
    table = read_table()
    assert not (table.ignored | table.linking) & table.deciding
    assert table.joining <= table.deciding
