"""Words without their endings, so that "visits" and "visiting" are one; the past is told apart."""

from __future__ import annotations

from functools import cache

from assistant.rephrasing.tables import read_table

VOWELS = "aeiouy"
SHORT = 2
"""What is left of a word without its ending has at least so many letters."""
DOUBLED = frozenset("bdgmnprt")
ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))


@cache
def find_stem(word: str) -> tuple[str, bool]:
    """Return what a word, in small letters, is compared by, and whether it is in the past."""
    table = read_table()
    if word in table.past:
        return _common(table.past[word]), True
    plain = table.forms.get(word, word)
    if plain in table.deciding or plain in table.alike:
        return _common(plain), False
    bare = _without_ending(plain)
    return _common(bare), plain.endswith("ed") and bare != plain


def _common(word: str) -> str:
    """Return what stands for a word and for those that are alike, with or without the "e" that an ending hides."""
    table = read_table()
    word = next((table.alike[spelt] for spelt in (word, f"{word}e") if spelt in table.alike), word)
    return next((spelt for spelt in (word, f"{word}e") if spelt in table.deciding), word.removesuffix("e"))


def _without_ending(word: str) -> str:
    for ending, instead in ENDINGS:
        bare = word.removesuffix(ending)
        if bare == word or len(bare) < SHORT or bare[-1] == "s" or not any(letter in VOWELS for letter in bare):
            continue
        doubled = ending in {"ing", "ed"} and bare[-1] == bare[-2] and bare[-1] in DOUBLED
        return (bare[:-1] if doubled else bare) + instead
    return word
