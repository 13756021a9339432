"""The table of bodies that recommendations are addressed to: finds them, and others like them, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LEVELS = ("national", "local", "panel")
DETERMINER = (
    r"(?:(?i:(?:each|every|all|any|both)(?:\s+of)?(?:\s+(?:the|our|these|those))?(?:\s+\d+)?|the|an?|our|its|their|these"
    r"|those)\s+)"
)
YOURS = r"(?:(?i:your)\s+)"
JOINT = re.compile(
    r"(?:,?\s+and\s+(?:with\s+|for\s+|to\s+)?|,\s+(?:together\s+|jointly\s+|along\s+|working\s+)?with\s+|,\s+|\s+or\s+"
    r"|\s+(?:together|jointly) with\s+|\s+&\s+)"
)
END = r"(?![\w-])"


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the table, with all its names, and the ``level`` on which it acts."""

    id: str
    name: str
    level: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A body found in words, ``start`` to ``end``, and what was ``printed`` there."""

    body: Body
    start: int
    end: int
    printed: str


@dataclass(frozen=True, slots=True)
class Actors:
    """Patterns of those who can act: ``one`` (its group is ``body`` or ``person``), and the heads that tell a level.

    ``longer`` is a name whose head tells none.
    """

    one: re.Pattern[str]
    national: re.Pattern[str]
    local: re.Pattern[str]
    longer: re.Pattern[str]


def find_bodies(words: str) -> tuple[Named, ...]:
    """Return the bodies that words name, in order and apart; of names that begin alike the longest is taken."""
    pattern, by_name = _names()
    return tuple(Named(by_name[_key(m[0])], *m.span(), m[0]) for m in pattern.finditer(words))


def find_level(addressee: str) -> str | None:
    """Return the level on which an addressee acts, from the table or the words of its name; None: neither tells."""
    data = _data()
    if re.search(data["always_local"], addressee):
        return "local"
    named = find_bodies(addressee)
    bare = re.sub(rf"^{DETERMINER}", "", addressee, flags=re.IGNORECASE)
    if named and len(named[0].printed) >= len(bare) - len("the "):
        return named[0].body.level
    if re.search(data["always_national"], addressee, re.IGNORECASE):
        return "national"
    if actors().national.search(addressee):
        return "national"
    alone = actors().one.fullmatch(bare)
    if actors().local.search(addressee) or (alone and alone["person"]):
        return "local"
    # A name that only begins like a known one says nothing: "Health Services Board".
    return named[0].body.level if named and not actors().longer.search(bare) else None


@cache
def bodies() -> Mapping[str, Body]:
    """Read and check the table; each name belongs to one body alone."""
    rows = _data()["bodies"]
    found = {id_: Body(id_, row["name"], row["level"], (row["name"], *row["names"])) for id_, row in rows.items()}
    names = [_key(name) for body in found.values() for name in body.names]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        message = f"bodies.yaml names more than one body {twice[0]!r}."
        raise ValueError(message)
    if wrong := [body.id for body in found.values() if body.level not in LEVELS]:
        message = f"bodies.yaml gives {wrong[0]!r} a level that is none of {', '.join(LEVELS)}."
        raise ValueError(message)
    return found


@cache
def actors() -> Actors:
    """Build the patterns of those who can act from the table: its names, and the heads of other names."""
    data = _data()
    heads = {kind: "|".join(words) for kind, words in data["heads"].items()}
    known, before = _alternatives(), "|".join(data["before"])
    body = "|".join(heads[kind] for kind in ("national", "local", "any"))
    opening = rf"(?:(?!(?i:{'|'.join(data['never'])}){END})[A-Z][\w'’&.-]*|(?i:{before}))\s+"
    tail = r"(?:\s+(?:of|for|in)\s+(?:[A-Z][\w'’-]+)(?:(?:,|,?\s+and|\s+&)?\s+[A-Z][\w'’-]+)*)?"
    named = rf"(?:(?i:local|national|three|two|other)\s+)??(?:{known}){END}(?:\s+in\s+(?:[A-Z]\w+|\w+\s+areas))?"
    # A name that a head follows is only the beginning of another: "the partnership business unit".
    follows = "|".join(word for word in data["before"] if word != "and")
    longer = rf"(?!(?:\s+[A-Z][\w'’-]+){{0,2}}\s+(?=[A-Z])(?i:{body}){END})"
    alone = rf"(?!\s+(?i:(?:(?:{follows})\s+){{0,2}}(?:{body}|{heads['people']})){END}){longer}"
    whose = rf"(?:\s+of\s+(?:the\s+)?(?:(?i:two|three)\s+)?(?:{known}){END})?"
    start = rf"(?<![\w-]){DETERMINER}?{YOURS}?(?!(?i:and)\s)"
    return Actors(
        one=re.compile(
            rf"{start}(?:(?P<body>{named}{alone}|(?:{opening}){{0,5}}?(?i:{body}){END}{longer}{whose}{tail})"
            rf"|(?P<name>{named})|(?P<person>(?:{opening}){{0,5}}?(?i:{heads['people']}){END}{whose}))"
        ),
        national=re.compile(rf"\b(?:{heads['national']}){END}", re.IGNORECASE),
        local=re.compile(rf"\b(?:{heads['local']}){END}", re.IGNORECASE),
        longer=re.compile(rf"^(?:[A-Z][\w'’]*\s+)+(?=[A-Z])(?i:{heads['any']})$"),
    )


@cache
def _names() -> tuple[re.Pattern[str], Mapping[str, Body]]:
    by_name = {_key(name): body for body in bodies().values() for name in body.names}
    return re.compile(rf"(?<![\w-])(?:{_alternatives()}){END}"), by_name


def _alternatives() -> str:
    """Return a pattern of all names, the longest first; short forms are compared with their capitals."""
    names = sorted({name for body in bodies().values() for name in body.names}, key=len, reverse=True)
    return "|".join(_written(name) for name in names)


def _written(name: str) -> str:
    words = r"\s+".join(re.escape(word).replace("'", "['’]") for word in name.split())
    return words if " " not in name and sum(map(str.isupper, name)) > 1 else f"(?i:{words})"


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(
        (files("ingest") / "recommendations" / "bodies.yaml").read_text(encoding="utf-8")
    )
    return data
