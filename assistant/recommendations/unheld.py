"""What is told of recommendations whose publication is not held: how many there are, where something held says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Outcome, Statement
from assistant.recommendations.describing import tell_told
from assistant.recommendations.entries import ToldCount
from assistant.recommendations.quoting import Quoting
from assistant.recommendations.telling import MOST_TOLD, Told
from assistant.recommendations.wordings import wordings
from assistant.words import WORD, stop_words
from ingest.documents import Segment
from vectorstore.publications import StoredSentence
from vectorstore.record import Record

FEWEST_IN_A_ROW = 3
FEWEST_TELLING = 2
CAPITALS = re.compile(r"[A-Z]{3,}")
"""A name in capitals names something by itself."""
WITHOUT = "The wording of these recommendations is not held: the publication that makes them is not."


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number that is told of, the sentences of its paragraph up to it, and the heading over them."""

    count: ToldCount
    sentences: tuple[StoredSentence, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All words, in small letters, those of the heading first."""
        heading = self.sentences[0].section_path[-1:]
        return tuple(_words(" ".join((*heading, *(one.text for one in self.sentences)))))

    def named_from(self, asked: Sequence[str]) -> int:
        """Return the first of the sentences in which a word that is asked for stands, by its place."""
        places = [place for place, one in enumerate(self.sentences) if set(asked) & set(_words(one.text))]
        return min(places, default=len(self.sentences) - 1)


def find_unheld(question: str, counts: Sequence[ToldCount], record: Record) -> Told | None:
    """Return what is told of the recommendations that a question names; None unless all its words are accounted for."""
    asked = _find_asked(question) if wordings().opens.search(question.strip()) else ()
    if not asked:
        return None
    names = CAPITALS.findall(question)
    found = [one for one in _spoken(counts, record) if _speaks_of(one, question, asked, names)]
    if not found:
        return None
    counts = [_widen(one, asked, record) for one in found[:MOST_TOLD]]
    quoting = Quoting(record)
    quoted = tuple(quoting.quote_others(counts))
    if not quoted:
        return None
    said = Statement(text=tell_told([one.count for one in found], number=0), kind="notice")
    return Told(
        Outcome.PARTLY_ANSWERED,
        (said, *quoted),
        tuple(quoting.citations),
        tuple(quoting.publications),
        unanswered=(WITHOUT,),
    )


def _find_asked(question: str) -> tuple[str, ...]:
    """Return the words by which a question names whose recommendations it means."""
    dull = stop_words() | wordings().asks
    return tuple(word for word in dict.fromkeys(_words(question)) if word not in dull)


def _speaks_of(one: Spoken, question: str, asked: Sequence[str], names: Sequence[str]) -> bool:
    """Say whether a paragraph names all that a question names, by several words in a row or by a name in capitals."""
    words = one.words
    if not set(asked) <= set(words):
        return False
    enough = len(asked) >= FEWEST_TELLING or any(name.lower() in words for name in names)
    return enough or _longest_run(_words(question), words) >= FEWEST_IN_A_ROW


def _longest_run(asked: Sequence[str], words: Sequence[str]) -> int:
    """Return how many words in a row of a question stand so in others."""
    spelt, longest = f" {' '.join(words)} ", 0
    for first in range(len(asked)):
        while first + longest < len(asked) and f" {' '.join(asked[first : first + longest + 1])} " in spelt:
            longest += 1
    return longest


def _spoken(counts: Sequence[ToldCount], record: Record) -> Iterator[Spoken]:
    editions = dict.fromkeys((one.publication_id, one.edition_id) for one in counts)
    sentences = {place: record.edition_sentences(*place) for place in editions}
    for count in counts:
        held = sentences[count.publication_id, count.edition_id]
        own = next((one for one in held if _holds(one, count.segments[0])), None)
        if own:
            block = tuple(one for one in held if one.block == own.block and one.ordinal <= own.ordinal)
            yield Spoken(count, block)


def _holds(sentence: StoredSentence, segment: Segment) -> bool:
    return any(one.start <= segment.start < one.end for one in sentence.segments)


def _widen(one: Spoken, asked: Sequence[str], record: Record) -> ToldCount:
    """Return a count quoted with the sentences before it that name whose it is."""
    sentences = one.sentences[one.named_from(asked) :]
    segments = tuple(segment for sentence in sentences for segment in sentence.segments)
    text = record.text(one.count.publication_id, one.count.edition_id) or ""
    quote = " ".join(" ".join(text[segment.start : segment.end] for segment in segments).split())
    return one.count.model_copy(update={"quote": quote, "segments": segments})


def _words(text: str) -> list[str]:
    return [match[0].lower().replace("’", "'").removesuffix("'s") for match in WORD.finditer(text)]
