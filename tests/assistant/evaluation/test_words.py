from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.words import count_in_order, longest_run, normalise, split_sentences, split_words

WORD_LISTS = st.lists(st.sampled_from("abcd"), max_size=14)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("The  Panel\n\twrote", "the panel wrote"),
        ("14–16 multi‑agency", "14-16 multi-agency"),
        ("the “child’s” voice", 'the "child\'s" voice'),
        ("ﬁrst oﬃce", "first office"),
        ("safe\u00adguarding", "safeguarding"),
        ("safe\u00ad\nguarding", "safeguarding"),
        ("safe\ufffe\nguarding", "safeguarding"),
        ("multi-\nagency", "multi-agency"),
        ("29<sup>th</sup> April", "29th april"),
        ("**Children looked after**", "children looked after"),
        ("see [the letter](letter.md) now", "see the letter now"),
    ],
)
def test_normalise_removes_differences_of_type(typed: str, plain: str) -> None:
    """Spacing, dashes, curly quotes, ligatures, soft hyphens, superscript tags and Markdown make no difference."""
    assert normalise(typed) == plain


def test_words_leave_out_marks() -> None:
    """Bullets, lone dashes and the punctuation at the edge of a word are no part of the words."""
    assert split_words("• “Why?” – 2. (35%) parent(s)or _carers_") == ("why", "2", "35", "parent(s)or", "carers")


def test_sentences_end_at_full_stops_bullets_and_blank_lines() -> None:
    """A quotation falls into its sentences and list items, and an abbreviation ends none of them."""
    text = "Dr Brook wrote, e.g. This. “Yes.” It covers: • one thing; • two things\n\nLast\n2) more"
    assert [" ".join(words) for words in split_sentences(text)] == [
        "dr brook wrote e.g this",
        "yes",
        "it covers",
        "one thing",
        "two things",
        "last",
        "2 more",
    ]


@given(WORD_LISTS, WORD_LISTS)
def test_count_in_order_is_the_longest_common_subsequence(gold: list[str], quoted: list[str]) -> None:
    """The bit-parallel count equals the length that the textbook table gives."""
    table = [[0] * (len(quoted) + 1) for _ in range(len(gold) + 1)]
    for i, one in enumerate(gold):
        for j, other in enumerate(quoted):
            table[i + 1][j + 1] = table[i][j] + 1 if one == other else max(table[i][j + 1], table[i + 1][j])
    assert count_in_order(gold, within=quoted) == table[-1][-1]


@given(WORD_LISTS, WORD_LISTS)
def test_longest_run_is_an_unbroken_stretch_of_both(one: list[str], other: list[str]) -> None:
    """The run is the longest stretch of one list that stands unbroken in the other."""
    stretches = {tuple(one[i:j]) for i in range(len(one)) for j in range(i, len(one) + 1)} | {()}
    held = {tuple(other[i:j]) for i in range(len(other)) for j in range(i, len(other) + 1)} | {()}
    assert longest_run(one, within=other) == max(map(len, stretches & held))


@given(st.text())
def test_normalise_gives_single_spaced_words(text: str) -> None:
    """Whatever the text, what is left has single spaces and none at its ends."""
    assert normalise(text) == " ".join(normalise(text).split())
