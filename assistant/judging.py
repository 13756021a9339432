"""Judges whether what was found answers the question: on raw features, never on a fused rank."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import AnswerWarning, Citation, Outcome
from assistant.asking import asks_about_today, missing_facts, signs
from assistant.composing import Chosen
from assistant.evidence import Run
from assistant.slots import Holds, asked_slots, unmentioned
from assistant.telling import tell_day
from vectorstore.publications import SUPERSEDED, WITHDRAWN, Publication


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Cosines of the best run: below ``held`` nothing is shown as an answer, below ``answered`` as part of one.

    A value answers only when it stands in a statement whose score is at most ``near`` under the best run's. Chosen on
    two thirds of the shared guidance questions (see docs/decisions/0006).
    """

    held: float = 0.36
    answered: float = 0.48
    near: float = 0.15


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome and, in plain words, what was not found."""

    outcome: Outcome
    unanswered: tuple[str, ...] = ()


def judge(
    question: str,
    runs: Sequence[Run],
    chosen: Sequence[Chosen],
    *,
    holds: Holds,
    thresholds: Thresholds = Thresholds(),
) -> Verdict:
    """Return how a question ends, given all runs found, best first, and what is quoted of them."""
    best = max((run.cosine for run in runs), default=0.0)
    if not chosen or best < thresholds.held:
        return Verdict(Outcome.NOT_HELD)
    near = _find_near(chosen, runs, least=runs[0].score - thresholds.near)
    unanswered = (*_missing_values(question, near), *_not_found(question, chosen, holds=holds))
    if best < thresholds.answered:
        unanswered = (*unanswered, "What is held comes near the question and may not answer it.")
    return Verdict(Outcome.PARTLY_ANSWERED if unanswered else Outcome.ANSWERED, unanswered)


def _find_near(chosen: Sequence[Chosen], runs: Sequence[Run], *, least: float) -> list[str]:
    """Return the words of those statements that hold a sentence of a run that is good enough."""
    good = {(run.publication.edition_id, one.ordinal) for run in runs if run.score >= least for one in run.sentences}
    return [
        " ".join(sentence.text for sentence in one.sentences)
        for one in chosen
        if any((one.publication.edition_id, sentence.ordinal) in good for sentence in one.sentences)
    ]


def _missing_values(question: str, near: Sequence[str]) -> Iterator[str]:
    for slot in asked_slots(question):
        if not any(slot.looks.search(words) for words in near):
            yield f"No {slot.name} was found for this in what is held."


def _not_found(question: str, chosen: Sequence[Chosen], *, holds: Holds) -> Iterator[str]:
    words = " ".join(sentence.text for one in chosen for sentence in one.sentences)
    headings = (" ".join(one.sentences[0].section_path) for one in chosen)
    about = " ".join((words, *headings, *(describe_fields(one.publication) for one in chosen)))
    for fact in dict.fromkeys((*missing_facts(question, about), *unmentioned(question, about, holds=holds))):
        yield f"The words found do not mention {fact}."
    if asks_about_today(question):
        yield "What is held tells how things were at the dates shown, not how they are today."


def describe_fields(publication: Publication) -> str:
    """Return a publication's own fields as words: title, date, sender and recipient."""
    date = f"{publication.published:%d %B %Y}" if publication.published else ""
    letter = publication.letter
    people = [letter.sender, letter.recipient] if letter else []
    return " ".join(part for part in (publication.title, date, *people) if part)


def warn(citations: Sequence[Citation], publications: Sequence[Publication]) -> list[AnswerWarning]:
    """Return what a reader must know about each citation, each thing once per publication."""
    warnings: list[AnswerWarning] = []
    told: set[tuple[str, str]] = set()
    for citation, publication in zip(citations, publications, strict=True):
        for kind, message in _warnings_of(citation, publication):
            if (kind, publication.id) not in told:
                told.add((kind, publication.id))
                warnings.append(
                    AnswerWarning.model_validate({"kind": kind, "message": message, "citation": citation.id})
                )
    return warnings


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


def _warnings_of(citation: Citation, publication: Publication) -> list[tuple[str, str]]:
    found = []
    if publication.fictional:
        found.append(("fictional", _fictional(publication.title)))
    found += _warnings_of_state(publication)
    if publication.published is None and publication.kind != "passage":
        found.append(("undated", f"The date of “{publication.title}” is not known."))
    if publication.recognised:
        message = f"The words of “{publication.title}” were recognised on pictures of pages (OCR); check them there."
        found.append(("recognised", message))
    if signs().declined.search(citation.quote):
        found.append(("declined", "This was the position at that date; check for later decisions."))
    return found
