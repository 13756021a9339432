"""What people ask for when they name a body, or several at once: from words to the ids of the table of bodies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from ingest.recommendations.bodies import bodies

DETERMINER = re.compile(r"^(?:the|a|an|all|our)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies that are asked for together, by their ids."""

    id: str
    name: str
    names: tuple[str, ...]
    bodies: frozenset[str]


@cache
def groups() -> Mapping[str, Group]:
    """Read and check the groups; each name belongs to one group alone, and each body is in the table."""
    data = yaml.safe_load((files("ingest") / "recommendations" / "bodies.yaml").read_text(encoding="utf-8"))
    found = {
        id_: Group(id_, row["name"], (row["name"], *row["names"]), frozenset(row["bodies"]))
        for id_, row in data["groups"].items()
    }
    names = [key for one in found.values() for key in {as_key(name) for name in (one.id, *one.names)}]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        message = f"bodies.yaml names more than one group {twice[0]!r}."
        raise ValueError(message)
    if unknown := sorted(frozenset().union(*(one.bodies for one in found.values())) - set(bodies())):
        message = f"bodies.yaml has {unknown[0]!r} in a group, and no such body."
        raise ValueError(message)
    return found


def resolve(words: str) -> frozenset[str] | None:
    """Return the ids of the bodies that words name: by an id, a present or former name, or a group; None: of none."""
    return _by_key().get(as_key(words))


def all_names() -> Mapping[str, str]:
    """Return every name that can be resolved as it is written, by the form in which names are compared."""
    named = [name for body in bodies().values() for name in body.names]
    return {as_key(name): name for name in (*named, *(name for one in groups().values() for name in one.names))}


def as_key(words: str) -> str:
    """Return words as names are compared: without a leading article, capitals, and signs that are typed otherwise."""
    plain = " ".join(words.replace("’", "'").replace("_", " ").replace("&", "and").casefold().split())
    return DETERMINER.sub("", plain)


@cache
def _by_key() -> Mapping[str, frozenset[str]]:
    own = {as_key(name): frozenset({one.id}) for one in bodies().values() for name in (one.id, *one.names)}
    return own | {as_key(name): one.bodies for one in groups().values() for name in (one.id, *one.names)}
