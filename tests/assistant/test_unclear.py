from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.unclear import find_readings, is_unclear
from tests.assistant.builders import LINKS, hold

HELD = hold(LINKS)
OTHER = replace(HELD.publication, id="p2", edition_id="e2", title="A circular")


@pytest.mark.parametrize(
    ("question", "unclear"),
    [
        ("Who do I report it to?", True),
        ("How long have we got?", True),
        ("Do we need one for this?", True),
        ("How many days before we can do it?", True),
        ("Can we deviate from it? We are in a hurry today.", True),
        ("and for health visitors?", True),
        ("Or in the north?", True),
        ("And what must a school do?", False),
        ("What is a DPIA?", False),
        ("Who do I report a bruise to?", False),
        ("How long is it before a review begins?", False),
        ("chisva??", False),
        ("???", False),
    ],
)
def test_a_question_without_a_subject_is_unclear(question: str, *, unclear: bool) -> None:
    """With nothing that tells, one word and "it", or "and …", nobody knows what is meant; a subject tells."""
    assert is_unclear(question) is unclear


def test_each_reading_is_named_with_its_best_words() -> None:
    """What a question may be about is told by heading and title, best first, each once."""
    runs = [HELD.run(5), HELD.run(6), HELD.run(7)._replace(publication=OTHER)]
    readings = find_readings(runs)
    assert [one.group for one in readings] == ["Regional links (A letter)", "Regional links (A circular)"]
    assert readings[0].sentences == runs[0].sentences


def test_one_reading_is_no_choice() -> None:
    """Where all that is found stands under one heading, nobody is asked what is meant."""
    assert find_readings([HELD.run(5), HELD.run(6)]) == ()
    assert find_readings([]) == ()
