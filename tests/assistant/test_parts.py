from __future__ import annotations

import pytest

from assistant.parts import split_questions


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who leads the pilot and when did it begin?", ("Who leads the pilot", "when did it begin?")),
        ("What does a visit cost? Who pays for it?", ("What does a visit cost?", "Who pays for it?")),
        (
            "How long is a visit, who makes it and what does it cost?",
            ("How long is a visit", "who makes it", "what does it cost?"),
        ),
        ("We had a visit. Is it free? It was long.", ()),
        ("What does a visit cost? We meet soon. Who pays?", ("What does a visit cost?", "We meet soon. Who pays?")),
        ("When and where do visits begin?", ()),
        ("What do parents want and fear?", ()),
        ("If a parent refuses, what do we do?", ()),
        ("When a child is missing, who is told?", ()),
        ("Parents asked us and we do not know what to say", ()),
        ("Who leads the pilot?", ()),
        ("", ()),
    ],
)
def test_questions_are_split_where_the_next_one_begins(question: str, parts: tuple[str, ...]) -> None:
    """Several questions are told apart by how they begin; conditions, pairs of words and one question stay whole."""
    assert split_questions(question) == parts


def test_too_many_parts_are_none() -> None:
    """A long row of questions is searched for as one: each would get too few words."""
    assert split_questions(" ".join(f"What is thing number {n}?" for n in range(5))) == ()
