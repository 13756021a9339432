from __future__ import annotations

import pytest

from assistant.answers import AnswerWarning
from assistant.composing import Chosen
from assistant.counting import warn_of_counts
from tests.assistant.builders import Held, hold


def hold_list(lead_in: str, *, items: int = 3) -> Held:
    """Return a publication of a line and the list that it introduces."""
    listed = "".join(f"    - Visit number {place} to a family; it is a long one.\n" for place in range(items))
    return hold(f"    {lead_in}\n\n{listed}")


def warn(held: Held, *spans: tuple[int, int]) -> list[AnswerWarning]:
    """Return the warnings about statements, each of the sentences from one ordinal up to another."""
    return warn_of_counts([Chosen(held.publication, held.sentences[start:end]) for start, end in spans])


@pytest.mark.parametrize(
    ("lead_in", "stated"),
    [
        ("A member is linked to each of the nine regions:", "nine"),
        ("The following five principles hold for all of these visits:", "five"),
        ("There are 5 rules:", "5"),
        ("In 2031 the three agencies set out nine principles:", "nine"),
        ("The six parts of it are:", None),
        ("The five parts are:", "five"),
        ("It shows two of the five principles:", None),
        ("At least nine things matter:", None),
        ("We wrote to 40 partnerships:", None),
        ("We told the nine regions what to do:", None),
        ("Within five working days they must:", None),
        ("Recommendation 8:", None),
        ("Partners should do the following:", None),
        ("Three rules:", None),
    ],
)
def test_a_list_with_fewer_items_than_it_says_is_told(lead_in: str, stated: str | None) -> None:
    """A sure number in the line over a list is held against the items quoted; a doubtful one is left alone."""
    held = hold_list(lead_in)
    said = f"The words say {stated}; 3 items are quoted here: read the whole list at its source."
    expected = [AnswerWarning.model_validate({"kind": "incomplete", "message": said})] if stated else []
    assert warn(held, (0, len(held.sentences))) == expected


def test_items_are_counted_over_all_statements() -> None:
    """A list that is quoted in two statements is one list, and an item of two sentences is one item."""
    held = hold_list("There are three rules:")
    last = len(held.sentences)
    assert warn(held, (0, 2), (2, last)) == []
    (warning,) = warn(held, (0, 2))
    assert "1 item is quoted here" in warning.message
    two = hold("    There are three rules:\n\n    - Visit. Then visit again.\n    - Write it down.\n")
    (warning,) = warn(two, (0, len(two.sentences)))
    assert "2 items are quoted" in warning.message


def test_without_its_first_line_a_list_says_no_number() -> None:
    """Items quoted without the line that introduces them are warned of nothing."""
    held = hold_list("There are nine rules:")
    assert warn(held, (1, len(held.sentences))) == []
    assert warn(held, (0, 1)) == []
