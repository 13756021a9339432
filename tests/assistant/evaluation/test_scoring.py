from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.errors import MalformedAnswerError
from assistant.evaluation.scoring import Score, score_answer
from tests.assistant.evaluation.builders import LETTER, count_up, make_answer, make_citation, make_gold, make_question

QUOTES = st.lists(st.lists(st.sampled_from(["red", "blue", "green", "grey."]), max_size=70).map(" ".join), max_size=5)
GOLDS = st.lists(st.lists(st.sampled_from(["red", "blue", "green"]), min_size=1, max_size=6).map(" ".join), max_size=3)


def score(answer: dict[str, Any], *evidence: str, kind: str = "lookup", words: int = 150) -> Score:
    """Score an answer against a question with this evidence."""
    return score_answer(answer, question=make_question(*evidence, kind=kind), words=words)


def test_half_of_the_words_in_order_is_enough() -> None:
    """A quotation with two of four gold words in order finds the span, with other words between."""
    assert score(make_answer("The review began late in May"), "review in Northmere harbour").any_span
    assert not score(make_answer("The review began late"), "review in Northmere harbour").any_span


def test_half_of_an_odd_number_is_rounded_up() -> None:
    """Of a span of three words one is not enough and two are."""
    assert not score(make_answer("in 2031"), "5 June 2031").any_span
    assert score(make_answer("in June 2031"), "5 June 2031").any_span


def test_words_out_of_order_do_not_count() -> None:
    """The same words in the opposite order find nothing."""
    assert not score(make_answer("four three two one"), "one two three four").any_span


def test_the_source_must_be_right() -> None:
    """The same words quoted from another file find nothing."""
    assert not score(make_answer("the review is due", file="other.txt"), "the review is due").any_span


def test_the_publication_id_stands_in_for_the_file() -> None:
    """A citation without a file counts by its publication's id."""
    answer = make_answer("the review is due", file=None)
    gold = replace(make_gold("the review is due"), source="pub-1")
    assert score_answer(answer, question=replace(make_question(), gold=(gold,))).any_span


def test_a_quotation_of_120_words_counts_and_of_121_does_not() -> None:
    """The limit is 120 words, and what is over it finds nothing though its first words are gold."""
    assert score(make_answer(count_up(1, to=120)), "w1 w2").any_span
    assert not score(make_answer(count_up(1, to=121)), "w1 w2").any_span


def test_a_long_quotation_uses_up_the_budget() -> None:
    """Words of a quotation that is too long are quoted all the same, so what follows them may be over the budget."""
    answer = make_answer(count_up(1, to=150), "the review is due")
    assert not score(answer, "the review is due").any_span
    assert score(answer, "the review is due", words=154).any_span


def test_only_the_first_150_words_count() -> None:
    """A quotation that begins after 150 quoted words finds nothing, and with one word fewer before it it is cut off."""
    before = [count_up(1, to=75), count_up(76, to=150)]
    assert not score(make_answer(*before, "due"), "due").any_span
    assert score(make_answer(before[0], count_up(76, to=149), "due"), "due").any_span


def test_a_quotation_across_the_limit_counts_with_its_first_words() -> None:
    """Of a quotation that crosses the budget only the words before it are looked at."""
    answer = make_answer(count_up(1, to=10))
    assert score(answer, "w4 w5", words=5).any_span
    assert not score(answer, "w6 w7", words=5).any_span


def test_the_whole_of_a_list_counts() -> None:
    """For a question of kind list, spans far behind the budget are found."""
    quotes = [count_up(start, to=start + 99) for start in range(1, 400, 100)]
    assert score(make_answer(*quotes), "w1 w2", "w399 w400", kind="list").all_spans
    assert not score(make_answer(*quotes), "w1 w2", "w399 w400", kind="lookup").all_spans


