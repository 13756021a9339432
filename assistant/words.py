"""Words of questions and sentences: which carry meaning, and how far one text covers another."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Terms = Callable[[str], list[str]]
"""The lexical index's analyser: a text in, its stemmed words out."""
Rarity = Callable[[str], float]

Why = Literal["wording", "wider", "abbreviation", "definition", "spelling", "number"]
"""Why something is searched as well: publications say it so, or in a wider word; it stands for an abbreviation or the
other way round, by our table or by a definition that is held; the spelling is mended; a numbered thing is written out.
"""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
MARKUP = re.compile(
    r"</?(?:sup|sub|b|i|em|strong|u)>|\*\*|__|\[([^\]\n]+)\]\([^)\n]*\)|^#{1,6}\s+|\\(?=[\[\]*_#])", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Wider:
    """Words of a question (characters ``start`` to ``end``) and what is searched as well as them.

    ``passage_id`` is where a definition stands. What is only ``in_print`` is a short form, which has no meaning to an
    embedding model.
    """

    start: int
    end: int
    searched: str
    why: Why
    passage_id: str | None = None
    in_print: bool = False


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing of what a question is about."""
    text = (files("assistant") / "stop_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def weigh_terms(text: str, *, terms: Terms, rarity: Rarity) -> dict[str, float]:
    """Return the stems of a text's telling words, each with its rarity."""
    weights: dict[str, float] = {}
    for bare in map(_bare, WORD.findall(text)):
        if bare not in stop_words():
            stems = terms(bare)
            # What is several words to the index ("s47") weighs as each of them does.
            rare = [rarity(bare)] if len(stems) == 1 else map(rarity, stems)
            weights |= {stem: max(weights.get(stem, 0.0), much) for stem, much in zip(stems, rare, strict=True)}
    return weights


def tell_words(text: str) -> str:
    """Return a text without the words that say nothing, or all of it when it has no others.

    Half of all passages hold such words: to score them takes long and changes nothing.
    """
    told = (word for word in WORD.findall(text) if _bare(word) not in stop_words())
    return " ".join(told) or text


def _bare(word: str) -> str:
    return word.lower().replace("’", "'").removesuffix("'s")


def coverage(weights: Mapping[str, float], present: Collection[str]) -> float:
    """Return the weighted share (0 to 1) of terms that are present; 1 when there are none to look for."""
    total = sum(weights.values())
    return sum(weight for stem, weight in weights.items() if stem in present) / total if total else 1.0


def is_text(words: str) -> bool:
    """Say whether words can be written down: NUL, half a character, and what came in as no UTF-8 cannot."""
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in words)


def without_marks(text: str) -> str:
    """Return verbatim words as a person reads them: one line, without Markdown and left-over tags."""
    return " ".join(MARKUP.sub(lambda match: match[1] or "", text).split())
