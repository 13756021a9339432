"""Cuts a reading into passages: whole sentences under one heading, as many as the embedding model can take in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ingest.documents import BlockKind, Passage, Section, Sentence, TokenSpans

APART = frozenset({BlockKind.FOOTNOTE, BlockKind.DATE_LINE, BlockKind.SALUTATION})


def cut_passages(
    sentences: Sequence[Sentence], sections: Sequence[Section], *, token_spans: TokenSpans, most_tokens: int
) -> tuple[Passage, ...]:
    """Return passages of at most ``most_tokens`` tokens, the last headings of their section in front.

    A list is kept with the line that introduces it; where it is too long, every part of it begins with that line again.
    """
    found: list[Passage] = []
    for section, members in groupby(sentences, key=lambda sentence: sentence.section):
        front = _front(sections[section])
        room = most_tokens - len(token_spans(front))
        for run in _runs(list(members), sentences, room=room, token_spans=token_spans):
            first, last = run[0], run[-1]
            words = " ".join(part for part in (front, *_texts(run, sentences)) if part)
            found.append(Passage(len(found), section, first.ordinal, last.ordinal, words))
    return tuple(found)


def _front(section: Section) -> str:
    return "\n".join(step.rstrip(".:") + "." for step in section.path[-2:])


def _texts(run: Sequence[Sentence], sentences: Sequence[Sentence]) -> list[str]:
    lead = run[0].lead_in
    introduction = [sentences[lead].text] if lead is not None and lead < run[0].ordinal else []
    body = [s.text for s in run if s.kind is not BlockKind.HEADING]
    return introduction + (body or [s.text for s in run])


def _runs(
    members: Sequence[Sentence], sentences: Sequence[Sentence], *, room: int, token_spans: TokenSpans
) -> Iterator[list[Sentence]]:
    """Yield sentences in order, as many together as there is room for; notes stand alone."""
    run: list[Sentence] = []
    used = 0
    for sentence in members:
        size = 0 if sentence.kind is BlockKind.HEADING else len(token_spans(sentence.text))
        apart = run and (sentence.kind in APART) != (run[-1].kind in APART)
        if run and (apart or used + size > room):
            run, carried = _before_list(run, sentence)
            yield run
            run = carried
            used = sum(len(token_spans(text)) for text in _texts([*run, sentence], sentences)) - size
        run.append(sentence)
        used += size
    if run:
        yield run


def _before_list(run: list[Sentence], following: Sentence) -> tuple[list[Sentence], list[Sentence]]:
    """Move the line that introduces a list over to the passage that holds the list."""
    if len(run) > 1 and following.lead_in is not None and following.lead_in == run[-1].ordinal:
        return run[:-1], run[-1:]
    return run, []
