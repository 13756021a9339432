from __future__ import annotations

import pytest

from assistant.words import coverage, is_text, stop_words, tell_words, weigh_terms, without_marks


def stems(text: str) -> list[str]:
    """Return the words of a text without a final s, as an analyser might."""
    return [word.removesuffix("s") for word in text.split()]


def rarity(word: str) -> float:
    """Return one tenth for each letter."""
    return len(word) / 10


def test_stop_words_are_single_words_in_lower_case() -> None:
    """Every entry can be met: one word, in lower case; the file's remarks are not among them."""
    assert {"the", "who", "is"} <= stop_words()
    assert all(word == word.lower() and "#" not in word for word in stop_words())


def test_only_telling_words_have_a_weight() -> None:
    """Words that say nothing of the matter weigh nothing; the others weigh by how rare they are."""
    assert weigh_terms("Who is the chair of a review?", terms=stems, rarity=rarity) == {"chair": 0.5, "review": 0.6}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Who is the chair of a review?", "chair review"),
        ("the Panel’s view", "Panel’s view"),
        ("What is it?", "What is it?"),
        ("", ""),
    ],
)
def test_only_telling_words_are_told(asked: str, told: str) -> None:
    """Words that say nothing are left out, unless there are no others."""
    assert tell_words(asked) == told


def test_words_of_one_stem_weigh_once() -> None:
    """A stem that two words share has the weight of the rarer one; a possessive is the word itself."""
    weights = weigh_terms("Reviews, the review’s review", terms=stems, rarity=rarity)
    assert weights == {"review": 0.7}


@pytest.mark.parametrize(
    ("present", "share"), [(["chair"], 0.25), (["chair", "chair"], 0.25), (["chair", "region", "x"], 1.0), ([], 0.0)]
)
def test_coverage_is_the_weighted_share(present: list[str], share: float) -> None:
    """Each term counts once and with its weight; words that nobody asked for count nothing."""
    assert coverage({"chair": 1.0, "region": 3.0}, present) == share


def test_a_question_without_telling_words_is_covered_by_anything() -> None:
    """Where there is nothing to look for, all of it is found."""
    assert coverage({}, ["word"]) == 1.0


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("## The  **first**\n\nreview", "The first review"),
        ("9<sup>th</sup> June", "9th June"),
        ("see [the letter](#) of \\[May\\]", "see the letter of [May]"),
        ("3 < 4 and 5 * 6", "3 < 4 and 5 * 6"),
        ("a_file_name", "a_file_name"),
    ],
)
def test_marks_are_left_out_when_shown(printed: str, shown: str) -> None:
    """A person reads the words on one line, without Markdown and left-over tags; other signs stay."""
    assert without_marks(printed) == shown


@pytest.mark.parametrize(("words", "fine"), [("café 𝄞", True), ("half \ud834", False), ("not utf-8 \udce9", False)])
def test_half_characters_are_no_text(words: str, fine: bool) -> None:
    """Words that cannot be written down are known as such; every real character can be."""
    assert is_text(words) is fine


def test_a_word_that_is_several_to_the_index_weighs_as_each_does() -> None:
    """Where the index holds a word as several, each of them weighs by how rare it is itself."""
    weights = weigh_terms("s47", terms=lambda _: ["section", "47", "section47"], rarity=rarity)
    assert weights == {"section": 0.7, "47": 0.2, "section47": 0.9}
