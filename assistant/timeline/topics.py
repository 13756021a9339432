"""A topic as it is typed, made ready to be searched, and the words of publications that are on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from assistant.answering import WORD, Answerer
from assistant.answers import Question
from assistant.choosing import PASSAGES
from assistant.errors import BadQuestion
from assistant.evidence import Asked, Run, find_runs
from assistant.readying import as_query
from assistant.words import is_text
from ingest.documents import BlockKind
from vectorstore.publications import Publication, PublicationFilter, StoredSentence
from vectorstore.search import search

LONGEST = 300
"""Characters of a topic."""
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})
QUOTED = PROSE | {BlockKind.TABLE_ROW, BlockKind.FOOTNOTE}


@cache
def thresholds(part: str) -> dict[str, float]:
    """Return the thresholds of one part of the table."""
    text = (files("assistant") / "timeline" / "thresholds.yaml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in yaml.safe_load(text)[part].items()}


@dataclass(frozen=True, slots=True)
class OnTopic:
    """The runs of sentences that are on a topic, best first; ``asked`` is the topic made ready to be compared."""

    asked: Asked
    runs: tuple[Run, ...]

    @property
    def sentences(self) -> Iterator[tuple[Publication, StoredSentence]]:
        """The sentences of the runs, each once, as they come nearest."""
        told: set[tuple[str, int]] = set()
        for run in self.runs:
            for one in run.sentences:
                place = run.publication.edition_id, one.ordinal
                if place not in told:
                    told.add(place)
                    yield run.publication, one


def check_topic(answerer: Answerer, text: str) -> str:
    """Return a topic without space around it; ``BadQuestion`` when it is none, or holds personal data."""
    topic = " ".join(text.split())
    if not is_text(topic):
        raise BadQuestion("The topic holds broken characters; type it again, as UTF-8 text.")
    if not WORD.search(topic):
        raise BadQuestion("The topic is empty; type what you want to know about.")
    if len(topic) > LONGEST:
        raise BadQuestion(f"The topic has {len(topic):,} characters and the limit is {LONGEST:,}; shorten it.")
    answerer.screen.check(topic)
    return topic


def find_on_topic(answerer: Answerer, topic: str, wanted: PublicationFilter) -> OnTopic:
    """Return what the publications that pass a filter hold on a topic, which must have been checked."""
    asked = answerer.readying.make_ready(Question(topic, wanted=wanted), topic)
    hits = search(as_query(topic, asked), store=answerer.store, wanted=wanted, limit=PASSAGES)
    found = find_runs(answerer.choosing.read(hits), asked, weights=answerer.weights)
    return OnTopic(asked, tuple(_keep(found)))


def _keep(found: Sequence[Run]) -> Iterator[Run]:
    """Yield the runs of prose, best first, that are on the topic."""
    least = thresholds("topic")
    score = found[0].score - least["margin"] if found else 0.0
    for run in found:
        said = run.coverage >= least["said"] and run.cosine >= least["near"]
        meant = run.cosine >= least["meant"] and run.passage_coverage >= least["within"]
        if run.score >= score and (said or meant) and all(one.kind in QUOTED for one in run.sentences):
            yield run
