from __future__ import annotations

import pytest

from assistant.answers import Outcome, Question
from assistant.bootstrap import Panel

ASKED = ["How many recommendations did The Empty Chair make?", "What recommendations did “The Empty Chair” make?"]
NOT_ASKED = [
    "Why did The Empty Chair make recommendations?",
    "How many recommendations did The Full Table make?",
    "How many recommendations did The Empty Chair make about fathers?",
    "What is The Empty Chair?",
    "How many chairs are there?",
]


@pytest.mark.parametrize("question", ASKED)
def test_what_is_known_of_a_review_that_is_not_held_is_told(sample_panel: Panel, question: str) -> None:
    """A letter's "five recommendations" is quoted with the words that name the review; nothing is made up for it."""
    answer = sample_panel.answerer.answer(Question(question))
    quotations = [one.text for one in answer.statements if one.kind == "quotation"]
    assert answer.outcome is Outcome.PARTLY_ANSWERED
    assert len(quotations) == 1
    assert "The Empty Chair" in quotations[0]
    assert "five recommendations" in quotations[0]
    assert "not held" in " ".join(answer.unanswered)
    assert not answer.total
    (citation,) = answer.citations
    source = sample_panel.store.record.text(citation.publication_id, citation.edition_id) or ""
    assert citation.quote == "".join(source[one.start : one.end] for one in citation.segments)


@pytest.mark.parametrize("question", NOT_ASKED)
def test_whatever_names_anything_else_is_searched_for(sample_panel: Panel, question: str) -> None:
    """A question with a word for which no paragraph accounts is not answered by a number that is told of."""
    register = sample_panel.answerer.register
    assert register is not None
    assert register.find(question) is None