def test_statements_give_the_order() -> None:
    """The budget follows the order of the statements, not that of the citations."""
    answer = make_answer(count_up(1, to=10), "the review is due")
    answer["statements"].reverse()
    assert score(answer, "the review is due", words=4).any_span


def test_a_citation_made_twice_is_quoted_once() -> None:
    """A citation that two statements make takes its words from the budget once."""
    answer = make_answer("one two three", "the review is due")
    answer["statements"].insert(1, {"text": "", "citations": [1]})
    assert score(answer, "the review is due", words=7).any_span
    assert score(answer).quoted_words == 7


def test_nearest_never_counts() -> None:
    """Words shown as the nearest held, or cited by no statement, find nothing and are not quoted words."""
    answer = make_answer(outcome="not_held")
    answer["nearest"] = [{"publication_id": "pub-1", "file": LETTER, "quote": "the review is due"}]
    answer["citations"] = [make_citation("the review is due")]
    result = score(answer, "the review is due")
    assert (result.any_span, result.quoted_words) == (False, 0)


def test_each_citation_stands_alone() -> None:
    """Two quotations with a third of the span each do not find it together."""
    assert not score(make_answer("one two", "three four"), "one two three four five six").any_span


def test_all_spans_needs_every_span() -> None:
    """With one of two spans quoted any is true and all is not, and the missed one can be told."""
    result = score(make_answer("the first finding"), "the first finding", "quite another matter")
    assert (result.any_span, result.all_spans, result.spans_found) == (True, False, (True, False))


def test_no_gold_is_not_all_found() -> None:
    """Without gold spans nothing is found and there is no precision."""
    result = score(make_answer("the first finding"))
    assert (result.any_span, result.all_spans, result.precision) == (False, False, None)


def test_an_alternative_serves_as_well() -> None:
    """A span is found by one of its alternatives, which does not find the other span."""
    gold = (make_gold("reviewed every year", "an annual review"), make_gold("by the board"))
    result = score_answer(make_answer("It has an annual review."), question=replace(make_question(), gold=gold))
    assert result.spans_found == (True, False)


def test_marks_of_type_make_no_difference() -> None:
    """Curly quotes, dashes, ligatures, tags and Markdown in a quotation do not hide the span."""
    quoted = "**The child’s ﬁrst** 14–16 weeks, from 29<sup>th</sup> April"
    assert score(make_answer(quoted), "the child's first 14-16 weeks, from 29th April").any_span


def test_precision_is_the_share_of_words_in_gold_sentences() -> None:
    """Of a sentence with the span (seven words) and one without (three), seven tenths are precise."""
    answer = make_answer("The ferry review is due in May. Nobody was told.")
    assert score(answer, "review is due in May").precision == pytest.approx(0.7)


def test_precision_looks_at_words_in_the_budget() -> None:
    """Within the first six words, all of them in the gold sentence, precision is whole."""
    answer = make_answer("The ferry review is due in May. Nobody was told.")
    assert score(answer, "review is due in May", words=6).precision == 1
    assert score(answer, "review is due in May", words=8).precision == pytest.approx(7 / 8)


def test_precision_needs_a_run_of_words() -> None:
    """Four words in a row of a longer span are no gold, five are."""
    span = "one two three four five six seven"
    assert score(make_answer("one two three four and so on"), span).precision == 0
    assert score(make_answer("one two three four five so"), span).precision == 1


def test_a_short_span_or_sentence_must_be_whole() -> None:
    """A span of two words is gold as a whole only, and so is a sentence of two words within a longer span."""
    assert score(make_answer("Ada Fennimore leads it"), "Ada Fennimore").precision == 1
    assert score(make_answer("Ada Brook leads it"), "Ada Fennimore").precision == 0
    assert score(make_answer("Early help."), "it may be early help or something else").precision == 1


def test_precision_of_another_source_is_nil() -> None:
    """Gold words quoted from the wrong file are not precise."""
    assert score(make_answer("the review is due", file="other.txt"), "the review is due").precision == 0


