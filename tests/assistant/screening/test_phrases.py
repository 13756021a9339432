from __future__ import annotations

from typing import SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadRequest
from assistant.screening.concerns import Concern, read_table
from assistant.screening.phrases import Found, Phrasebook, read_phrase, stands_at
from assistant.screening.reading import read_sentences

SETS = {"kin": ["mum", "dad", "nan*"]}
MOST_LOOKS = 1000
"""How many words are looked at, at the most, for each word of a text; the number does not depend on the text."""


class Counted(tuple[str, ...]):
    """Words that remember how often they are looked at."""

    __slots__ = ()
    looks: list[int] = []  # noqa: RUF012  one counter that the test empties

    def __getitem__(self, place: SupportsIndex | slice) -> str:  # type: ignore[override]
        """Return a word and count."""
        self.looks.append(1)
        return str(super().__getitem__(place))


def stands(written: str, text: str) -> bool:
    """Say whether a phrase stands at the beginning of a text."""
    return stands_at(0, phrase=read_phrase(written, sets=SETS), words=tuple(text.split()))


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("my son", "my son", True),
        ("my son", "my", False),
        ("my|our son", "our son", True),
        ("bruis*", "bruising", True),
        ("bruis*", "brush", False),
        ("my {kin}", "my nanny", True),
        ("my {kin}", "my aunt", False),
        ("0-17 year*", "9 years", True),
        ("0-17 year*", "18 years", False),
        ("# days", "400 days", True),
        ("# days", "12345678901234567890 days", False),
        ("told .. me", "told me", True),
        ("told .. me", "told all of us me", True),
        ("told .. me", "told one two three four me", False),
        ("told .. me .. now", "told him me and her now", True),
        ("told .. me now", "told me me now", True),
    ],
)
def test_a_phrase_is_found_where_it_stands(written: str, text: str, *, found: bool) -> None:
    """A word, an ending, a choice, a set, a number and a gap each mean what they are written for."""
    assert stands(written, text) is found


@pytest.mark.parametrize("written", ["", ".. me", "me ..", "a .. b .. c .. d", "Me", "can't", "{nobody}", "a||b"])
def test_a_phrase_that_cannot_be_read_is_refused(written: str) -> None:
    """What is no phrase is said to be none when it is read, before any question comes."""
    with pytest.raises(BadRequest):
        read_phrase(written, sets=SETS)


def test_a_phrasebook_finds_all_groups_in_order() -> None:
    """Phrases are found by their first word, its beginning or a number, each with its group and place."""
    written = {"hurt": ["bruis*", "hit .. him"], "age": ["0-17 yo"], "told": ["told me"]}
    groups = {group: [read_phrase(one, sets={}) for one in phrases] for group, phrases in written.items()}
    (words,) = read_sentences("he is 9 yo, bruised, and they hit and bit him")
    found = list(Phrasebook(groups).find(words))
    assert found == [Found("age", 2), Found("hurt", 4), Found("hurt", 7)]


def _vocabulary() -> list[str]:
    """Return what phrases of our own tables begin with: nothing is harder to read."""
    table = read_table(Concern.DANGER).phrasebook
    return sorted({*table._by_word, *table._by_beginning, "9", "15"})  # noqa: SLF001


@given(st.lists(st.sampled_from(_vocabulary()), min_size=1, max_size=200))
def test_looking_grows_with_the_words_alone(words: list[str]) -> None:
    """However words are put together, none costs more looks than a fixed number."""
    Counted.looks.clear()
    counted = Counted(words)
    list(read_table(Concern.DANGER).phrasebook.find(counted))
    assert len(Counted.looks) <= MOST_LOOKS * len(words)
