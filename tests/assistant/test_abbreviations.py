from __future__ import annotations

from itertools import combinations

import pytest

from assistant.abbreviations import Abbreviation, find_abbreviations, is_abbreviation, is_shouted, read_abbreviations
from assistant.wording import find_printed_words
from assistant.words import Terms

ALL = sorted(read_abbreviations().values(), key=lambda one: one.short)


def expand(question: str, terms: Terms) -> list[str]:
    """Return what is searched as well, in the question's order."""
    return [one.searched for one in find_abbreviations(question, terms=terms)]


LEAD = "designated safeguarding lead"


@pytest.mark.parametrize(
    "question", ["Who is the DSL?", "who is the dsl", "the DSLs' role", "dsls", "the DSL's role", "DSL, then"]
)
def test_an_abbreviation_is_searched_in_full(terms: Terms, question: str) -> None:
    """In capitals or small letters, in singular or plural, a sure abbreviation brings what it stands for."""
    assert expand(question, terms) == [LEAD]


@pytest.mark.parametrize(
    "question",
    [
        "Who is the designated safeguarding lead?",
        "Designated Safeguarding Leads",
        "a designated\nsafeguarding lead's role",
        "multi-agency referral form",
        "multi agency referral forms",
        "children in need",
        "a child’s in a director of children’s services' care",
    ],
)
def test_what_is_said_in_full_is_searched_short(terms: Terms, question: str) -> None:
    """The long form of a sure abbreviation brings the short one, which only the index of words can use."""
    (found,) = find_abbreviations(question, terms=terms)
    assert found.in_print
    assert found.searched in {"DSL", "MARF", "CIN", "DCS"}


def test_both_forms_bring_nothing_new(terms: Terms) -> None:
    """Where a question has the short form, its long one does not bring it again."""
    assert expand("the designated safeguarding lead (DSL)", terms) == [LEAD]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What must be on the SCR?", []),
        ("Which staff checks must be on the SCR?", ["single central record"]),
        ("Which SCRs were published after a child died?", ["serious case review"]),
        ("Was staff recruitment part of the SCR published in May?", []),
        ("What is CP?", []),
        ("CP plans", ["child protection"]),
        ("CP for a disabled child", ["cerebral palsy"]),
        ("the cp file of a pupil who moves", ["child protection"]),
        ("who has PR", []),
        ("does a stepdad have PR", ["parental responsibility"]),
        ("DA", []),
        ("a DA adviser to the Minister", []),
        ("mothers who are victims of DA", ["domestic abuse"]),
        ("ICO and the data breach", ["Information Commissioner's Office"]),
        ("an ICO made by the court", ["interim care order"]),
        ("when is a RR due", []),
        ("when is a RR due after a notification", ["rapid review"]),
    ],
)
def test_what_has_several_meanings_needs_another_word(terms: Terms, question: str, found: list[str]) -> None:
    """An abbreviation with several meanings is expanded only when words beside it decide for one of them."""
    assert expand(question, terms) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("what does the SEND code say", ["special educational needs and disabilities"]),
        ("what does the send code say", ["special educational needs and disabilities"]),
        ("who do I send it to", []),
        ("WHO DO I SEND IT TO", []),
        ("SEND", ["special educational needs and disabilities"]),
        ("what does the ToR say", ["terms of reference"]),
        ("climb the tor", []),
        ("mash the potatoes", []),
        ("a mash referral", ["multi-agency safeguarding hub"]),
        ("mats", []),
        ("MATs", ["multi-academy trust"]),
    ],
)
def test_what_is_a_word_needs_capitals(terms: Terms, question: str, found: list[str]) -> None:
    """What is an English word in small letters is an abbreviation only in capitals, or beside a word that decides."""
    assert expand(question, terms) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("KCSIE2025", ["Keeping children safe in education 2025"]),
        ("KCSIE 2025", ["Keeping children safe in education"]),
        ("WT2018", ["Working Together to Safeguard Children 2018"]),
        ("GPS", []),
        ("GPs", ["general practitioner"]),
        ("does it act on a car", []),
        ("1989", []),
        ("", []),
    ],
)
def test_other_words_stay(terms: Terms, question: str, found: list[str]) -> None:
    """A year may follow at once; what only looks like a plural, and ordinary words, bring nothing."""
    assert expand(question, terms) == found


def test_a_question_in_capitals_shouts() -> None:
    """Some words without a small letter tell nothing by their capitals; a single abbreviation does."""
    assert is_shouted("WHAT IS A RAPID REVIEW")
    assert not is_shouted("LADO")
    assert not is_shouted("What is a RAPID REVIEW")


@pytest.mark.parametrize(
    ("word", "known"), [("DSL", True), ("dsls", True), ("Cp", True), ("XQZ", False), ("send", True), ("s", False)]
)
def test_known_abbreviations_are_told(word: str, *, known: bool) -> None:
    """A word of the table is known whatever its case, also where it is not expanded."""
    assert is_abbreviation(word) is known


@pytest.mark.parametrize("one", ALL, ids=[one.short for one in ALL])
def test_every_abbreviation_is_usable(terms: Terms, one: Abbreviation) -> None:
    """Sure ones lead both ways; each other meaning has words beside it, and no word decides for two meanings."""
    if one.sure:
        (long,) = one.meanings
        assert expand(one.short, terms) == expand(one.short.lower(), terms) == [long]
        assert expand(long, terms) == [one.short]
        return
    beside = [set(terms(" ".join(words))) for words in one.meanings.values()]
    assert all(beside)
    assert not any(first & second for first, second in combinations(beside, 2))


def test_no_abbreviation_stands_in_two_tables() -> None:
    """What the table of plain words has, this one has not."""
    assert not [one.short for one in ALL if any(found.why == "wording" for found in find_printed_words(one.short))]
