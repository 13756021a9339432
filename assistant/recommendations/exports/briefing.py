"""An outline for a briefing of seven minutes: seven parts, each in the words of publications."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from assistant.recommendations.exports.about import ATTRIBUTION
from assistant.recommendations.exports.to_docx import write_link
from assistant.recommendations.exports.word import Links, Run, write_document, write_paragraph
from assistant.telling import tell_day

MOST_WORDS = 130
"""About what is read aloud in a minute: a part has no more, but always one quotation whole."""


class Part(StrEnum):
    """The parts, in order."""

    WHY = "why"
    LOOKED_AT = "looked_at"
    FOUND = "found"
    NATIONAL = "national"
    LOCAL = "local"
    QUESTIONS = "questions"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Verbatim words and their source.

    ``label`` is what they are: the label of a statement, or the kind of an entry of the register. ``section`` are the
    headings over them, outermost first. ``part`` is where they belong when the caller knows better than both.
    """

    text: str
    label: str | None
    publication: str
    page: int | None
    published: dt.date | None
    url: str | None
    section: tuple[str, ...] = ()
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What one part is called, what belongs to it, and what is said when nothing does."""

    part: Part
    title: str
    labels: frozenset[str]
    headings: re.Pattern[str] | None
    empty: str


@cache
def read_outlines() -> tuple[Outline, ...]:
    """Return the seven parts."""
    rows = yaml.safe_load((files("assistant.recommendations.exports") / "briefing.yaml").read_text(encoding="utf-8"))
    outlines = tuple(_read_outline(**row) for row in rows)
    if [one.part for one in outlines] != list(Part):
        raise ValueError(f"briefing.yaml must have these parts in order: {', '.join(Part)}.")
    return outlines


def write_briefing(topic: str, quotations: Sequence[Quotation], *, made: dt.date) -> bytes:
    """Return the outline as a Word document; quotations stand in the order given."""
    links, title = Links(), f"Seven-minute briefing: {topic}"
    body = [
        write_paragraph("Title", title, links=links),
        write_paragraph(
            "Normal",
            f"An outline, made on {tell_day(made)}. Every quotation is in the words of its publication. Check each "
            "against its source before you use it.",
            links=links,
        ),
    ]
    for number, outline in enumerate(read_outlines(), start=1):
        body.append(write_paragraph("Heading1", f"{number}. {outline.title}", links=links))
        body += _write_part(outline, quotations, links)
    return write_document(title, "".join([*body, write_paragraph("Normal", ATTRIBUTION, links=links)]), links=links)


def find_part(quotation: Quotation) -> Part:
    """Return where a quotation belongs: by its label, else by the nearest heading over it, else with the findings."""
    if quotation.part:
        return quotation.part
    nearest = quotation.section[-1] if quotation.section else ""
    labelled = (one.part for one in read_outlines() if quotation.label in one.labels)
    headed = (one.part for one in read_outlines() if one.headings and one.headings.search(nearest))
    return next(labelled, None) or next(headed, Part.FOUND)


def _read_outline(*, part: str, title: str, labels: list[str], headings: list[str], empty: str) -> Outline:
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, headings))})\b", re.IGNORECASE) if headings else None
    return Outline(Part(part), title, frozenset(labels), words, empty)


def _write_part(outline: Outline, quotations: Sequence[Quotation], links: Links) -> Iterator[str]:
    if outline.part is Part.MORE:
        own = _find_sources(quotations)
    else:
        own = [one for one in quotations if find_part(one) is outline.part]
    if not own:
        yield write_paragraph("Normal", outline.empty, links=links)
    elif outline.part is Part.MORE:
        yield from (write_paragraph("ListBullet", *_tell_source(one), links=links) for one in own)
    else:
        yield from _write_quotations(own, links)


def _find_sources(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return one quotation of each publication, as the whole of which it is named."""
    whole = (replace(one, page=None, url=one.url and one.url.partition("#")[0]) for one in quotations)
    return list({(one.publication, one.published): one for one in whole}.values())


def _write_quotations(quotations: Sequence[Quotation], links: Links) -> Iterator[str]:
    fitting = _count_fitting(quotations)
    for one in quotations[:fitting]:
        yield write_paragraph("Quote", f"“{one.text}”", links=links)
        said = (f"{one.label.replace('_', ' ').capitalize()}. " if one.label else "",)
        yield write_paragraph("Normal", *filter(None, said), *_tell_source(one), links=links)
    if left := len(quotations) - fitting:
        held = "1 more quotation is held" if left == 1 else f"{left} more quotations are held"
        yield write_paragraph("Normal", f"{held} on this; a minute has no room for more.", links=links)


def _count_fitting(quotations: Sequence[Quotation]) -> int:
    """Return how many quotations a minute has room for, at least one."""
    words = 0
    for number, one in enumerate(quotations):
        words += len(one.text.split())
        if words > MOST_WORDS and number:
            return number
    return len(quotations)


def _tell_source(quotation: Quotation) -> tuple[Run | str, ...]:
    day = tell_day(quotation.published) if quotation.published else "no date held"
    return write_link(quotation.publication, quotation.page, quotation.url), f", {day}"
