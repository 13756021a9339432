"""Accounts for what is left of a question: each part names a body, a publication or the Panel, or is a subject."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.recommendations.asked import TO_PANEL, Asked, Left, Part
from assistant.recommendations.pointing import Ids, Marked, Shelf
from assistant.recommendations.wordings import EDGE, wordings
from ingest.recommendations.entries import RECOMMENDATIONS
from ingest.recommendations.groups_of_bodies import resolve

AND = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+", re.IGNORECASE)
PANEL = resolve("the Panel")
MOST_JOINED = 4
"""A body's name has no more parts than so many."""


def account(left: Left, shelf: Shelf, marked: Marked) -> Asked | None:
    """Return what is asked when every part is accounted for; None when one is not, or too little is said."""
    asked: Asked | None = left.asked
    if any(one.slot == "nothing" and one.words.strip(EDGE) for one in left.parts):
        return None
    parts = left.parts
    while parts and asked:
        taken, asked = _take(asked, parts, shelf, marked)
        parts = parts[taken:]
    if asked is None or (asked.maker and not asked.is_to_panel):
        return None
    return asked if left.is_clear(asked) else None


def _take(asked: Asked, parts: tuple[Part, ...], shelf: Shelf, marked: Marked) -> tuple[int, Asked | None]:
    """Return how many parts the first one takes, and what is asked with it; None when it cannot be accounted for."""
    slot, words = parts[0].slot, _bare(parts[0].words)
    if not words or (words.casefold() in wordings().makers and slot != "bodies"):
        return 1, asked
    if slot in ("bodies", "bare", "head") and (found := _find_bodies(asked, parts)):
        return found
    if slot != "bodies" and (named := _find_publications(asked, parts, shelf, marked)):
        return named
    if slot == "subject":
        return 1, replace(asked, subject=f"{asked.subject} {words}".strip())
    if slot == "source":
        return 1, _take_source(asked, words)
    return 1, replace(asked, theme=words) if slot == "head" else None


def _join(parts: tuple[Part, ...]) -> str:
    """Return what parts say together, as it was typed."""
    first, *others = parts
    return _bare(" ".join([first.words.strip(), *(f"{one.marker} {one.words.strip()}" for one in others)]))


def _find_bodies(asked: Asked, parts: tuple[Part, ...]) -> tuple[int, Asked | None] | None:
    """Return the bodies that are named, in so many parts: "Department for Education" has a marker in it."""
    for taken in range(min(len(parts), MOST_JOINED), 0, -1):
        words = _join(parts[:taken])
        if resolve(words) == PANEL:
            return taken, replace(asked, kinds=TO_PANEL) if asked.kinds == RECOMMENDATIONS else None
        named = (words,) if resolve(words) else tuple(filter(None, AND.split(words)))
        if named and all(map(resolve, named)):
            return taken, replace(asked, to=(*asked.to, *named))
    return None


def _find_publications(
    asked: Asked, parts: tuple[Part, ...], shelf: Shelf, marked: Marked
) -> tuple[int, Asked | None] | None:
    """Return the publications that are named; "the review on …" is named by what it is about as well."""
    pointed = shelf.point(_bare(parts[0].words), marked.ids)
    if parts[0].slot == "source" and len(parts) > 1 and "§" not in parts[0].words:
        further = shelf.point(_join(parts[:2]), marked.ids)
        if further and (pointed is None or further <= pointed):
            return 2, _add_publications(asked, further)
    return (1, _add_publications(asked, pointed)) if pointed is not None else None


def _add_publications(asked: Asked, ids: Ids) -> Asked | None:
    both = ids if asked.publications is None else ids & asked.publications
    return replace(asked, publications=both) if both else None


def _take_source(asked: Asked, words: str) -> Asked | None:
    """Return what is asked with words that name nothing held: more of a subject ("bruising in babies") or a maker."""
    if asked.subject:
        return replace(asked, subject=f"{asked.subject} {words}")
    return None if asked.maker else replace(asked, maker=words)


def _bare(words: str) -> str:
    """Return words without those that say nothing, at their ends."""
    bare = words.strip(EDGE)
    fillers = wordings().fillers
    while found := next((one for one in fillers.finditer(bare) if one.start() == 0 or one.end() == len(bare)), None):
        bare = (bare[: found.start()] + bare[found.end() :]).strip(EDGE)
    return bare
