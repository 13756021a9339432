"""Finds the later words that show that something was done, or taken up, that somebody had said they would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.answering import Answerer
from assistant.timeline.comparing import Compared, Shares, numbered_otherwise, tells
from assistant.timeline.entries import Outcome
from assistant.timeline.topics import PROSE, thresholds
from assistant.timeline.wordings import Worded, wordings
from assistant.words import Terms, tell_words, weigh_terms
from vectorstore.publications import Publication, PublicationFilter, StoredSentence
from vectorstore.queries import Query
from vectorstore.search import search

PASSAGES = 40
SAME = 0.05
"""Of mentions that come about as near, the earliest is taken."""
OUTCOMES = {"done": Outcome.DONE, "taken_up": Outcome.TAKEN_UP}


@dataclass(frozen=True)
class Promised:
    """A commitment: the sentence that holds it, how it is worded, and the sentences that say what it is about."""

    publication: Publication
    sentence: StoredSentence
    worded: Worded
    about: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """What is to be done, in words that stand alone."""
        return " ".join((*self.about, self.sentence.text))

    @property
    def day(self) -> dt.date | None:
        """When it was said."""
        return day_of(self.publication)


@dataclass(frozen=True, slots=True)
class Mention:
    """A later sentence, what it shows, and how near it comes."""

    publication: Publication
    sentence: StoredSentence
    outcome: Outcome
    nearness: float


def day_of(publication: Publication) -> dt.date | None:
    """Return the day on which a publication's words were said: of a letter, the day it is dated."""
    letter = publication.letter
    return (letter.sent if letter else None) or publication.published


@dataclass(frozen=True)
class Following:
    """Looks in a record, as far as it may be seen, for what became of commitments."""

    answerer: Answerer
    wanted: PublicationFilter

    def make_promised(self, publication: Publication, sentence: StoredSentence, worded: Worded) -> Promised:
        """Return a commitment; one that says nothing of its own is about what the sentence before it says."""
        own = self.weigh(sentence.text)
        if own and not wordings().leans.search(sentence.text):
            return Promised(publication, sentence, worded)
        held = self.answerer.store.edition_sentences(publication.id, publication.edition_id)
        before = [one for one in held[max(sentence.ordinal - 1, 0) : sentence.ordinal] if one.kind in PROSE]
        beside = [one.text for one in before if one.section_path == sentence.section_path]
        # A heading says what a section is about; in the same block, the sentence before it says it more closely.
        closely = bool(before) and before[-1].block == sentence.block and not wordings().leans.search(sentence.text)
        return Promised(publication, sentence, worded, (*(() if closely else sentence.section_path[-1:]), *beside))

    def find_mention(self, promised: Promised) -> Mention | None:
        """Return the earliest of the best later mentions of a commitment; None when the record shows none."""
        found = list(self._find_mentions(promised))
        if not found:
            return None
        best = max(one.nearness for one in found)
        near = [one for one in found if one.nearness >= best - SAME]
        return min(near, key=lambda one: (day_of(one.publication), -one.nearness, one.sentence.ordinal))

    def weigh(self, text: str) -> dict[str, float]:
        """Return the stems of the words of a text that tell what it is about, each with its rarity."""
        weights = weigh_terms(text, terms=self._terms, rarity=self.answerer.rarity)
        return {stem: much for stem, much in weights.items() if stem not in self._dull and not stem.isdigit()}

    def _find_mentions(self, promised: Promised) -> Iterator[Mention]:
        compared = self.compare(promised.text)
        for publication, sentence, vector in self._find_later(promised, compared):
            own = publication.speaker is promised.publication.speaker
            outcome = self.tell_outcome(compared, sentence.text, vector, own=own)
            if outcome:
                yield Mention(publication, sentence, outcome, round(float(vector @ compared.vector), 6))

    def _find_later(
        self, promised: Promised, compared: Compared
    ) -> Iterator[tuple[Publication, StoredSentence, NDArray[np.float32]]]:
        """Yield the sentences of prose, with their vectors, in later passages that come near."""
        if promised.day is None or promised.day == dt.date.max:
            return
        store = self.answerer.store
        later = replace(self.wanted, published_from=promised.day + dt.timedelta(days=1))
        query = Query(tell_words(promised.text), compared.vector, stems=compared.weights)
        hits = search(query, store=store, wanted=later, limit=PASSAGES)
        texts = store.passage_texts(hit.passage for hit in hits)
        for hit in hits:
            text = texts[hit.passage.id]
            for sentence, vector in zip(text.sentences, text.vectors, strict=True):
                if sentence.kind in PROSE:
                    yield hit.publication, sentence, vector

    def compare(self, text: str) -> Compared:
        """Make what was promised ready to be compared."""
        vector = self.answerer.store.embed_question([text])[0]
        return Compared(text, vector, self.weigh(text), frozenset(self._stems(text)))

    def tell_outcome(
        self, promised: Compared, sentence: str, vector: NDArray[np.float32], *, own: bool
    ) -> Outcome | None:
        """Return what a later sentence, ``own`` when the same speak, tells of what was promised; None: nothing."""
        worded = wordings().find_outcome(sentence, is_promised=lambda verb: self._is_verb_of(promised, verb))
        if worded is None or numbered_otherwise(promised.text, sentence):
            return None
        outcome, near, least = OUTCOMES[worded.kind], float(vector @ promised.vector), thresholds("mention")
        if tells(outcome, near, Shares.of(promised.weights, self.weigh(sentence))):
            return outcome
        recalls = own and near >= least["recalled"] and wordings().recalls.search(sentence)
        return outcome if recalls and len(promised.stems & self._stems(sentence)) >= least["any"] else None

    def _is_verb_of(self, promised: Compared, verb: str) -> bool:
        stems = self._stems(verb)
        return bool(stems) and promised.stems.issuperset(stems)

    def _stems(self, text: str) -> frozenset[str]:
        return frozenset(weigh_terms(text, terms=self._terms, rarity=self.answerer.rarity))

    @property
    def _terms(self) -> Terms:
        return self.answerer.store.lexical.terms

    @cached_property
    def _dull(self) -> frozenset[str]:
        return frozenset(stem for word in wordings().general for stem in self._terms(word))
