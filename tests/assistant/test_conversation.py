from __future__ import annotations

import pytest

from assistant.answers import Question, Turn
from assistant.conversation import ask_again, asks_for_more, make_standalone, reply_followed, split_turns

LINK = Turn(role="user", content="Who is the link member for Midvale?")
REPLY = Turn(role="assistant", content="Petra Makebelieve")
LONG_QUESTION = "What do the terms of reference of the second national review say about private fostering?"


@pytest.mark.parametrize(
    "question", ["And Eastfold?", "When was she appointed to that region by the Panel, and by whom was it announced?"]
)
def test_a_follow_up_brings_what_it_refers_to(question: str) -> None:
    """A short question or one that refers back is asked with the last question and the reply to it in front."""
    assert make_standalone(question, [LINK, REPLY]) == f"{LINK.content} {REPLY.content} {question}"


def test_a_question_of_its_own_stays_as_it_is() -> None:
    """A long question that refers to nothing is asked in its own words, whatever was said before."""
    assert make_standalone(LONG_QUESTION, [LINK, REPLY]) == LONG_QUESTION


@pytest.mark.parametrize("history", [[], [REPLY], [Turn(role="user", content="  ")]])
def test_nothing_is_put_in_front_when_nothing_was_asked(history: list[Turn]) -> None:
    """Without an earlier question a follow-up is asked as it is."""
    assert make_standalone("And Eastfold?", history) == "And Eastfold?"


def test_a_long_reply_is_left_out() -> None:
    """A reply of many words would drown the question, so only the question before is put in front."""
    long = Turn(role="assistant", content="word " * 31)
    assert make_standalone("And Eastfold?", [LINK, long]) == f"{LINK.content} And Eastfold?"


def test_only_the_last_question_counts() -> None:
    """Of several earlier questions the last one is what a follow-up refers to."""
    first = Turn(role="user", content="What is a swift review?")
    assert make_standalone("And Eastfold?", [first, LINK]) == f"{LINK.content} And Eastfold?"


@pytest.mark.parametrize(
    ("query", "turns"),
    [
        ("What is a swift review?", ["What is a swift review?"]),
        ("|user|: What is it?\n|user|: Who chairs it?", ["What is it?", "Who chairs it?"]),
        ("|user|: one |user|: still one", ["one |user|: still one"]),
        ("", []),
    ],
)
def test_marks_part_the_turns_of_a_query(query: str, turns: list[str]) -> None:
    """Each mark at the beginning of a line starts a turn; a query without marks is one turn."""
    assert split_turns(query) == turns


def test_the_reply_that_a_follow_up_goes_on_from_is_known() -> None:
    """A follow-up goes on from the last reply; a question that refers to nothing goes on from none."""
    history = (Turn(role="user", content="Who leads it?"), Turn(role="assistant", content="Oswin Mockford does."))
    assert reply_followed("And since when?", history) == "Oswin Mockford does."
    assert reply_followed("Which regions have a link member in the north of the country?", history) == ""
    assert reply_followed("And since when?", ()) == ""


@pytest.mark.parametrize(
    "words", ["more", "More?", "show more", "Show me more…", "tell me more, please", "Please give us more.", " MORE! "]
)
def test_who_asks_for_more_is_known(words: str) -> None:
    """Words that say nothing but that more is wanted repeat the question before them with twice the words."""
    asked = Question(words, (LINK, REPLY))
    assert ask_again(asked, words=150) == Question(LINK.content, words=300)


@pytest.mark.parametrize("words", ["", "more about Eastfold", "tell me", "any more letters?", "no more", "moreover"])
def test_what_has_a_subject_does_not_ask_for_more(words: str) -> None:
    """Words with a subject of their own, or none at all, are a question as they stand."""
    assert not asks_for_more(words)
    assert ask_again(Question(words, (LINK, REPLY)), words=150) == Question(words, (LINK, REPLY))


@pytest.mark.parametrize("history", [(), (REPLY,), (Turn(role="user", content="show more"),)])
def test_there_is_nothing_more_where_nothing_was_asked(history: tuple[Turn, ...]) -> None:
    """Without a question before it, asking for more is a question like any other."""
    assert ask_again(Question("more", history), words=150) == Question("more", history)


def test_more_and_more_is_more_up_to_a_most() -> None:
    """Each turn that asks for more doubles the words until the most is reached; what came before is the history."""
    first = (Turn(role="user", content="What is a swift review?"), Turn(role="assistant", content="One that is soon."))
    turns = (*first, LINK, REPLY, Turn(role="user", content="more"), REPLY)
    assert ask_again(Question("more", turns), words=50) == Question(LINK.content, first, words=200)
    assert ask_again(Question("more", turns, words=100), words=50).words == 400
    assert ask_again(Question("more", turns), words=200).words == 600
