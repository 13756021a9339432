"""Reads a question as plain words: neither capitals nor apostrophes, odd spaces or marks hide what it says."""

from __future__ import annotations

import re
import unicodedata

Words = tuple[str, ...]
"""The words of one sentence, in small letters without apostrophes; a number is a word."""

PIECE = 90
"""A text of more words is judged piece by piece, so that one sentence does not drown in a long letter."""
SENTENCE_END = re.compile(r"[.!?;\n\r\u2028\u2029](?!\d)")
WORD = re.compile(r"\d+|[^\W\d_]+")
APOSTROPHES = dict.fromkeys(map(ord, "'`’‘\u02bc\u2032\u00b4\uff07"))
DRAWN_OUT = re.compile(r"([^\W\d_])\1{3,}")
UNSEEN = frozenset({"Mn", "Me", "Cf"})


def read_sentences(text: str) -> tuple[Words, ...]:
    """Return the words of each sentence of a text; sentences without words are left out."""
    sentences = (tuple(WORD.findall(part)) for part in SENTENCE_END.split(_plain(text)))
    return tuple(words for words in sentences if words)


def _plain(text: str) -> str:
    """Return a text in small plain letters; one that is drawn out ("heeeeelp") stands twice."""
    if text.isascii():
        return DRAWN_OUT.sub(r"\1\1", text.translate(APOSTROPHES).lower())
    whole = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    seen = "".join(one for one in whole if unicodedata.category(one) not in UNSEEN)
    return DRAWN_OUT.sub(r"\1\1", seen.casefold())


def read_pieces(text: str) -> tuple[str, ...]:
    """Return a text in pieces of no more than ``PIECE`` words, each of which begins in the middle of the one before."""
    words = text.split()
    if len(words) <= PIECE:
        return (text,)
    starts = range(0, len(words) - PIECE // 2, PIECE // 2)
    return tuple(" ".join(words[start : start + PIECE]) for start in starts)
