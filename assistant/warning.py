"""What a reader must know of an answer beside its words: their state, their date, what they are and are not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from assistant.answers import AnswerWarning, Citation
from assistant.asking import any_of
from assistant.citing import normalise
from assistant.comparing import set_side_by_side
from assistant.telling import tell_day
from ingest.documents import Speaker
from vectorstore.publications import SUPERSEDED, WITHDRAWN, Publication

Named = Callable[[str], Iterable[Publication]]
"""Words in, the publications that they name out."""
GUIDANCE, ENQUIRY = "guidance", "enquiry"


@dataclass(frozen=True, slots=True)
class _Sign:
    """Words, or a heading, that must not be taken for more than they are, and whose words they must be."""

    kind: str
    words: re.Pattern[str]
    of_heading: bool
    speakers: frozenset[Speaker]
    message: str


@dataclass(frozen=True, slots=True)
class _Guidance:
    """Guidance that older publications name, and when its editions came out."""

    title: str
    looks: re.Pattern[str]
    editions: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The tables of ``warning.yaml``, compiled."""

    signs: tuple[_Sign, ...]
    guidance: tuple[_Guidance, ...]
    asks_figures: re.Pattern[str]
    asks_trend: re.Pattern[str]


@cache
def _table() -> _Table:
    data = yaml.safe_load((files("assistant") / "warning.yaml").read_text(encoding="utf-8"))
    return _Table(
        tuple(
            _Sign(
                row["kind"],
                any_of(row.get("words") or row["heading"]),
                "heading" in row,
                frozenset(map(Speaker, row.get("speakers", Speaker))),
                row["message"],
            )
            for row in data["signs"]
        ),
        tuple(
            _Guidance(row["title"], any_of(row["looks"]), tuple(sorted(row["editions"]))) for row in data["guidance"]
        ),
        any_of(data["asks_figures"]),
        any_of(data["asks_trend"]),
    )


def warn(
    citations: Sequence[Citation], publications: Sequence[Publication], *, named: Named = lambda _: ()
) -> list[AnswerWarning]:
    """Return what a reader must know about each citation, each thing once per publication.

    ``named`` returns the publications that words name.
    """
    warnings: list[AnswerWarning] = []
    told: set[tuple[str, str]] = set()
    for citation, publication in zip(citations, publications, strict=True):
        own = (*_warnings_of(publication), *_warnings_of_words(citation, publication, named))
        for kind, message in own:
            if (kind, publication.id) not in told:
                told.add((kind, publication.id))
                warnings.append(
                    AnswerWarning.model_validate({"kind": kind, "message": message, "citation": citation.id})
                )
    return warnings


def is_enquiry(headings: Sequence[str]) -> bool:
    """Say whether what stands under some headings is what a review set out to look at, and no finding."""
    path = " > ".join(headings)
    return any(sign.kind == ENQUIRY and sign.of_heading and sign.words.search(path) for sign in _table().signs)


def warn_of_samples(publications: Iterable[Publication]) -> list[AnswerWarning]:
    """Return a warning for each publication that is shown without being cited and is not real."""
    titles = dict.fromkeys(publication.title for publication in publications if publication.fictional)
    return [AnswerWarning(kind="fictional", message=_fictional(title)) for title in titles]


def warn_of_day(day: dt.date, beginning: dt.datetime | None) -> list[AnswerWarning]:
    """Return what must be known of an answer as of a day, given when the record began."""
    found = [AnswerWarning(kind="as_of", message=f"This is what stood on {tell_day(day)}; later texts were left out.")]
    if beginning and day < beginning.date():
        message = (
            f"This record began on {tell_day(beginning.date())}. What stood on {tell_day(day)} is told from the dates "
            "that publishers give: texts that were changed or taken down before the record began are not held."
        )
        found.append(AnswerWarning(kind="as_of", message=message))
    return found


def _warnings_of_state(publication: Publication) -> Iterator[tuple[str, str]]:
    title, since = f"“{publication.title}”", publication.status_since
    on = f" on {tell_day(since)}" if since else ""
    if publication.status == SUPERSEDED and not publication.latest:
        yield "earlier_edition", f"These words are from an earlier edition of {title}, replaced{on}."
    elif publication.status == SUPERSEDED:
        by = f"“{publication.successor}”" if publication.successor else "a later edition"
        yield "superseded", f"{title} has been replaced by {by}{on}."
    elif publication.status == WITHDRAWN:
        because = f": {publication.status_reason.rstrip('.')}" if publication.status_reason else ""
        yield "withdrawn", f"{title} was withdrawn{on}{because}."


def _fictional(title: str) -> str:
    return f"“{title}” is a fictional sample, not a real publication."


def _warnings_of(publication: Publication) -> list[tuple[str, str]]:
    found = []
    if publication.fictional:
        found.append(("fictional", _fictional(publication.title)))
    found += _warnings_of_state(publication)
    if publication.published is None and publication.kind != "passage":
        found.append(("undated", f"The date of “{publication.title}” is not known."))
    if publication.recognised:
        message = f"The words of “{publication.title}” were recognised on pictures of pages (OCR); check them there."
        found.append(("recognised", message))
    return found


def _warnings_of_words(citation: Citation, publication: Publication, named: Named) -> Iterator[tuple[str, str]]:
    headings = " > ".join(citation.section)
    for sign in _table().signs:
        if citation.speaker in sign.speakers and sign.words.search(headings if sign.of_heading else citation.quote):
            yield sign.kind, sign.message
    yield from (("not_held", message) for message in _enclosed(citation, publication))
    yield from (("superseded", message) for message in _replaced(citation, named))


def _enclosed(citation: Citation, publication: Publication) -> Iterator[str]:
    """Yield what the quoted words of a letter say was sent along, and is not held."""
    letter = publication.letter
    for one in letter.enclosures if letter else ():
        if one.annex is None and normalise(one.words.text) in normalise(citation.quote):
            yield f"“{one.name.text}” was sent with this letter and is not held."


def _replaced(citation: Citation, named: Named) -> Iterator[str]:
    """Yield which guidance that the quoted words name has had a new edition since they were written."""
    day = citation.as_at
    if day is None:
        return
    for one in _table().guidance:
        later = [edition for edition in one.editions if edition > day]
        if later and one.looks.search(citation.quote):
            yield f"“{one.title}” has had a new edition since these words: {tell_day(later[-1])}."
    for held in named(citation.quote):
        if held.id != citation.publication_id and held.kind == GUIDANCE and held.published and held.published > day:
            yield f"A later edition of what these words name is held: “{held.title}”, {tell_day(held.published)}."


def warn_of_unheld(words: Iterable[str]) -> list[AnswerWarning]:
    """Return a warning that names the words of a question that nothing held mentions, if there are any."""
    told = " or ".join(f"“{word}”" for word in dict.fromkeys(words))
    return [AnswerWarning(kind="not_held", message=f"No publication held mentions {told}.")] if told else []


def warn_of_figures(question: str, citations: Sequence[Citation]) -> list[AnswerWarning]:
    """Return a warning when figures are asked for and several are quoted, which sets them side by side."""
    trend = bool(_table().asks_trend.search(question))
    if not trend and not _table().asks_figures.search(question):
        return []
    message = set_side_by_side(citations, trend=trend)
    return [AnswerWarning(kind="figures", message=message)] if message else []
