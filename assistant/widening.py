"""From a question to what else is searched for it, each with its reason. The user's own words always stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.abbreviations import find_abbreviations
from assistant.found import Expansion
from assistant.looking_up import LookingUp
from assistant.wording import find_printed_words
from assistant.words import Rarity, Terms, Why, Wider, weigh_terms
from vectorstore.references import find_references

WEIGHTS: Mapping[Why, float] = {
    "wording": 0.75,
    "abbreviation": 0.75,
    "definition": 0.75,
    "spelling": 0.75,
    "wider": 0.4,
    "number": 0.0,
}
"""How much what is searched as well counts beside the user's own words (1); the index writes numbers out by itself."""
LONGEST = 4000
"""A text of more characters, such as a follow-up to a page that was pasted, has words enough."""
IN_PLACE = frozenset({"spelling", "number"})


def widen(question: str, *, looking_up: LookingUp) -> tuple[Wider, ...]:
    """Return what is searched as well as a question's own words, in the question's order; of a long text nothing."""
    if len(question) > LONGEST:
        return ()
    abbreviations = find_abbreviations(question, terms=looking_up.store.lexical.terms)
    known = _apart([*_find_numbers(question), *abbreviations, *find_printed_words(question)])
    return tuple(sorted([*known, *looking_up.look_up(question, known)], key=lambda one: one.start))


def _find_numbers(question: str) -> Iterator[Wider]:
    for start, end, written in find_references(question):
        if " ".join(written) != question[start:end].lower():
            yield Wider(start, end, " ".join(written), "number")


def _apart(found: Iterable[Wider]) -> list[Wider]:
    """Return what stands for different words of a question: of two for the same, the first."""
    kept: list[Wider] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return kept


def weigh_words(wider: Sequence[Wider]) -> dict[str, float]:
    """Return the words that are searched as well, each with its weight beside the user's own (1)."""
    weights: dict[str, float] = {}
    for one in wider:
        if WEIGHTS[one.why]:
            weights[one.searched] = max(weights.get(one.searched, 0.0), WEIGHTS[one.why])
    return weights


def weigh_stems(wider: Sequence[Wider], *, terms: Terms, rarity: Rarity) -> dict[str, float]:
    """Return the stems of the telling words that are searched as well, each with how much it tells."""
    weights: dict[str, float] = {}
    for words, much in weigh_words(wider).items():
        for stem, weight in weigh_terms(words, terms=terms, rarity=rarity).items():
            weights[stem] = max(weights.get(stem, 0.0), much * weight)
    return weights


def explain(one: Wider, question: str) -> Expansion:
    """Return what is searched as well as some words of a question, as it is told."""
    said = question[one.start : one.end]
    return Expansion(said=said, searched=one.searched, why=one.why, weight=WEIGHTS[one.why], passage_id=one.passage_id)


def say_otherwise(question: str, wider: Sequence[Wider]) -> str:
    """Return a question with its spelling mended and with what else its words are called; as it is where nothing is."""
    for one in sorted(wider, key=lambda one: -one.start):
        if one.why in IN_PLACE:
            question = question[: one.start] + one.searched + question[one.end :]
    meant = dict.fromkeys(one.searched for one in wider if one.why not in IN_PLACE and not one.in_print)
    return f"{question} ({' '.join(meant)})" if meant else question
