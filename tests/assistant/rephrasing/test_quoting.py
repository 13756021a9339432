from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.composing import Chosen
from assistant.rephrasing.quoting import find_quotation
from tests.assistant.builders import LINKS, hold
from tests.assistant.rephrasing.builders import make_passage

HELD = hold(LINKS)
WHOLE = Chosen(HELD.publication, HELD.sentences)
PASSAGE = make_passage(
    "Schools must tell the police within a day.", "They must not wait for the parents’ consent.", "Nobody else decides."
)


def quote(words: str, passage: Chosen = PASSAGE) -> list[str]:
    """Return the sentences that hold a quotation; [] when it is not found."""
    found = find_quotation(words, passage)
    return [sentence.text for sentence in found.quotation.sentences] if found else []


def test_a_quotation_is_widened_to_its_sentences() -> None:
    """A "not" that the model has cut off is in the quotation all the same."""
    assert quote("wait for the parents' consent") == [PASSAGE.sentences[1].text]
    assert quote("within a day. They must") == [PASSAGE.sentences[0].text, PASSAGE.sentences[1].text]


@pytest.mark.parametrize(
    "words",
    [
        "They must wait for the parents’ consent.",
        "They must … wait for the parents",
        "Schools must tell the police. They must not wait",
        "they MUST not wait for",
        "not wait",
        "ools must tell the pol",
        "",
    ],
    ids=["not removed", "ellipsis", "not contiguous", "capitals", "two words", "parts of words", "nothing"],
)
def test_words_that_do_not_stand_there_are_no_quotation(words: str) -> None:
    """What is changed, shortened, too short or invented is not found."""
    assert quote(words) == []


def test_signs_that_print_alike_are_alike() -> None:
    """Quotation marks, dashes and spaces are compared as those of citations are."""
    assert quote("  “They must not  wait for the parents' consent.” ") == [PASSAGE.sentences[1].text]


@given(st.integers(0, 24), st.integers(1, 24))
def test_any_run_of_words_is_found(first: int, count: int) -> None:
    """Three or more words in a row that stand in a passage are found, and in a sentence that holds them."""
    words = " ".join(sentence.text for sentence in PASSAGE.sentences).split()
    run = " ".join(words[first : first + count])
    if len(words[first : first + count]) >= 3:
        assert run.strip(".") in " ".join(quote(run))


def test_an_item_brings_the_line_that_introduces_it() -> None:
    """An item is proved together with its lead-in, and is shown with all that stands between them."""
    found = find_quotation("Westhaven – Petra Makebelieve", WHOLE)
    assert found
    assert [[s.ordinal for s in chosen.sentences] for chosen in found.proof] == [[1], [3]]
    assert [s.ordinal for s in found.quotation.sentences] == [1, 2, 3]
    first = find_quotation("Northmere – Oswin Mockford", WHOLE)
    assert first
    assert [[s.ordinal for s in chosen.sentences] for chosen in first.proof] == [[1, 2]]


def test_an_item_without_its_introduction_proves_nothing() -> None:
    """An item whose lead-in was not offered may be quoted, but not told in other words."""
    found = find_quotation("Westhaven – Petra Makebelieve", Chosen(HELD.publication, HELD.sentences[3:5]))
    assert found
    assert not found.whole
