from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.figures import as_number, read_figures

Labelled = tuple[str, tuple[tuple[str, str, str], ...]]
"""A sentence, and of each of its figures the value, what is counted and the period."""
PARTS = 3
LEAST = 0.9


def read_labelled() -> list[Labelled]:
    """Return the labelled sentences, with figures and without."""
    data = yaml.safe_load((Path(__file__).parent / "figures.yaml").read_text(encoding="utf-8"))
    true = [(sentence, tuple((one[0], one[1], one[2]) for one in own)) for sentence, *own in data["figures"]]
    return [*true, *((sentence, ()) for sentence in data["near_misses"])]


def is_frozen(sentence: str) -> bool:
    """Say whether a sentence is of the third that nothing was changed after."""
    return int(hashlib.sha256(sentence.encode()).hexdigest(), 16) % PARTS == 0


def is_looked_at(sentence: str) -> bool:
    """Say whether patterns were chosen on a sentence."""
    return not is_frozen(sentence)


def test_there_are_enough_labelled_sentences() -> None:
    """At least 40 figures and 40 near misses are labelled, and no sentence twice."""
    labelled = read_labelled()
    assert sum(len(own) for _, own in labelled) >= 40
    assert sum(not own for _, own in labelled) >= 40
    assert len({sentence for sentence, _ in labelled}) == len(labelled)


@pytest.mark.parametrize("belongs", [is_looked_at, is_frozen])
def test_figures_are_told_from_what_only_looks_like_them(belongs: Callable[[str], bool]) -> None:
    """Of the values read, and of those labelled, nine in ten are right, with what they count and their period.

    On the two thirds that were looked at precision is 1 and recall .98 (43 figures, 46 near misses); on the frozen
    third, looked at once on 22 November 2026, 1 and .97 (33 figures, 24 near misses). What is counted is right when it
    begins with the words labelled: .98 and 1. The period is right in .98 and .97.
    """
    found = right = labelled = counted = timed = 0
    for sentence, own in read_labelled():
        if belongs(sentence):
            read = {figure.value: figure for figure in read_figures(sentence)}
            both = [(read[value], what, when) for value, what, when in own if value in read]
            found, labelled, right = found + len(read), labelled + len(own), right + len(both)
            counted += sum(figure.counted.startswith(what) for figure, what, _ in both)
            timed += sum(figure.periods == ((when,) if when else ()) for figure, _, when in both)
    assert right / found >= LEAST
    assert right / labelled >= LEAST
    assert counted / right >= LEAST
    assert timed / right >= LEAST


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Nearly half of the babies were seen.", ["Nearly half of the babies"]),
        ("Babies (35%) and toddlers (20%) were seen.", ["Babies (35%)", "toddlers (20%)"]),
        ("The number of reviews was 40.", ["The number of reviews was 40"]),
        ("The age of consent is 16.", []),
        ("One or more of the actions helps.", []),
        ("One of the 12 reviews was late.", ["12 reviews"]),
        ("It shows two of the five principles.", ["two of the five principles", "five principles"]),
    ],
)
def test_what_is_told_of_a_figure(sentence: str, words: list[str]) -> None:
    """A figure is told with what it counts beside it, before or after, and with the word that makes it inexact."""
    assert [figure.words for figure in read_figures(sentence)] == words


def test_a_period_belongs_to_its_own_sentence() -> None:
    """What the sentence before names is not taken for the period of a figure."""
    figures = read_figures("In 2031 the rules changed. There were 40 reviews. Of these, 12 reviews were late in 2032.")
    assert [(figure.value, figure.periods) for figure in figures] == [("40", ()), ("12", ("in 2032",))]


@pytest.mark.parametrize(("value", "number"), [("nine", 9), ("Twenty", 20), ("1,204", 1204), ("48%", None)])
def test_values_are_read_as_whole_numbers(value: str, number: int | None) -> None:
    """Digits and words up to twenty are whole numbers; a share is none."""
    assert as_number(value) == number


pieces = st.one_of(
    st.sampled_from(
        [
            "48%",
            "half of the",
            "one in four",
            "children",
            "rose to",
            "in 2031",
            "from",
            "to",
            "page",
            "206",
            "(12%)",
            ":",
        ]
    ),
    st.text(max_size=8),
)


@given(st.lists(pieces, max_size=14).map(" ".join))
def test_values_and_what_they_count_are_verbatim(text: str) -> None:
    """Whatever is read, each value, what it counts, both together and each period stand so in the quotation."""
    held = " ".join(text.split())
    for figure in read_figures(text):
        assert figure.value in figure.words
        for words in (figure.words, figure.counted, *figure.periods):
            assert words in held
