"""All people, numbers and most places here are invented."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.personal.recognising import Finding, Kind, find_personal_data
from tests.assistant.personal.numbers import insurance_numbers, nhs_numbers, phones, postcodes, pupil_numbers
from tests.conftest import ROOT

VALUES = {
    Kind.NHS_NUMBER: nhs_numbers(),
    Kind.NATIONAL_INSURANCE: insurance_numbers(),
    Kind.UPN: pupil_numbers(),
    Kind.PHONE: phones(),
    Kind.POSTCODE: postcodes().filter(lambda one: one.lower() not in ("sw1a 2aa", "sw1a 0aa")),
    Kind.EMAIL: st.from_regex(r"zog\.[a-z]{3,8}@[a-z]{3,8}\.example", fullmatch=True),
    Kind.DATE_OF_BIRTH: st.dates().map(lambda day: f"dob {day:%d/%m}/20{day:%y}"),
}
SENTENCES = st.sampled_from(
    [
        "The details are {} for this one.",
        "{} – what next?",
        "What should we do about\n{}",
        "learning on neglect ({})",
        "See page 12, paragraph 4.1, 2021: {}; thanks",
    ]
)


@given(st.data())
def test_whatever_is_given_to_one_person_is_found_with_its_span(data: st.DataObject) -> None:
    """A number, address or date of any kind in an ordinary sentence is the one finding, from its first to its last."""
    kind = data.draw(st.sampled_from(list(VALUES)))
    value, sentence = data.draw(VALUES[kind]), data.draw(SENTENCES)
    start = sentence.index("{}")
    text = sentence.format(value)
    assert find_personal_data(text) == (Finding(kind, start, start + len(value)),)


YEAR = st.integers(1989, 2035).map(str)
REFERENCES = st.one_of(
    YEAR,
    st.builds("{}-{}".format, YEAR, YEAR),
    st.builds("{}/{}".format, YEAR, st.integers(10, 99)),
    st.builds("{} to {}".format, YEAR, YEAR),
    st.builds("section {}".format, st.integers(1, 120)),
    st.builds("s{}".format, st.integers(1, 120)),
    st.builds("paragraph {}.{}".format, st.integers(1, 30), st.integers(1, 40)),
    st.builds("pages {}-{}".format, st.integers(1, 200), st.integers(1, 200)),
    st.builds("page {}".format, st.integers(1, 400)),
    st.builds("chapter {}".format, st.integers(1, 12)),
    st.builds("{} per cent".format, st.integers(1, 100)),
    st.builds("recommendation {}".format, st.integers(1, 30)),
    st.builds("URN {}".format, st.integers(100000, 150000)),
    st.builds("children aged {} to {}".format, st.integers(1, 9), st.integers(10, 17)),
    st.builds("under {} months".format, st.integers(2, 24)),
    st.builds("Year {}".format, st.integers(1, 13)),
)
WORDS = st.sampled_from(
    ["compare", "the annual report", "and", "what does it say in", "figures for", "see", "on neglect", "with"]
)


@given(st.lists(st.tuples(WORDS, REFERENCES), min_size=1, max_size=6))
def test_questions_of_years_and_references_hold_nothing(parts: list[tuple[str, str]]) -> None:
    """Years, ranges, sections, pages and age groups, in any order and number, are nobody's."""
    assert find_personal_data(" ".join(f"{word} {reference}" for word, reference in parts)) == ()


@given(st.lists(YEAR, min_size=1, max_size=12), st.sampled_from([" ", ", ", "-", "/", " and ", "; "]))
def test_years_in_a_row_hold_nothing(years: list[str], between: str) -> None:
    """However many years are compared, and whatever stands between them, they are no number of anybody."""
    assert find_personal_data("compare " + between.join(years)) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Who does Jo Bloggs link to?",
        "Zog Bloggs's letter of 8 March 2021 to the East Midlands",
        "compare annual report 2021 2022",
        "the 2018-2019 and 2020/21 annual reports",
        "the Bradford national review 2022",
        "Child Q in Hackney",
        "babies under 12 months in the South West",
        "16 and 17 year olds",
        "Is it 0800 1111 or 0808 800 5000? Or 999, 101, 111?",
        "What is the mailbox of the Panel?",
        "ISBN 978-1-5286-3380-5",
        "s47 2b of the Act",
        "Who lives at 10 Downing Street?",
        "Working Together 2018 Road map",
        "I have a 10-week-old on my caseload with a bruise, dad says he rolled off the sofa.",
    ],
)
def test_general_questions_hold_nothing(question: str) -> None:
    """Names, dates, years, publications, age groups and helplines are let through."""
    assert find_personal_data(question) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\uff10\uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13", (0, 12)),
        ("tel 07700\u200b900\u200b123!", (4, 17)),
        ("tel 07700\u2003900\u2011123", (4, 17)),
    ],
)
def test_tricks_hide_no_number(text: str, found: tuple[int, int]) -> None:
    """Wide figures, odd spaces and dashes, and what cannot be seen are read; offsets are those of the text as given."""
    assert find_personal_data(text) == (Finding(Kind.PHONE, *found),)


def test_one_place_is_one_finding_and_a_combination_may_hold_it() -> None:
    """A date of birth within a combination is told as well; ten digits of a telephone number are no NHS number."""
    text = "Zog Bloggs, dob 1/2/2026, of 3 High Street had a bruise; 01204 62345"
    kinds = [finding.kind for finding in find_personal_data(text)]
    assert sorted(kinds) == ["date_of_birth", "identifying_combination", "phone", "street_address"]


@given(st.text(max_size=200))
def test_any_text_may_be_looked_at(text: str) -> None:
    """Whatever the text, each finding lies in it and is not empty."""
    assert all(0 <= finding.start < finding.end <= len(text) for finding in find_personal_data(text))


def test_a_question_without_numbers_loads_no_library() -> None:
    """Neither the tables of telephone numbers nor those of numbers of a state are loaded before they are needed."""
    code = (
        "import sys; from assistant.personal.recognising import find_personal_data as find; find('What is neglect?'); "
        "print(sorted({'phonenumbers', 'stdnum'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
