"""Judges whether what was found answers the question: on raw features, never on a fused rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml

from assistant.answers import Outcome
from assistant.asking import asks_about_today, asks_for_learning, is_still_to_come, missing_facts
from assistant.composing import Chosen
from assistant.evidence import Run
from assistant.slots import Holds, asked_slots, unmentioned
from assistant.warning import is_enquiry
from vectorstore.publications import Publication


@cache
def _chosen() -> dict[str, float]:
    data = yaml.safe_load((files("assistant") / "thresholds.yaml").read_text(encoding="utf-8"))
    return {name: float(data[name]) for name in ("held", "answered", "near")}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Cosines of the best run: below ``held`` nothing is shown as an answer, below ``answered`` as part of one.

    A value answers only when it stands in a statement whose score is at most ``near`` under the best run's. What is not
    given is as in ``thresholds.yaml``, which says what it was chosen on.
    """

    held: float = field(default_factory=lambda: _chosen()["held"])
    answered: float = field(default_factory=lambda: _chosen()["answered"])
    near: float = field(default_factory=lambda: _chosen()["near"])


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
    thresholds: Thresholds | None = None,
) -> Verdict:
    """Return how a question ends, given all runs found, best first, and what is quoted of them."""
    thresholds = thresholds or Thresholds()
    best = max((run.cosine for run in runs), default=0.0)
    if not chosen or best < thresholds.held:
        return Verdict(Outcome.NOT_HELD)
    near = _find_near(chosen, runs, least=runs[0].score - thresholds.near)
    unanswered = (*_missing_values(question, near), *_not_found(question, chosen, holds=holds))
    if any(is_still_to_come(question, words) for words in near):
        unanswered = (*unanswered, "What is held says that this was still to come at its date.")
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
    if asks_for_learning(question) and all(is_enquiry(one.sentences[0].section_path) for one in chosen):
        yield "What is held about this is what reviews set out to look at, and not what was learned."
    if asks_about_today(question):
        yield "What is held tells how things were at the dates shown, not how they are today."


def describe_fields(publication: Publication) -> str:
    """Return a publication's own fields as words: title, date, sender and recipient."""
    date = f"{publication.published:%d %B %Y}" if publication.published else ""
    letter = publication.letter
    people = [letter.sender, letter.recipient] if letter else []
    return " ".join(part for part in (publication.title, date, *people) if part)
