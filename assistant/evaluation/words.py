"""Words as the scoring counts them, and how much of one run of words is in another.

A word is what stands between spaces and has a letter or a digit, in lower case, from its first letter or digit to its
last. Dashes, curly quotation marks, ligatures, soft hyphens, superscript tags and Markdown marks make no difference.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Words = tuple[str, ...]

_SINGLE_QUOTE = re.compile("[\u2018-\u201b\u2032]")
_DOUBLE_QUOTE = re.compile("[\u201c-\u201f\u2033]")
_DASH = re.compile("[\u2010-\u2015\u2212]")
# PDF readers write U+0002 or U+FFFE for a hyphen that only breaks a line.
_SOFT_HYPHEN = re.compile("[\u00ad\u0002\ufffe]\\s*")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
_TAG = re.compile(r"</?(?:sup|sub|b|i|u|em|strong)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"[*`]+|~~|__")
_BROKEN_AT_HYPHEN = re.compile(r"(?<=[^\W_])-\s+(?=[^\W_])")
_WORD = re.compile(r"[^\W_](?:\S*[^\W_])?")

_ABBREVIATIONS = "".join(rf"(?<!\b{short}\.)" for short in ("Dr", "Mr", "Mrs", "Ms", "No", "s", r"e\.g", r"i\.e"))
_SENTENCE_BREAK = re.compile(
    rf"""(?<=[.!?]){_ABBREVIATIONS}["'”’)\]*_]*\s+(?=["'“‘(\[*_]*[A-Z0-9•])"""  # a full stop, then a capital or number
    r"|\n\s*\n"  # a blank line
    r"|\s(?=[•▪◦]\s)"  # a bullet, also within a line
    r"|\n(?=\s*(?:[*–-]|\(?\w{1,3}[.)])\s)",  # a list mark that starts a line
)


def normalise(text: str) -> str:
    """Return a text in lower case and single spaces, without the marks that make no difference to its words."""
    plain = _SOFT_HYPHEN.sub("", text)
    # NFKC takes ligatures apart and would make two primes of a double one, so that quotation marks go first.
    plain = _DOUBLE_QUOTE.sub('"', _SINGLE_QUOTE.sub("'", _INVISIBLE.sub("", plain)))
    plain = _DASH.sub("-", unicodedata.normalize("NFKC", plain))
    plain = _EMPHASIS.sub("", _LINK.sub(r"\1", _TAG.sub("", plain)))
    plain = _BROKEN_AT_HYPHEN.sub("-", plain)
    return " ".join(plain.lower().split())


def split_words(text: str) -> Words:
    """Return the words of a text; marks without a letter or digit, such as bullets, are none."""
    return tuple(_WORD.findall(normalise(text)))


def split_sentences(text: str) -> tuple[Words, ...]:
    """Return the words of each sentence or list item; a sentence without words is left out."""
    sentences = (split_words(sentence) for sentence in _SENTENCE_BREAK.split(text))
    return tuple(sentence for sentence in sentences if sentence)


def count_in_order(gold: Sequence[str], *, within: Sequence[str]) -> int:
    """Return how many words of ``gold`` stand in ``within`` in the same order, gaps allowed.

    This is the length of the longest common subsequence, by the bit-parallel way of Hyyrö (2004): bit i of ``free`` is
    set while gold word i does not end a longer match, so that each quoted word costs one addition.
    """
    places: dict[str, int] = {}
    for place, word in enumerate(gold):
        places[word] = places.get(word, 0) | 1 << place
    every = (1 << len(gold)) - 1
    free = every
    for word in within:
        matched = free & places.get(word, 0)
        free = (free + matched | free - matched) & every
    return len(gold) - free.bit_count()


def longest_run(one: Sequence[str], *, within: Sequence[str]) -> int:
    """Return the length of the longest unbroken run of words that both have."""
    return SequenceMatcher(None, one, within, autojunk=False).find_longest_match().size
