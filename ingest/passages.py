"""Cuts a reading into passages: whole sentences under one heading, as many as the embedding model can take in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.documents import BlockKind, Passage, Section, Sentence, TokenSpans

APART = frozenset({BlockKind.FOOTNOTE, BlockKind.DATE_LINE, BlockKind.SALUTATION})
HEADINGS_SHARE = 0.25


def cut_passages(
    sentences: Sequence[Sentence], sections: Sequence[Section], *, token_spans: TokenSpans, most_tokens: int
) -> tuple[Passage, ...]:
    """Return passages of at most ``most_tokens`` tokens, the last headings of their section in front.

    A list is kept with the line that introduces it; where it is too long, every part of it begins with that line again.
    Headings that would fill more than a quarter of a passage are not put in front, and a line is not repeated where it
    leaves no room for what it introduces. No sentence may be longer than three quarters of a passage under headings.
    """
    sizes = [len(token_spans(sentence.text)) for sentence in sentences]
    found: list[Passage] = []
    for section, members in groupby(sentences, key=lambda sentence: sentence.section):
        front = _front(sections[section], token_spans=token_spans, most_tokens=most_tokens)
        fit = Fit(sizes, room=most_tokens - len(token_spans(front)), under_headings=bool(front))
        for run in _runs(list(members), fit):
            words = " ".join([*([front] if front else []), *(sentences[i].text for i in fit.told(run))])
            found.append(Passage(len(found), section, run[0].ordinal, run[-1].ordinal, words))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Fit:
    """How much goes into a passage: the ``sizes`` of all sentences and the ``room`` behind the headings, in tokens."""

    sizes: Sequence[int]
    room: int
    under_headings: bool

    def told(self, run: Sequence[Sentence]) -> list[int]:
        """Return the sentences whose words a passage holds: its own, and before them the line that introduces them."""
        own = [s.ordinal for s in run if not (self.under_headings and s.kind is BlockKind.HEADING)]
        lead = run[0].lead_in
        if lead is not None and lead < run[0].ordinal and self.goes_with(lead, run[0]):
            return [lead, *own]
        return own or [s.ordinal for s in run]

    def takes(self, run: Sequence[Sentence]) -> bool:
        """Say whether sentences fit into one passage."""
        return sum(self.sizes[i] for i in self.told(run)) <= self.room

    def goes_with(self, lead: int, sentence: Sentence) -> bool:
        """Say whether the line that introduces a list fits into one passage with a sentence of the list."""
        return self.sizes[lead] + self.sizes[sentence.ordinal] <= self.room


def _front(section: Section, *, token_spans: TokenSpans, most_tokens: int) -> str:
    """Return the last two headings; the last one, or none, where they are too long."""
    for steps in (section.path[-2:], section.path[-1:]):
        front = "\n".join(step.rstrip(".:") + "." for step in steps)
        if len(token_spans(front)) <= most_tokens * HEADINGS_SHARE:
            return front
    return ""


def _runs(members: Sequence[Sentence], fit: Fit) -> Iterator[list[Sentence]]:
    """Yield sentences in order, as many together as there is room for; notes stand alone."""
    run: list[Sentence] = []
    for sentence in members:
        apart = bool(run) and (sentence.kind in APART) != (run[-1].kind in APART)
        if run and (apart or not fit.takes([*run, sentence])):
            run, carried = _before_list(run, sentence, fit)
            yield run
            run = carried
        run.append(sentence)
    if run:
        yield run


def _before_list(run: list[Sentence], following: Sentence, fit: Fit) -> tuple[list[Sentence], list[Sentence]]:
    """Move the line that introduces a list over to the passage that holds the list."""
    lead = following.lead_in
    if len(run) > 1 and lead is not None and lead == run[-1].ordinal and fit.goes_with(lead, following):
        return run[:-1], run[-1:]
    return run, []
