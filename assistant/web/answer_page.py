"""An answer as its page shows it: quotations of one publication together, each with its place, then their source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from assistant.answers import Answer, Citation, Nearest, Statement
from assistant.telling import LABELS, name_source
from assistant.web.given import Given, Texts
from assistant.web.naming import STATES
from assistant.web.places import link_publication, web_address
from assistant.web.rows import Row, split_rows
from ingest.documents import Speaker

Cited = tuple[Statement, Citation | None]
"""A statement and one of its citations, if it has any."""


@dataclass(frozen=True, slots=True)
class Place:
    """Quotations that stand in one place: how it is named, and its address here (``read``) and at the publisher."""

    name: str
    quotations: tuple[tuple[Row, ...], ...]
    page: int | None
    section: str
    read: str
    original: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """What is quoted: its title, whose words they are and as at which date, and what else must be known of it."""

    title: str
    speaker: Speaker | None
    as_at: dt.date | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What follows each other and comes from one source; ``words`` are an answer's own, which the places carry."""

    places: tuple[Place, ...]
    source: Source | None
    warnings: tuple[str, ...] = ()
    group: str = ""
    label: str = ""
    words: str = ""


def make_parts(given: Given, *, texts: Texts) -> list[Part]:
    """Return the statements of an answer, those of one publication that follow each other together."""
    cited = {citation.id: citation for citation in given.answer.citations}
    pairs = [(said, cited.get(number)) for said in given.answer.statements for number in said.citations or (0,)]
    return [_make_part(given, list(group), texts=texts) for _, group in groupby(pairs, key=_together)]


def make_nearest(given: Given, *, texts: Texts) -> list[Part]:
    """Return what comes nearest, each with its place and its source."""
    return [_make_near(given, near, texts=texts) for near in given.answer.nearest]


def general_warnings(answer: Answer) -> list[str]:
    """Return the warnings that are about no citation; that a sample is one is said wherever it is shown."""
    return [warning.message for warning in answer.warnings if warning.citation is None and warning.kind != "fictional"]


def _together(cited: Cited) -> tuple[object, ...]:
    said, citation = cited
    own = None if said.kind == "quotation" else said
    return own, said.group, said.label, citation.publication_id if citation else None


def _make_part(given: Given, cited: Sequence[Cited], *, texts: Texts) -> Part:
    said = cited[0][0]
    citations = [citation for _, citation in cited if citation]
    numbers = {citation.id for citation in citations}
    own = [warning for warning in given.answer.warnings if warning.citation in numbers]
    return Part(
        places=tuple(_places(citations, texts=texts)),
        source=_source(given, citations[0]) if citations else None,
        warnings=tuple(warning.message for warning in own if warning.kind != "fictional"),
        group=said.group or "",
        label=LABELS.get(said.label, "") if said.label else "",
        words="" if said.kind == "quotation" else said.text,
    )


def _places(citations: Sequence[Citation], *, texts: Texts) -> Iterator[Place]:
    for (page, section, original), group in groupby(citations, key=lambda one: (one.page, one.section, one.url)):
        own = list(group)
        segments = [segment for citation in own if texts.stands(citation) for segment in citation.segments]
        yield Place(
            name=name_source(own[0]),
            quotations=tuple(
                split_rows(words, heading=section[-1] if section else "") for words in _runs(own, texts=texts)
            ),
            page=page,
            section=section[-1] if section else "",
            read=link_publication(own[0].publication_id, segments, edition=texts.earlier(own[0])),
            original=web_address(original),
        )


def _runs(citations: Sequence[Citation], *, texts: Texts) -> Iterator[str]:
    """Yield what is quoted; citations that follow each other in the text, such as the items of a list, as one."""
    run = citations[0].quote
    for before, citation in pairwise(citations):
        if texts.follow(before, citation):
            run = f"{run}\n\n{citation.quote}"
            continue
        yield run
        run = citation.quote
    yield run


def _source(given: Given, citation: Citation) -> Source:
    return Source(citation.title, citation.speaker, citation.as_at, tuple(_tags(given, citation.publication_id)))


def _make_near(given: Given, near: Nearest, *, texts: Texts) -> Part:
    segments = near.segments if texts.stands(near) else ()
    read = link_publication(near.publication_id, segments, edition=texts.earlier(near))
    held = given.publications.get(near.publication_id)
    source = Source(
        near.title,
        held.speaker if held else None,
        held.published if held else None,
        tuple(_tags(given, near.publication_id)),
    )
    return Part((Place(near.title, (split_rows(near.quote),), None, "", read, web_address(near.url)),), source)


def _tags(given: Given, publication_id: str) -> Iterator[str]:
    held = given.publications.get(publication_id)
    if held and held.fictional:
        yield "Fictional sample, not a real publication"
    if held and held.status in STATES:
        yield STATES[held.status]
