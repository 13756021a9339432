from __future__ import annotations

import pytest

from assistant.asking import (
    asked_values,
    asks_about_dates,
    asks_about_today,
    asks_for_learning,
    asks_for_list,
    compares,
    goes_over_time,
    missing_facts,
    named_months,
    signs,
)


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Give me the full list of link members.", True),
        ("What are the reasons for moving?", True),
        ("Name all of the regions.", True),
        ("What three steps come first?", True),
        ("Within five working days of what?", False),
        ("Who chairs the Panel?", False),
    ],
)
def test_a_whole_list_is_recognised(question: str, wants: bool) -> None:
    """A question in the plural, or with the word, asks for a whole list; one about a length of time does not."""
    assert asks_for_list(question) is wants


@pytest.mark.parametrize(
    ("question", "today"),
    [("Who is the current chair?", True), ("What is in force today?", True), ("Who was in the chair?", False)],
)
def test_a_question_about_today_is_recognised(question: str, today: bool) -> None:
    """Words for the present are noticed, for a document tells of its own day."""
    assert asks_about_today(question) is today


@pytest.mark.parametrize(
    ("question", "dates"),
    [
        ("When did the Minister reply?", True),
        ("Was that later than partners had been told?", True),
        ("What did the Panel write about bruises?", False),
    ],
)
def test_a_question_about_dates_is_recognised(question: str, *, dates: bool) -> None:
    """Who asks when, or what came first, may be answered by the date of a letter alone."""
    assert asks_about_dates(question) is dates


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How much does a visit cost?", ["amount of money"]),
        ("How many working days do we have?", ["length of time", "number"]),
        ("What percentage were babies?", ["percentage"]),
        ("Who leads the review?", ["person"]),
        ("Where do I send the form?", ["place"]),
        ("What happens where a form is lost?", []),
        ("Which department answers letters?", ["body"]),
        ("Who is responsible for the form?", ["person", "body"]),
        ("What does the review say?", []),
        ("What did the Panel decline to publish?", ["refusal"]),
        ("What if a parent refuses a visit?", []),
    ],
)
def test_the_type_of_value_is_read_from_the_question(question: str, names: list[str]) -> None:
    """A question tells which types of value an answer must hold."""
    assert [value.name for value in asked_values(question)] == names


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("learning on burns in toddlers", True),
        ("Key messages about handovers", True),
        ("What learning is there about moving house?", True),
        ("What have reviews said about weekends?", True),
        ("what can we learn from last year", True),
        ("anything on what reviews learned about dogs", True),
        ("Can we run a local learning review?", False),
        ("learning disabilities and transport", False),
        ("What does it say about the form?", False),
        ("When did they learn of it?", False),
    ],
)
def test_a_question_for_learning_is_recognised(question: str, *, wants: bool) -> None:
    """Whoever asks for learning wants some points; whoever names a learning review, or one fact, does not."""
    assert asks_for_learning(question) is wants


@pytest.mark.parametrize(
    ("question", "does", "goes_on"),
    [
        ("What is the difference between a visit and a call?", True, False),
        ("Rapid review v full review?", True, False),
        ("How has the plan changed since May?", False, True),
        ("Set out the history of the pilot.", False, True),
        ("What does the pilot do?", False, False),
        ("Do different rules apply to colleges?", False, False),
    ],
)
def test_a_comparison_and_a_change_are_recognised(question: str, *, does: bool, goes_on: bool) -> None:
    """Words that set things side by side, and words for how something went on, are told apart."""
    assert (compares(question), goes_over_time(question)) == (does, goes_on)


@pytest.mark.parametrize(
    ("question", "months"),
    [
        ("What did the March 2021 letter say?", {(2021, 3)}),
        ("Compare the March and May 2021 letters.", {(2021, 3), (2021, 5)}),
        ("Between June 2031 and January 2032?", {(2031, 6), (2032, 1)}),
        ("What may we do in 2021?", set()),
        ("Who wrote in 2021?", set()),
    ],
)
def test_months_that_a_question_names(question: str, months: set[tuple[int, int]]) -> None:
    """Months count with the year after them, several before one year as well; a year alone names none."""
    assert named_months(question) == months


@pytest.mark.parametrize(
    ("question", "held", "missing"),
    [
        ("What happened in Larkshire in 2032?", "Trials in Larkshire ended in 2031.", ["2032"]),
        ("What did Northmere do?", "The north did nothing.", ["Northmere"]),
        ("Larkshire did what? Eastfold said so.", "", []),
        ("what did the minister for northmere do", "", []),
        ("Who is Eastfold’s link, or Midvale's?", "Eastfold – Tobias Notional", ["Midvale"]),
    ],
)
def test_facts_that_are_nowhere_are_named(question: str, held: str, missing: list[str]) -> None:
    """Years and names of a question that no evidence mentions are named; a first word may be no name."""
    assert missing_facts(question, held) == missing


def test_every_table_can_be_read() -> None:
    """The tables compile, and each type of value has a name of its own."""
    names = [value.name for value in signs().values]
    assert len(names) == len(set(names)) > 0
