"""Publications that a question names: by a title or a part of it, by its initials, or by kind and year.

What is named counts more, in search and among the sentences that may answer; nothing else is left out for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from assistant.words import WORD, Terms, stop_words
from ingest.describing import tables
from vectorstore.publications import Publication

PARTS = re.compile(r"\s*[:;–—()]\s*|\s+-\s+")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DATE = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b")
FEWEST_WORDS = 2
"""A part of a title with fewer words that tell something names too many things."""
FEWEST_AFTER_COMMA = 3
"""What follows a comma is often one of a list, as in "for children, young people and carers", and names nothing."""
FEWEST_INITIALS = 3
SHORTENED = 4
"""The beginning of a word, of so many letters, stands for it."""
YEARLY = ("annual_report",)
"""Kinds of which one comes out each year: with the year, the kind names it."""
ARTICLES = ("the", "a", "an")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Titles:
    """How publications may be called: by the stems of a part of their title, or its initials, by their first one.

    ``pairs`` are two telling words in a row that one title alone has, by the second: the first, and the publication's
    id. ``yearly`` are those of which one comes out each year, by kind; ``years`` are each publication's own.
    """

    called: Mapping[str, tuple[tuple[Words, str], ...]]
    yearly: Mapping[str, tuple[str, ...]]
    years: Mapping[str, frozenset[int]]
    pairs: Mapping[str, tuple[tuple[str, str], ...]]

    def find(self, question: str, *, terms: Terms) -> frozenset[str]:
        """Return the ids of the publications that a question names.

        A year in the question decides between those of one name, where one of them has it.
        """
        stems = terms(question)
        named = {identity for place in range(len(stems)) for identity in self._called_at(stems[place:])}
        years = {int(year) for year in YEAR.findall(question)}
        of_kind = {key for kind, some in self.yearly.items() if years and _names_kind(question, kind) for key in some}
        dated = {key for key in named | of_kind if years & self.years[key]}
        return frozenset(dated if years and dated else named)

    def find_loosely(self, words: str, *, terms: Terms) -> frozenset[str]:
        """Return the ids of the publications of which two telling words in a row are said, as in "info sharing"."""
        stems = _telling_stems(words, terms)
        return frozenset(
            identity
            for before, after in pairwise(stems)
            for first, identity in self.pairs.get(after, ())
            if first == before or (len(before) >= SHORTENED and first.startswith(before))
        )

    def _called_at(self, stems: list[str]) -> Iterator[str]:
        for words, identity in self.called.get(stems[0], ()):
            if tuple(stems[: len(words)]) == words:
                yield identity


def index_titles(publications: Iterable[Publication], *, terms: Terms) -> Titles:
    """Return how publications may be called."""
    held = {one.id: one for one in publications}
    called: dict[str, dict[tuple[Words, str], None]] = {}
    for identity, one in held.items():
        # A word that is too long for the index has no stem.
        for words in filter(None, _names(one.title, terms)):
            called.setdefault(words[0], {})[words, identity] = None
    yearly = {kind: tuple(key for key, one in held.items() if one.kind == kind) for kind in YEARLY}
    years = {key: _years_of(one) for key, one in held.items()}
    return Titles(
        {first: tuple(names) for first, names in called.items()}, yearly, years, _unique_pairs(held.values(), terms)
    )


def _unique_pairs(publications: Iterable[Publication], terms: Terms) -> dict[str, tuple[tuple[str, str], ...]]:
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in publications:
        for pair in pairwise(_telling_stems(one.title, terms)):
            owners[pair].add(one.id)
    pairs: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for (first, second), ids in owners.items():
        if len(ids) == 1:
            pairs[second].append((first, ids.pop()))
    return {second: tuple(firsts) for second, firsts in pairs.items()}


def _telling_stems(words: str, terms: Terms) -> list[str]:
    telling = (word for word in WORD.findall(words) if word.lower() not in stop_words())
    return [stem for word in telling for stem in terms(word)]


def _names(title: str, terms: Terms) -> Iterator[Words]:
    for part, fewest in _parts(title):
        words = WORD.findall(DATE.sub(" ", YEAR.sub(" ", part)))
        telling = [word for word in words if word.lower() not in stop_words()]
        if len(telling) < fewest:
            continue
        # Nobody says "The" of a title always.
        said = words[1:] if words[0].lower() in ARTICLES else words
        yield tuple(stem for word in said for stem in terms(word))
        for initials in {"".join(word[0] for word in some) for some in (words, telling)}:
            if len(initials) >= FEWEST_INITIALS:
                yield tuple(terms(initials))


def _parts(title: str) -> Iterator[tuple[str, int]]:
    """Yield the parts of a title, each with how many telling words it must have to name it."""
    for part in PARTS.split(title):
        first, *others = part.split(",")
        yield first, FEWEST_WORDS
        yield from ((other, FEWEST_AFTER_COMMA) for other in others)


def _names_kind(question: str, kind: str) -> bool:
    return (tables().names.get(kind) or kind).lower() in question.lower()


def _years_of(publication: Publication) -> frozenset[int]:
    """Return the years in a title; where it has none, that of publication."""
    named = frozenset(map(int, YEAR.findall(publication.title)))
    published = frozenset({publication.published.year}) if publication.published else frozenset[int]()
    return named or published