def test_long_quotations_are_never_precise() -> None:
    """Words of a quotation over 120 words are in the sum of what is quoted and not in that of gold."""
    assert score(make_answer("w1 w2", count_up(1, to=121)), "w1 w2", words=300).precision == pytest.approx(2 / 123)


def test_nothing_quoted_has_no_precision() -> None:
    """An answer without quotations has no precision rather than a bad one."""
    assert score(make_answer(outcome="not_held"), "the review is due").precision is None


@pytest.mark.parametrize(
    ("outcome", "abstained"),
    [("answered", False), ("partly_answered", True), ("not_held", True), ("out_of_scope", True)],
)
def test_any_outcome_but_answered_abstains(outcome: str, abstained: bool) -> None:
    """Every other outcome counts as not answered."""
    question = make_question(kind="unanswerable", answerable=False)
    assert score_answer(make_answer(outcome=outcome), question=question).abstained is abstained


def test_a_false_premise_may_be_put_right() -> None:
    """On a false premise an answer abstains when it quotes the correcting span, and not when it quotes another."""
    question = make_question("suspension is not automatic", kind="false_premise", answerable=False)
    assert score_answer(make_answer("Suspension is not automatic."), question=question).abstained
    assert not score_answer(make_answer("Parents are told."), question=question).abstained


def test_answering_what_can_be_answered_is_no_abstention() -> None:
    """A false premise that is labelled answerable is answered when its span is quoted."""
    question = make_question("suspension is not automatic", kind="false_premise", answerable=True)
    assert not score_answer(make_answer("Suspension is not automatic."), question=question).abstained


def test_quoting_the_nearest_span_is_no_abstention_elsewhere() -> None:
    """On other rows that cannot be answered, quoting the span they carry as an answer is answering."""
    question = make_question("the nearest words", kind="unanswerable", answerable=False)
    assert not score_answer(make_answer("the nearest words"), question=question).abstained


@pytest.mark.parametrize(
    "broken",
    [
        {"outcome": "answered"},
        {"outcome": "answered", "statements": [{"citations": [9]}], "citations": []},
        {"outcome": "answered", "statements": [{"text": "no list"}], "citations": []},
        {"outcome": "answered", "statements": [{"citations": [1]}], "citations": [{"id": 1, "file": "a.txt"}]},
        {"statements": [], "citations": []},
    ],
)
def test_what_is_no_answer_is_refused(broken: dict[str, Any]) -> None:
    """An answer without outcome, statements, citations or quotations is an error, not a bad score."""
    with pytest.raises(MalformedAnswerError):
        score(broken, "words")


@given(QUOTES, GOLDS, st.integers(0, 200), st.integers(0, 200))
def test_a_larger_budget_never_finds_less(quotes: list[str], golds: list[str], one: int, other: int) -> None:
    """Whatever is found within some words is found within more words."""
    small, large = sorted((one, other))
    fewer, more = (score(make_answer(*quotes), *golds, words=words).spans_found for words in (small, large))
    assert all(late or not early for early, late in zip(fewer, more, strict=True))


@given(QUOTES, GOLDS, QUOTES)
def test_more_citations_never_lose_a_span(quotes: list[str], golds: list[str], more: list[str]) -> None:
    """Adding citations, with no budget or behind the others, never loses a span."""
    for kind in ("list", "lookup"):
        before = score(make_answer(*quotes), *golds, kind=kind).spans_found
        after = score(make_answer(*quotes, *more), *golds, kind=kind).spans_found
        assert all(late or not early for early, late in zip(before, after, strict=True))


@given(QUOTES, GOLDS)
def test_precision_is_a_share(quotes: list[str], golds: list[str]) -> None:
    """Precision is missing or between nought and one, and all spans never holds without any."""
    result = score(make_answer(*quotes), *golds)
    assert result.precision is None or 0 <= result.precision <= 1
    assert result.any_span or not result.all_spans
