from __future__ import annotations

import datetime as dt
from dataclasses import replace

from assistant.sides import find_sides, sides_over_time
from tests.assistant.builders import LETTER
from vectorstore.publications import Publication

MARCH = replace(LETTER, id="march", title="Letter to partners", published=dt.date(2031, 3, 8))
MAY = replace(LETTER, id="may", title="Letter to partners, 21 May 2031", published=dt.date(2031, 5, 21))
GUIDE = replace(LETTER, id="guide", title="A guide", kind="guidance", published=None)
HELD = {one.id: one for one in (MAY, MARCH, GUIDE)}


def names(question: str, *, months: frozenset[tuple[int, int]] = frozenset(), named: tuple[str, ...] = ()) -> list[str]:
    """Return how the sides of a question are called."""
    return [side.name for side in find_sides(question, HELD, months=months, named=named)]


def test_months_that_are_compared_are_sides_in_order() -> None:
    """The letters of two months stand beside each other, by date, each with its date."""
    months = frozenset({(2031, 3), (2031, 5)})
    asked = "Compare the March and May 2031 letters."
    assert names(asked, months=months) == ["Letter to partners, 8 March 2031", "Letter to partners, 21 May 2031"]


def test_titles_that_are_compared_are_sides() -> None:
    """Publications that a comparison names are its sides; one without a date comes last."""
    assert names("Do the guide and the letter say the same?", named=("guide", "may", "gone")) == [MAY.title, "A guide"]


def test_what_is_no_comparison_has_no_sides() -> None:
    """Naming two publications, or comparing what one says, sets no publications side by side."""
    assert names("What do the guide and the letter say?", named=("guide", "may")) == []
    assert names("How does a visit differ from a call?", named=("guide",)) == []


def over_time(question: str, *found: Publication) -> list[str]:
    """Return the ids of the sides of a question about how something went on."""
    return [identity for side in sides_over_time(question, found) for identity in side.publications]


def test_how_something_went_on_is_told_by_date() -> None:
    """What changed is told from each dated publication that was found, in order of date, and not best first."""
    assert over_time("How has the plan changed?", MAY, GUIDE, MARCH) == ["march", "may"]
    assert over_time("What is the plan?", MAY, MARCH) == []
    assert over_time("How has the plan changed?", MAY, GUIDE) == []


def test_a_kind_that_is_named_decides() -> None:
    """Asked of letters, nothing else is set beside them, where there are two letters."""
    review = replace(GUIDE, id="review", kind="national_review", published=dt.date(2031, 4, 1))
    assert over_time("How has it changed across the letters?", MAY, review, MARCH) == ["march", "may"]
