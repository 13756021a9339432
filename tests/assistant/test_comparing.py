from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Citation
from assistant.citing import cite
from assistant.comparing import MOST, set_side_by_side
from assistant.composing import Chosen
from tests.assistant.builders import hold

QUOTED = re.compile(r"“([^”]*)”")
DIFFERENT_THINGS, NOT_KNOWN_THINGS = "they count different things", "it is not known whether they count the same things"
DIFFERENT_TIMES, NOT_KNOWN_TIMES = (
    "they are of different periods",
    "it is not known whether they are of the same period",
)


def cite_each(*texts: str, published: dt.date | None = dt.date(2033, 5, 5)) -> list[Citation]:
    """Return a citation of each text, each of a publication of its own."""
    cited = []
    for number, text in enumerate(texts, start=1):
        held = hold(f"    {text}\n", published=published)
        cited.append(cite(Chosen(held.publication, held.sentences), number, text=held.text))
    return cited


def say(*texts: str, trend: bool = False) -> str:
    """Return what is said of the figures that texts hold."""
    return set_side_by_side(cite_each(*texts), trend=trend)


@pytest.mark.parametrize(
    ("texts", "because"),
    [
        (("There were 40 reviews in 2031.", "There were 12 deaths in 2031."), [DIFFERENT_THINGS]),
        (("There were 40 reviews in 2031.", "There were 44 reviews in 2032."), [DIFFERENT_TIMES]),
        (("There were 40 reviews in 2031.", "There were 12 deaths in 2032."), [DIFFERENT_THINGS, DIFFERENT_TIMES]),
        (("There were 40 reviews in 2031.", "There were 44 late reviews in 2031."), [NOT_KNOWN_THINGS]),
        (("There were 40 reviews in 2031.", "There were 44 reviews."), [NOT_KNOWN_TIMES]),
        (("There were 40 reviews in 2031.", "There were 44 reviews in 2030-31."), [NOT_KNOWN_TIMES]),
        (("There were 40 reviews in 2030-31.", "There were 44 reviews in 2030 to 2031."), []),
        (("In 2031 40 reviews were late.", "In 2031 40% of reviews were late."), [DIFFERENT_THINGS]),
        (("There were 40 reviews in 2031.", "There were 44 reviews during 2031."), []),
    ],
)
def test_the_reason_is_told(texts: tuple[str, ...], because: list[str]) -> None:
    """What keeps figures from being compared is said: other things, another time, or that it is not known."""
    for trend in (False, True):
        said = say(*texts, trend=trend)
        reasons = (DIFFERENT_THINGS, NOT_KNOWN_THINGS, DIFFERENT_TIMES, NOT_KNOWN_TIMES)
        assert [reason for reason in reasons if reason in said] == because
        assert ("They come from different places" in said) is (not because)
        assert ("No trend can be drawn from them" in said) is (trend and bool(because))


def test_what_has_gone_on_since_a_day_ends_with_its_publication() -> None:
    """The same words "since 2029" are of different periods in publications of different days."""
    texts = "There have been 40 reviews since 2029."
    citations = [*cite_each(texts), *cite_each(texts, published=dt.date(2034, 1, 2))]
    assert DIFFERENT_TIMES in set_side_by_side(citations, trend=False)
    assert DIFFERENT_TIMES not in say(texts, texts)


def test_a_figure_is_told_with_its_period_or_its_publication() -> None:
    """The period stands as it is printed; without one the day of publication is told, if it is known."""
    said = say("There were 485 serious incidents between 1 April 2032 and 31 March 2033.", "We saw 206 families.")
    assert "“485 serious incidents” (between 1 April 2032 and 31 March 2033; source 1); " in said
    assert "“206 families” (period not stated; published 5 May 2033; source 2)" in said
    undated = set_side_by_side(cite_each("We saw 206 families and 3 schools.", published=None), trend=False)
    assert "“206 families” (period not stated; date of publication not known; source 1)" in undated


def test_a_figure_that_goes_on_from_another_says_what_it_counts() -> None:
    """Where what is counted stands beside an earlier figure, it is quoted apart; where nowhere, that is said."""
    said = say("Notifications rose from 206 in 2030 to 485 in 2031.", "In all, 12%.")
    assert "“Notifications rose from 206” (in 2030; source 1); “485” of “Notifications” (in 2031; source 1)" in said
    assert "“12%”, of what is not said beside it, (period not stated" in said


def test_where_a_sentence_names_several_periods_all_are_told() -> None:
    """No period is chosen for a figure when the sentence does not say which."""
    said = say("In 2031, as in 2030, 40 reviews were late and 12 deaths came too soon.")
    assert "“40 reviews” (the sentence names several periods: In 2031, in 2030; source 1)" in said


def test_so_many_figures_are_told() -> None:
    """Of many figures the first are told, and how many there are; one alone, or the same twice, is not compared."""
    many = [f"We saw {number} families." for number in range(20, 28)]
    assert f"The first {MOST} of 8 figures" in say(*many)
    assert say(*many).count("“") == MOST
    assert say("We saw 20 families. We saw 20 families.") == ""
    assert say() == ""


words = st.text(st.sampled_from("ab“”()%.,:;-– 0123456789\n\t£é"), max_size=12)
telling = st.sampled_from(
    [
        "48%",
        "half of",
        "one in four",
        "children",
        "reviews",
        "were",
        "in 2031",
        "since May 2030",
        "of the",
        "page",
        "206",
    ]
)


@given(st.lists(st.lists(st.one_of(telling, telling, words), max_size=12).map(" ".join), max_size=4))
def test_all_quoted_words_are_verbatim(texts: list[str]) -> None:
    """Whatever is quoted, all that the comparison puts in quotation marks stands so in a quotation."""
    template = cite_each("It is one sentence.")[0]
    citations = [template.model_copy(update={"id": place, "quote": text}) for place, text in enumerate(texts)]
    held = [" ".join(text.split()) for text in texts]
    for quoted in QUOTED.findall(set_side_by_side(citations, trend=False)):
        assert any(quoted in one for one in held)
