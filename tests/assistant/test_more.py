from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering import Answerer
from assistant.answers import Answer, Outcome, Question, Turn, more_words
from assistant.bootstrap import Panel
from assistant.conversation import go_on
from assistant.errors import BadQuestion
from tests.assistant.rephrasing.builders import make_rephraser
from tests.assistant.test_rephrased import tell_first

MOVES = "What happens when a child moves to another area?"
SEVERAL = "What is a swift review and what did the review find about records?"
LINKS = "Which member of the panel is linked to each region?"
OVER_TIME = "What changed over time in the guidance?"
PRIVATE = "Which guidance covers burns in babies? The file has NHS number 943 476 5919."


@pytest.fixture
def answerer(sample_panel: Panel) -> Answerer:
    """What answers from the samples."""
    return sample_panel.answerer


def count(answer: Answer) -> int:
    """Return how many words an answer quotes."""
    return sum(len(citation.quote.split()) for citation in answer.citations)


@pytest.mark.parametrize("question", [MOVES, SEVERAL, OVER_TIME])
def test_more_is_told_as_long_as_there_is_more(answerer: Answerer, question: str) -> None:
    """An answer that says so is followed by one that quotes more, until one that says that there is no more."""
    words = 100
    answers = [answerer.answer(Question(question, words=words))]
    while answers[-1].more:
        words = more_words(words)
        answers.append(answerer.answer(Question(question, words=words)))
    counts = [count(answer) for answer in answers]
    assert len(counts) > 1
    assert counts == sorted(set(counts))
    assert len({answer.answer_id for answer in answers}) == len(answers)


def test_a_longer_answer_begins_as_the_shorter_one(answerer: Answerer) -> None:
    """Asked for twice the words, an answer has the same statements first, and then more of them."""
    first, second = (answerer.answer(Question(MOVES, words=words)) for words in (None, 300))
    assert first.more
    assert second.statements[: len(first.statements)] == first.statements
    assert len(second.statements) > len(first.statements)


def test_as_many_words_as_are_set_make_no_other_answer(answerer: Answerer) -> None:
    """Who asks for as many words as the setting says gets the answer, and the id, of who asks for no number."""
    assert answerer.answer(Question(MOVES, words=answerer.most_words)) == answerer.answer(Question(MOVES))


def test_what_is_whole_has_no_more(answerer: Answerer) -> None:
    """What the record's fields answer, what is not held and what is asked back leave nothing to ask for."""
    asked = (LINKS, "What is the guidance on submarine cables?", "how many of those had died?")
    answers = [answerer.answer(Question(question)) for question in asked]
    assert [answer.outcome for answer in answers][1:] == [Outcome.NOT_HELD, Outcome.NEEDS_CLARIFICATION]
    assert not any(answer.more for answer in answers)


@pytest.mark.parametrize("words", [-1, 0, 19, 601, 10**12])
def test_too_few_and_too_many_words_are_refused(answerer: Answerer, words: int) -> None:
    """So many words cannot be asked for, and one sentence says how many can."""
    with pytest.raises(BadQuestion, match=rf"^An answer cannot quote about {words:,} words; ask for 20 to 600\.$"):
        answerer.answer(Question(MOVES, words=words))


@pytest.mark.parametrize("words", [20, 600])
def test_the_fewest_and_the_most_words_can_be_asked_for(answerer: Answerer, words: int) -> None:
    """At both ends of what may be asked for there is an answer."""
    assert answerer.answer(Question(MOVES, words=words)).statements


def test_a_setting_beyond_what_may_be_asked_for_is_kept(answerer: Answerer) -> None:
    """Where answers are set to be longer than anyone may ask for, asking for more never makes them shorter."""
    long = replace(answerer, most_words=900)
    first = long.answer(Question(MOVES))
    again = long.answer(Question("more", go_on((), first)))
    assert (again.statements, first.more, again.more) == (first.statements, False, False)


def test_more_of_an_answer_is_its_question_with_twice_the_words(answerer: Answerer) -> None:
    """Who says “more”, and once more, gets what the question gets with twice the words, and twice of that."""
    history: tuple[Turn, ...] = ()
    asked = Question(MOVES, words=60)
    for typed, words in ((MOVES, 60), ("Show me more", 120), ("More, please!", 240)):
        answer = answerer.answer(replace(asked, text=typed, history=history))
        plain = answerer.answer(replace(asked, words=words))
        told = {"answer_id": answer.answer_id, "question": typed}
        assert answer == plain.model_copy(update=told)
        assert answer.standalone_question == MOVES
        history = go_on(history, answer)


def test_a_follow_up_to_more_speaks_of_the_question(answerer: Answerer) -> None:
    """What is asked after “more” goes on from what was asked before it."""
    first = answerer.answer(Question(MOVES))
    history = go_on((), first)
    further = answerer.answer(Question("more", history))
    followed = answerer.answer(Question("And who is told?", go_on(history, further)))
    assert (followed.standalone_question or "").startswith(MOVES)
    assert "more" not in (followed.standalone_question or "")


def test_more_of_a_private_question_stays_private(answerer: Answerer) -> None:
    """Where the question before holds personal data, asking for more of it is refused as the question was."""
    answer = answerer.answer(Question("more", (Turn(role="user", content=PRIVATE),)))
    assert answer.outcome is Outcome.PERSONAL_DATA
    assert "943" not in answer.model_dump_json()
    assert answer.question is None


def test_a_search_for_more_is_the_search_before_it(answerer: Answerer) -> None:
    """Passages for “more” are those of the question before it."""
    asked = Question("more", (Turn(role="user", content=MOVES),))
    assert answerer.find(asked, limit=5) == answerer.find(Question(MOVES), limit=5)


def test_who_asks_for_words_gets_quotations(answerer: Answerer) -> None:
    """With a language model an answer says that more is held, and more of it is quoted without the model."""
    rephraser, model = make_rephraser(tell_first)
    with_model = replace(answerer, model=rephraser)
    first = with_model.answer(Question(MOVES))
    second = with_model.answer(Question("more", go_on((), first)))
    rephraser.close()
    assert (first.mode, first.more, len(model.heard)) == ("rephrased", True, 1)
    assert (second.mode, second.statements) == ("extractive", answerer.answer(Question(MOVES, words=300)).statements)
