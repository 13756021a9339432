"""Tells from the words of one sentence whether it recommends, invites, takes a position, asks or teaches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.recommendations.bodies import DETERMINER, actors, find_level
from ingest.recommendations.marking import mark_actors, unmark
from ingest.recommendations.setting import PANEL, Setting
from ingest.recommendations.signs import Signs, first_match

ARTICLE = re.compile(rf"^(?!(?i:the|an?|its|their|our)\s){DETERMINER}(?=\S)")
OFFICE = re.compile(
    r"^(?:the )?(?:(?:lead|senior|all|every) )*(?:officers|members|representatives|staff) of (?=\S)", re.IGNORECASE
)
"""Who acts for a body is not told apart from it."""
GIVEN = re.compile(r"\s+(?:are|is|be)\s+(?:given|granted|allowed|paid|enabled|funded|entitled)\b", re.IGNORECASE)
FRAMED = re.compile(r"recommend", re.IGNORECASE)
YOURS = re.compile(r"your (?:department|ministry|office|officials)\b", re.IGNORECASE)
DUTY = "may say what is a duty already"
NOBODY = "names nobody who is to act"
STRICT = ("law", "negated", "past", "said", "reading", "arrangement", "own")
"""What makes a sentence none, wherever it stands."""
MILD = ("law", "past", "said", "reading", "arrangement", "own")


class Family(StrEnum):
    """What a sentence does; what kind of recommendation it makes is decided by who is to act."""

    RECOMMENDATION = "recommendation"
    POSITION = "position"
    INVITATION = "invitation"
    QUESTION = "question"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a sentence does, and who is asked to act, as printed; ``uncertain`` says why a person should look."""

    family: Family
    who: tuple[str, ...] = ()
    uncertain: str = ""


def read_wording(text: str, plain: str, *, setting: Setting, there: bool = False) -> Wording | None:
    """Return what a sentence does; None: nothing for the register.

    ``plain`` is its text with quoted words blanked; ``there`` says that it stands where recommendations are made.
    """
    if plain.endswith("?"):
        return None
    return (
        _position(text, plain, setting)
        or _asked_to_think(plain, setting)
        or _recommendation(plain, setting, there=there)
        or _invitation(plain, setting)
        or _teaching(plain, setting)
    )


def find_addressees(plain: str, *, setting: Setting) -> tuple[str, ...]:
    """Return who is asked to act by an entry that a label, an item or a cell sets apart."""
    marks = setting.signs
    patterns = (*marks.many["recommending"], *marks.many["recommending_there"], *marks.many["named_there"])
    marked = mark_actors(plain, marks.one["we"])
    for pattern in patterns:
        if (match := pattern.search(marked)) and (who := _who(match, marked, setting)):
            return who
    return ()


def find_headed(heading: str, marks: Signs, *, named: bool) -> tuple[str, ...]:
    """Return who is asked by a heading; ``named`` says that its being their name is enough."""
    patterns = marks.many["headed"] + (marks.many["names"] if named else ())
    match = first_match(patterns, mark_actors(heading, marks.one["we"]))
    return split_actors(unmark(match["who"])) if match else ()


def split_actors(words: str) -> tuple[str, ...]:
    """Return each of several who can act, in order, as printed."""
    found = (OFFICE.sub("", match[0].strip()) for match in actors().one.finditer(words))
    return tuple(dict.fromkeys(ARTICLE.sub("", one) for one in found))


def find_standing(plain: str, setting: Setting) -> tuple[str, ...]:
    """Return of whom a position speaks."""
    marked = mark_actors(plain, setting.signs.one["we"])
    match = first_match(setting.signs.many["stands"], marked)
    return _who(match, marked, setting) if match else ()


def _recommendation(plain: str, setting: Setting, *, there: bool) -> Wording | None:
    marks = setting.signs
    if not setting.recommends or setting.kind == "terms_of_reference" or _refused(plain, marks, STRICT):
        return None
    patterns = marks.many["recommending"]
    if setting.kind == "letter" and setting.greeted:
        patterns += marks.many["recommending_you"]
    if there:
        patterns += marks.many["recommending_there"]
    marked = mark_actors(plain, marks.one["we"])
    for pattern in patterns:
        if match := pattern.search(marked):
            who = _who(match, marked, setting)
            known = who or setting.to_panel or there or not FRAMED.search(match[0]) or GIVEN.match(marked, match.end())
            return Wording(Family.RECOMMENDATION, who, "" if known else NOBODY)
    if setting.is_panel and (match := marks.one["must_nationally"].search(marked)):
        who = _who(match, marked, setting)
        if who and find_level(who[0]) == "national":
            return Wording(Family.RECOMMENDATION, who, DUTY)
    if there and marks.one["imperatives"].search(plain):
        return Wording(Family.RECOMMENDATION, find_addressees(plain, setting=setting))
    return None


def _position(text: str, plain: str, setting: Setting) -> Wording | None:
    marks = setting.signs
    if not setting.is_panel or setting.kind == "terms_of_reference" or not marks.one["system"].search(text):
        return None
    stance = first_match(marks.many["stances"], plain)
    framed = re.search(r"\brecommend|\b(?:we|I)(?: \w+)? (?:ask|urge|call on|invite)\b", plain)
    if not stance or framed or _refused(plain, marks, MILD):
        return None
    return Wording(Family.POSITION, find_standing(plain, setting))


def _invitation(plain: str, setting: Setting) -> Wording | None:
    marks = setting.signs
    if not setting.recommends or setting.to_panel or _refused(plain, marks, ("law", "negated", "said")):
        return None
    marked = mark_actors(plain, marks.one["we"])
    match = first_match(marks.many["inviting"], marked)
    if not match or first_match(marks.many["refused_inviting"], plain):
        return None
    return Wording(Family.INVITATION, _who(match, marked, setting))


def _asked_to_think(plain: str, setting: Setting) -> Wording | None:
    """Return an invitation that is worded like a recommendation: it asks for thought or talk alone."""
    marked = mark_actors(plain, setting.signs.one["we"])
    match = first_match(setting.signs.many["inviting"][:2], marked)
    if not setting.recommends or setting.to_panel or not match:
        return None
    return Wording(Family.INVITATION, _who(match, marked, setting))


def _teaching(plain: str, setting: Setting) -> Wording | None:
    if not setting.recommends or not first_match(setting.signs.many["teaching"], plain):
        return None
    return Wording(Family.LEARNING)


def _refused(plain: str, marks: Signs, why: tuple[str, ...]) -> bool:
    return any(marks.tables["refused"][each].search(plain) for each in why)


def _who(match: re.Match[str], marked: str, setting: Setting) -> tuple[str, ...]:
    """Return who is asked to act: "you" are those greeted; whoever is only given something is not asked."""
    groups = match.groupdict()
    words = groups.get("who") or groups.get("whom")
    if not words:
        return ()
    end = match.end("who") if groups.get("who") else match.end("whom")
    if GIVEN.match(marked, end):
        return ()
    words = unmark(words)
    if words.lower() in ("you", "readers", "everyone", "anyone", "all"):
        return (setting.greeted,) if setting.greeted and words.lower() == "you" else ()
    found = split_actors(words)
    if setting.to_panel and re.search(r"\byou\b", marked[match.end() :]):
        found = (PANEL, *found)
    return tuple(setting.greeted if setting.greeted and YOURS.match(one) else one for one in found)
