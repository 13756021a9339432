"""Screens a question before anything is embedded, sent, logged or stored: which are not searched, and what is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.answers import Outcome
from assistant.errors import BadQuestion
from assistant.personal.recognising import Finding, Kind, find_personal_data
from assistant.personal.rewording import reword
from assistant.screening.recognising import Concern, Embed, recognise

AT_ONCE, SHARED = 4000, 200
"""Characters that are screened at a time, and how many of these are screened once more with those that follow."""
OUTCOMES: Mapping[Concern, Outcome] = {
    Concern.DANGER: Outcome.IMMEDIATE_DANGER,
    Concern.INFORMATION_REQUEST: Outcome.INFORMATION_REQUEST,
    Concern.OUT_OF_SCOPE: Outcome.OUT_OF_SCOPE,
}
PublicNames = Callable[[str], frozenset[str]]
"""The names in a text that stand in what is published."""


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """Why a question is not searched: the outcome, what is said, and how it could be asked instead.

    Of one that is ``private``, nothing may be kept. One that tells of danger is searched all the same, unless it is
    private: what is said comes before what is found, and ``before_quotations`` between the two.
    """

    outcome: Outcome
    said: tuple[str, ...]
    readings: tuple[str, ...] = ()
    private: bool = False
    before_quotations: tuple[str, ...] = ()

    @property
    def is_searched(self) -> bool:
        """Whether something is searched for all the same."""
        return self.outcome is Outcome.IMMEDIATE_DANGER and not self.private


@dataclass(frozen=True, slots=True)
class Screen:
    """Screens questions. ``embed`` is given no text in which personal data was found."""

    embed: Embed
    public_names: PublicNames
    contact: str = ""

    def look(self, text: str, standalone: str) -> TurnedAway | None:
        """Return why a question is not searched; None when it is.

        Danger comes before personal data, and that before all else. ``standalone`` is what would be searched for: the
        question with what it refers to.
        """
        kinds = self.find_kinds(standalone)
        concern = recognise(text, embed=None if kinds else self.embed)
        if kinds and concern is not Concern.DANGER:
            return refuse_private(kinds, instead=reword(text, find_personal_data(text)))
        if concern is None:
            return None
        said = _say(OUTCOMES[concern], contact=self.contact or _notices()["contact_unknown"])
        below = tuple(_notices()["published_below"])
        return TurnedAway(OUTCOMES[concern], said, private=bool(kinds), before_quotations=below)

    def check(self, text: str) -> None:
        """Raise ``BadQuestion`` when a text may not be searched for, because it holds personal data."""
        kinds = self.find_kinds(text)
        if kinds:
            raise BadQuestion(" ".join(_say(Outcome.PERSONAL_DATA, kinds=name_kinds(kinds))[:2]))

    def find_kinds(self, text: str) -> tuple[Kind, ...]:
        """Return what kinds of personal data a text holds, each once, in the order of the kinds."""
        found = {one.kind for part in _parts(text) for one in self._find(part)}
        return tuple(kind for kind in Kind if kind in found)

    def _find(self, text: str) -> tuple[Finding, ...]:
        found = find_personal_data(text)
        if not any(one.kind is Kind.IDENTIFYING_COMBINATION for one in found):
            return found
        return find_personal_data(text, public_names=self.public_names(text))


def refuse_private(kinds: Sequence[Kind], *, instead: str | None = None) -> TurnedAway:
    """Return why a question with such personal data is not searched, and how it could be asked instead."""
    said = _say(Outcome.PERSONAL_DATA, kinds=name_kinds(kinds))
    return TurnedAway(Outcome.PERSONAL_DATA, said, (instead,) if instead else (), private=True)


def _say(outcome: Outcome, **given: str) -> tuple[str, ...]:
    today = dt.datetime.now(dt.UTC).date()
    return tuple(said.format(day=f"{today.day} {today:%B %Y}", **given) for said in _notices()[outcome])


def name_kinds(kinds: Sequence[Kind]) -> str:
    """Return kinds of personal data in words."""
    *others, last = [_notices()["kinds"][kind] for kind in kinds]
    return f"{', '.join(others)} and {last}" if others else last


@cache
def _notices() -> Mapping[str, Any]:
    notices: Mapping[str, Any] = yaml.safe_load((files("assistant") / "notices.yaml").read_text(encoding="utf-8"))
    return notices


def _parts(text: str) -> Iterator[str]:
    """Yield a long text in parts, so that what it takes grows no faster than the text."""
    for start in range(0, max(len(text), 1), AT_ONCE):
        yield text[start : start + AT_ONCE + SHARED]
