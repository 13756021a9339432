"""What a heading, or the line before a list, opens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.recommendations.printed import Piece
from ingest.recommendations.setting import Setting
from ingest.recommendations.signs import first_match
from ingest.recommendations.wordings import Family, find_headed, find_named_alone, read_wording, split_actors

Path = tuple[str, ...]
"""A heading with those over it, the outermost first."""
JOINED = re.compile(r"[,;/&]|\band\b")


class Topic(StrEnum):
    """What stands under a heading or in a list."""

    NONE = "none"
    ASIDE = "aside"
    QUESTIONS = "questions"
    RECOMMENDATIONS = "recommendations"
    LEARNING = "learning"
    POSITION = "position"
    PLAIN = "plain"


SPOKEN_OF = re.compile(r"\brecommend|\b(?:the|your) Panel\b|\breports?\b|\breview\b", re.IGNORECASE)
LED = {
    Family.RECOMMENDATION: Topic.RECOMMENDATIONS,
    Family.POSITION: Topic.POSITION,
    Family.LEARNING: Topic.LEARNING,
    Family.QUESTION: Topic.QUESTIONS,
}
"""What a list holds whose lead-in is worded so."""


@dataclass(frozen=True, slots=True)
class Topics:
    """Tells the topic of the sections of one document; ``title`` is its own heading, which opens nothing.

    ``answers`` says that it speaks of a report or of recommendations, so that it can answer them. ``hosts`` are, by the
    path of a heading that only says for whom it is, the headings before it of the same level: it stands under these.
    """

    setting: Setting
    title: str | None
    answers: bool = False
    hosts: Mapping[Path, Path] = field(default_factory=dict)

    @classmethod
    def of(cls, pieces: Sequence[Piece], setting: Setting) -> Topics:
        """Find the title: the first heading, where no other stands as high."""
        headings = [piece for piece in pieces if piece.is_heading]
        highest = [piece for piece in headings if piece.level == min(one.level for one in headings)]
        alone = len(highest) == 1 and len(headings) > 1 and highest[0] is headings[0]
        answers = any(SPOKEN_OF.search(piece.text) for piece in pieces)
        return cls(setting, headings[0].cleaned.text if alone else None, answers, _find_hosts(headings, setting))

    def find(self, section: Sequence[str]) -> Topic:
        """Return what the nearest heading opens that opens anything."""
        steps = self.steps(section)
        single = self.setting.signs.one["single"]
        for heading in [*steps[-1:], *(step for step in reversed(steps[:-1]) if not single.search(step))]:
            for topic, pattern in self.setting.signs.tables["headings"].items():
                if pattern.search(heading):
                    return Topic(topic)
        return Topic.PLAIN

    def names_points(self, section: Sequence[str]) -> bool:
        """Say whether the nearest heading names points of learning."""
        steps = self.steps(section)
        return bool(steps and first_match(self.setting.signs.many["points"], steps[-1]))

    def find_headed(self, section: Sequence[str]) -> tuple[str, ...]:
        """Return who is asked by the nearest heading that says so."""
        named = self.find(section) is Topic.RECOMMENDATIONS
        for heading in reversed(self.steps(section)):
            if who := find_headed(heading, self.setting.signs, named=named):
                return who
        return ()

    def find_level(self, section: Sequence[str]) -> str | None:
        """Return the level that the nearest heading gives its recommendations."""
        for heading in reversed(self.steps(section)):
            for level, pattern in self.setting.signs.tables["levels"].items():
                if pattern.search(heading):
                    return level
        return None

    def steps(self, section: Sequence[str]) -> Sequence[str]:
        """Return the headings of a section without the title."""
        ends = range(len(section), 0, -1)
        hosted = next((end for end in ends if tuple(section[:end]) in self.hosts), None)
        if hosted:
            section = (*self.hosts[tuple(section[:hosted])], *section[hosted - 1 :])
        return section[1:] if section and section[0] == self.title else section


def _find_hosts(headings: Sequence[Piece], setting: Setting) -> dict[Path, Path]:
    """Return where headings stand that are nothing but a name; one that stands in two places stands in neither."""
    hosts: dict[Path, Path] = {}
    doubtful: set[Path] = set()
    before: dict[Path, Path] = {}
    for heading in headings:
        path = tuple(heading.section)
        if not _says_for_whom(heading.text, setting):
            before[path[:-1]] = path
        elif (host := before.get(path[:-1])) and hosts.setdefault(path, host) != host:
            doubtful.add(path)
    return {path: host for path, host in hosts.items() if path not in doubtful}


def _says_for_whom(heading: str, setting: Setting) -> bool:
    marks = setting.signs
    return bool(find_named_alone(heading, marks)) or marks.one["service_alone"].search(heading) is not None


def read_lead_in(plain: str, setting: Setting) -> Topic:
    """Return what the line before a list says of its items."""
    for topic, pattern in setting.signs.tables["lead_ins"].items():
        if pattern.search(plain):
            return Topic(topic)
    wording = read_wording(plain, plain, setting=setting, there=True) if plain.endswith(":") else None
    return LED.get(wording.family, Topic.PLAIN) if wording else Topic.PLAIN


def read_column(head: str, setting: Setting) -> str | None:
    """Return what the cells under a column's head hold."""
    words = head.strip().rstrip(":")
    return next((name for name, sign in setting.signs.tables["columns"].items() if sign.search(words)), None)


def read_who(cell: str) -> tuple[str, ...]:
    """Return who is named in a cell: each of several, where the cell holds nothing else, or the cell as printed."""
    found = split_actors(cell)
    rest = cell
    for one in found:
        rest = rest.replace(one, "")
    left = [word for word in rest.split() if word.strip(",;/&").lower() not in ("", "and", "the", "all")]
    return found if JOINED.search(cell) and len(found) > 1 and not left else (cell,)
