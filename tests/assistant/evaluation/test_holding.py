from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.holding import cut_to_words, holds_span, place_spans
from assistant.evaluation.words import split_words
from tests.assistant.evaluation.builders import LETTER, make_gold

WORDS = split_words("The harbour office opens at nine on every day of the week but Sunday.")
SOME = st.lists(st.sampled_from("abc"), max_size=12)


@pytest.mark.parametrize(
    ("gold", "held"),
    [
        ("The harbour office opens at nine on every day of the week but Sunday.", True),
        ("opens at nine on every – day", True),
        ("harbour office opens at seven in the morning", True),
        ("harbour office opens at seven in the early morning", False),
        ("harbour office closes at nine on other day of this week", False),
        ("at nine", True),
        ("nine at", False),
        ("office opens nine", False),
    ],
)
def test_half_of_a_span_in_runs_is_held(gold: str, held: bool) -> None:
    """A passage holds a span when half of its words stand there in runs of four, and a short span only as a whole."""
    assert holds_span(WORDS, gold=split_words(gold)) is held


@given(passage=SOME, gold=st.lists(st.sampled_from("abc"), min_size=1, max_size=8))
def test_runs_are_found_as_by_looking_everywhere(passage: list[str], gold: list[str]) -> None:
    """The words counted are those of every run of four or more that both have, wherever it begins and ends."""
    least = min(4, len(gold))
    covered = {
        place
        for start in range(len(gold))
        for end in range(start + least, len(gold) + 1)
        for at in range(len(passage))
        if passage[at : at + end - start] == gold[start:end]
        for place in range(start, end)
    }
    assert holds_span(tuple(passage), gold=tuple(gold)) == (2 * len(covered) >= len(gold))


@given(before=SOME, passage=SOME, after=SOME, gold=st.lists(st.sampled_from("abc"), min_size=1, max_size=8))
def test_a_longer_passage_holds_no_less(
    before: list[str], passage: list[str], after: list[str], gold: list[str]
) -> None:
    """What a passage holds, it holds with more words around it as well."""
    longer = (*before, *passage, *after)
    assert holds_span(longer, gold=tuple(gold)) >= holds_span(tuple(passage), gold=tuple(gold))


def test_the_first_passage_of_the_right_source_counts() -> None:
    """A span's place is that of the first passage that holds it, under any name of its source, and of no other."""
    letter, other = (LETTER, "pub-1"), split_words("The ferry to the island leaves at ten.")
    read = [(("other.txt",), WORDS), (letter, other), (letter, WORDS), (letter, WORDS)]
    spans = (make_gold("office opens at nine"), make_gold("leaves at eleven", "leaves at ten"), make_gold("a tide"))
    assert place_spans(spans, passages=read) == [3, 2, None]
    assert place_spans([replace(spans[0], source="pub-1")], passages=read) == [3]
    assert place_spans(spans, passages=[]) == [None, None, None]


@given(lengths=st.lists(st.integers(0, 9)), most=st.integers(0, 30))
def test_no_more_words_are_read_than_asked_for(lengths: list[int], most: int) -> None:
    """The words that are left are the first ones, in their passages, and no more than there are or may be."""
    passages = [((LETTER,), tuple(f"{place}-{i}" for i in range(length))) for place, length in enumerate(lengths)]
    whole = [word for _, words in passages for word in words]
    kept = cut_to_words(passages, most=most)
    assert len(kept) == len(passages)
    assert [word for _, words in kept for word in words] == whole[:most]
