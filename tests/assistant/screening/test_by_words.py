from __future__ import annotations

import pytest

from assistant.screening.by_words import read_weights, score_words
from assistant.screening.concerns import Concern
from assistant.screening.marks import find_marks
from assistant.screening.reading import read_sentences


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("her stepdad hits her and she is scared to go home tonight", Concern.DANGER),
        ("i request copies of all emails under the freedom of information act", Concern.INFORMATION_REQUEST),
        ("write me a joke about my wifi", Concern.OUT_OF_SCOPE),
    ],
)
def test_words_of_a_concern_score_for_it_alone(text: str, concern: Concern) -> None:
    """Plain words of a concern score above 0 for it and below 0 for the others."""
    marks = find_marks(read_sentences(text))
    assert [one for one in Concern if score_words(marks, concern=one) > 0] == [concern]


@pytest.mark.parametrize("text", ["", "What does the Panel say about neglect?"])
def test_a_question_scores_for_none(text: str) -> None:
    """An ordinary question, and no words at all, score below 0 for every concern."""
    marks = find_marks(read_sentences(text))
    assert all(score_words(marks, concern=concern) < 0 for concern in Concern)


def test_weights_are_there_for_every_mark() -> None:
    """Each concern has a weight for the same marks."""
    first, *others = (set(weights) for weights in read_weights().values())
    assert all(other == first for other in others)
