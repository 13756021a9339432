"""The labelled questions for the register, and a register of the entries that stand beside them."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

import yaml

from assistant.recommendations.asking import Asking
from assistant.recommendations.choosing import Chosen
from assistant.recommendations.entries import BodyName, Recommendation, ResponseState
from assistant.recommendations.register import Page, Register
from assistant.recommendations.wanted import Wanted, make_wanted, plain
from ingest.documents import Segment, Speaker
from ingest.recommendations.entries import RECOMMENDATIONS, EntryKind
from tests.conftest import ROOT
from vectorstore.publications import Publication, PublicationFilter
from vectorstore.record import Record

FILE = ROOT / "tests" / "evaluation" / "register_questions.yaml"
KINDS = {
    "any": RECOMMENDATIONS,
    "national": frozenset({EntryKind.NATIONAL}),
    "local": frozenset({EntryKind.LOCAL}),
    "learning": frozenset({EntryKind.LEARNING}),
    "question": frozenset({EntryKind.QUESTION}),
    "invitation": frozenset({EntryKind.INVITATION}),
    "position": frozenset({EntryKind.POSITION}),
    "to_panel": frozenset({EntryKind.TO_PANEL}),
}
NEW_YEAR = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


@cache
def read_labels() -> Mapping[str, Any]:
    """Return the labelled questions, and what the register holds for them."""
    return cast("Mapping[str, Any]", yaml.safe_load(FILE.read_text(encoding="utf-8")))


def is_frozen(question: str) -> bool:
    """Whether a question is kept for judging alone."""
    return int(hashlib.sha256(question.encode()).hexdigest(), 16) % 3 == 0


class HeldRegister:
    """A register of the labelled entries, which remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[Wanted] = []
        self.publications = {one.id: one for one in _publications()}
        self._entries = tuple(_entries(self.publications))

    def find(self, wanted: Wanted, *, limit: int | None = None) -> Page:
        """Return the entries that pass a filter."""
        self.asked.append(wanted)
        found = tuple(
            one
            for one in self._entries
            if wanted.covers(self.publications[one.publication_id])
            and wanted.passes(one)
            and wanted.is_in(plain(one.text))
        )
        return Page.model_construct(total=len(found), items=found[:limit], unread=())


class HeldRecord:
    """A record of the labelled publications."""

    def __init__(self, register: HeldRegister) -> None:
        self._register = register

    def changes(self) -> int:
        """Return that nothing ever changes."""
        return 1

    def current_publications(self, wanted: PublicationFilter) -> list[Publication]:
        """Return the publications that pass a filter."""
        return [one for one in self._register.publications.values() if wanted.passes(one)]


def make_asking() -> Asking:
    """Return what reads questions, over the labelled entries."""
    register = HeldRegister()
    return Asking(cast("Record", HeldRecord(register)), cast("Register", register))


def expect(row: Mapping[str, Any]) -> Wanted:
    """Return the filter that a labelled question asks for."""
    days = {"published_from": row.get("from"), "published_to": row.get("to_date")}
    wanted = make_wanted(
        to=row.get("to", ()),
        topic=row.get("topic", ()),
        publication=row.get("publication", ()),
        status=row.get("status", ()),
        text=row.get("text", ""),
        days=days,
    )
    return Wanted(**{**vars(wanted), "kinds": frozenset().union(*(KINDS[one] for one in row["kind"]))})


def is_right(row: Mapping[str, Any], chosen: Chosen | None) -> bool:
    """Say whether what was read is what the label says; publications are compared by which ones pass."""
    if chosen is None:
        return False
    own, wanted = expect(row), chosen.wanted
    held = {one.id: one for one in _publications()}.values()
    same = all(own.covers(one) == wanted.covers(one) for one in held)
    names = ("bodies", "kinds", "topics", "statuses")
    fields = all(getattr(own, name) == getattr(wanted, name) for name in names)
    words = set(own.text.split()) - {"of", "the"} == set(wanted.text.split())
    return same and fields and words and chosen.asked.ask == row["ask"] and chosen.asked.number == row.get("number")


def _publications() -> Iterator[Publication]:
    for row in read_labels()["held"]["publications"]:
        yield Publication(
            title=row["title"],
            kind=row["kind"],
            speaker=Speaker(row.get("speaker", "panel")),
            published=row["published"],
            id=row["id"],
            edition_id=row["id"],
            file="",
            first_seen=NEW_YEAR,
            valid_from=NEW_YEAR,
        )


def _entries(publications: Mapping[str, Publication]) -> Iterator[Recommendation]:
    held = read_labels()["held"]
    states = {(row[0], row[1]): ResponseState(row[2]) for row in held["responses"]}
    rows = sorted(held["entries"], key=lambda row: -publications[row[0]].published.toordinal())  # type: ignore[union-attr]
    for publication, kind, number, bodies, topics, text in rows:
        told: dict[str, Any] = dict(  # noqa: C408
            id=text,
            kind=EntryKind(kind),
            number=number,
            title=None,
            text=text,
            bodies=tuple(BodyName(id=one, name=one) for one in bodies),
            publication_id=publication,
            publication=publications[publication].title,
            published=publications[publication].published,
            topics=tuple(topics),
            agencies=(),
            segments=(Segment(0, len(text), None),),
            status=states.get((publication, number), ResponseState.NONE),
            uncertain="",
            decision=None,
        )
        yield Recommendation.model_construct(**told)
