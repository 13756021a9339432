"""Reads a text word by word, as statements and quotations are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from assistant.citing import normalise
from assistant.rephrasing.numbers import is_number, take_number
from assistant.rephrasing.stems import find_stem
from assistant.rephrasing.tables import find_phrase, read_table

ALSO_WORDS = frozenset({"may", "march", "mar", "dec", "sep"})
ORDINAL = re.compile(r"([0-9]+)(?:st|nd|rd|th)")
CLAUSE_ENDS = frozenset(",;:()-•\n.!?")
SENTENCE_ENDS = frozenset(".!?\n•:-")
NO_WORDS = frozenset("\"'*_[]/\\|{}^`…&")
"""Signs that change nothing of what is said; all others, such as % and £, count as figures do."""
PIECE = re.compile(
    r"[0-9]+(?:st|nd|rd|th)\b|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
    r"|[^\W\d_]+(?:'[^\W\d_]+)*|\n|\S"
)
JOINED = re.compile(r"(?<=\w)-(?=\w)")
SHORTENED = {"n't": "not", "'ll": "will", "'d": "would", "'re": "are", "'ve": "have", "'m": "am", "'s": ""}
IRREGULAR = {
    "cannot": "can not",
    "can't": "can not",
    "won't": "will not",
    "shan't": "shall not",
} | {f"{word}'s": f"{word} is" for word in ("it", "he", "she", "that", "there", "who", "what")}


class Sort(Enum):
    """What a word is: it may be left out (LINKING), or with its clause (WORD), or never."""

    LINKING = "linking"
    WORD = "word"
    DECIDING = "deciding"
    FIGURE = "figure"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; ``meaning`` is what it is compared by, ``clause`` counts the clauses before it.

    ``begins`` says that it begins a sentence with a capital letter, as names and all other words do there; ``joins``
    that it begins a clause that may stand before or after the one it belongs to.
    """

    said: str
    meaning: str
    past: bool
    sort: Sort
    clause: int
    begins: bool = False
    joins: bool = False

    def is_like(self, other: Word) -> bool:
        """Say whether two words are taken for the same: what may be a name in the same letters, verbs in one time."""
        if Sort.NAME in (self.sort, other.sort) or (self.begins and other.begins):
            return self.said == other.said
        return (self.meaning, self.past) == (other.meaning, other.past)


def read_words(text: str) -> list[Word]:
    """Return the words of a text that count, in order."""
    return list(_weigh(_take_apart(text)))


def _take_apart(text: str) -> list[str]:
    """Return the words, numbers, signs and ends of lines of a text, its phrases and shortened forms written out."""
    lines = "\n".join(JOINED.sub(" ", normalise(line)) for line in text.splitlines())
    plain = find_phrase().sub(lambda match: read_table().phrases[match[0].lower()], lines)
    return [part for piece in PIECE.findall(plain) if piece not in NO_WORDS for part in _write_out(piece)]


def _write_out(piece: str) -> list[str]:
    if whole := IRREGULAR.get(piece.lower()):
        return whole.split()
    for ending, full in SHORTENED.items():
        if piece.lower().endswith(ending) and len(piece) > len(ending):
            return [piece[: -len(ending)], *([full] if full else [])]
    return [piece]


def _weigh(pieces: Sequence[str]) -> Iterator[Word]:
    clause, begins, place = 0, True, 0
    lower = [piece.lower() for piece in pieces]
    while place < len(pieces):
        piece, said, taken = pieces[place], lower[place], 1
        if piece in CLAUSE_ENDS:
            clause, begins, place = clause + 1, begins or piece in SENTENCE_ENDS, place + 1
            continue
        clause += said in read_table().joining or said in {"and", "but"}
        if is_number(said):
            value, taken = take_number(lower[place:])
            yield Word(value, value, past=False, sort=Sort.FIGURE, clause=clause)
        elif said not in read_table().ignored or _is_abbreviation(piece):
            yield _read_word(pieces, place, clause=clause, begins=begins)
        begins, place = False, place + taken


def _read_word(pieces: Sequence[str], place: int, *, clause: int, begins: bool) -> Word:
    piece, said = pieces[place], pieces[place].lower()
    near = [word.lower() for word in pieces[max(0, place - 1) : place + 3]]
    if said in read_table().months and (said not in ALSO_WORDS or any(word[0].isdigit() for word in near)):
        return Word(said, said[:3], past=False, sort=Sort.FIGURE, clause=clause)
    if not said[0].isalpha():
        day = ORDINAL.sub(r"\1", said) if any(word in read_table().months for word in near) else said
        return Word(day, day, past=False, sort=Sort.FIGURE, clause=clause)
    meaning, past = find_stem(said)
    capital = piece[0].isupper() and said != "i"
    named = capital and (not begins or _is_abbreviation(piece))
    usual = _sort(said, meaning)
    joins = said in read_table().joining
    first = begins and capital and usual is Sort.WORD
    return Word(said, meaning, past, Sort.NAME if named else usual, clause, first, joins)


def _sort(said: str, meaning: str) -> Sort:
    if said in read_table().linking:
        return Sort.LINKING
    return Sort.DECIDING if meaning in read_table().deciding else Sort.WORD


def _is_abbreviation(piece: str) -> bool:
    return len(piece) > 1 and sum(map(str.isupper, piece)) > 1
