"""Tells from the words of one sentence whether it recommends, invites, takes a position, asks or teaches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ingest.recommendations.bodies import DETERMINER, actors, find_level
from ingest.recommendations.marking import mark_actors, unmark
from ingest.recommendations.setting import PANEL, Setting
from ingest.recommendations.signs import Signs, first_match

ARTICLE = re.compile(
    rf"^(?!All\s(?!of|the|our))(?!(?i:(?:the|an?|its|their|our|each|every|any|both)\s(?!of\b))){DETERMINER}(?=\S)"
)
OFFICE = re.compile(
    r"^(?:the )?(?:(?:lead|senior|all|every) )*(?:officers|members|representatives|staff) of (?=\S)", re.IGNORECASE
)
"""Who acts for a body is not told apart from it."""
GIVEN = re.compile(r"\s+(?:are|is|be)\s+(?:given|granted|allowed|paid|enabled|funded|entitled)\b", re.IGNORECASE)
NAMED = re.compile(r"^[A-Z][^.:;?]{2,50}:\s+")
"""What a paragraph is called, before its first words: "Probation: Make sure that …"."""
FRAMED = re.compile(r"recommend", re.IGNORECASE)
YOURS = re.compile(r"your (?:department|ministry|office|officials)\b", re.IGNORECASE)
ONE = re.compile(r"[Tt]he |(?:[A-Z][\w'’]+ )+[A-Z]")
"""A body of which the document speaks, and not all of its kind: those have duties, which are told of as well."""
YOU = re.compile(r"\byou(?:r|rs|rselves)?\b", re.IGNORECASE)
OURSELVES = "ourselves"
DUTY = "may say what is a duty already"
ADVICE = "stands in guidance, where most of what is said is duty or advice"
TOLD = "tells of what somebody else recommends to the Panel"
LISTED = "is worded as an order, with nobody named"
NOBODY = "names nobody who is to act"
STRICT = ("law", "negated", "past", "said", "reading", "arrangement", "own")
"""What makes a sentence none, wherever it stands."""
WHOLE = ("negated", "reading", "arrangement", "own")
HEADED = ("negated", "past", "said", "reading", "arrangement", "own")
MILD = ("law", "past", "said", "reading", "arrangement", "own")


class Family(StrEnum):
    """What a sentence does; what kind of recommendation it makes is decided by who is to act."""

    RECOMMENDATION = "recommendation"
    POSITION = "position"
    INVITATION = "invitation"
    QUESTION = "question"
    LEARNING = "learning"
    TO_PANEL = "to the Panel"


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
        return _asked_of_you(plain, setting)
    return (
        _told_of_panel(plain, setting)
        or _position(text, plain, setting, there=there)
        or _asked_to_think(plain, setting)
        or _recommendation(plain, setting, there=there)
        or _invitation(plain, setting)
        or _teaching(plain, setting)
        or _ordered(plain, setting)
    )


def find_addressees(plain: str, *, setting: Setting, named: bool = True) -> tuple[str, ...]:
    """Return who is asked to act by an entry that a label, an item or a cell sets apart.

    ``named`` says that a name at its beginning, or whom it says to ask, will do.
    """
    marks = setting.signs
    patterns = (*marks.many["recommending"], *marks.many["recommending_there"], *marks.many["named_there"])
    marked = mark_actors(plain, marks.one["we"])
    for pattern in patterns if named else patterns[:-1]:
        if (match := pattern.search(marked)) and (who := _who(match, marked, setting)):
            return who
    return ()


def find_named_alone(plain: str, marks: Signs) -> tuple[str, ...]:
    """Return who is named by a line that holds nothing else: "For governors"."""
    match = marks.one["named_alone"].search(mark_actors(plain, marks.one["we"]))
    return split_actors(unmark(match["who"])) if match else ()


def find_headed(heading: str, marks: Signs, *, named: bool) -> tuple[str, ...]:
    """Return who is asked by a heading; ``named`` says that its being their name is enough."""
    patterns = marks.many["headed"] + (marks.many["names"] if named else ())
    match = first_match(patterns, mark_actors(heading, marks.one["we"]))
    if not match:
        alone = marks.one["service_alone"].search(heading) if named else None
        return (alone["who"],) if alone else ()
    words = unmark(match["who"])
    return (words,) if words.lower() == OURSELVES else split_actors(words)


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
    if not setting.recommends or setting.kind == "terms_of_reference" or _is_none(plain, marks, there=there):
        return None
    marked = mark_actors(plain, marks.one["we"])
    if setting.guides:
        return _advised(marked, setting)
    for pattern in _ways(setting, there=there):
        if match := pattern.search(marked):
            return _directed(match, marked, setting, there=there)
    if match := marks.one["obliged"].search(marked):
        who = _who(match, marked, setting)
        if who and (find_level(who[0]) == "national" or (not setting.is_panel and ONE.match(who[0]))):
            return Wording(Family.RECOMMENDATION, who, DUTY)
    if there and marks.one["imperatives"].search(ordered := NAMED.sub("", plain)):
        return Wording(Family.RECOMMENDATION, find_addressees(ordered, setting=setting))
    return None


def _directed(match: re.Match[str], marked: str, setting: Setting, *, there: bool) -> Wording | None:
    """Return what one of the ways of recommending says; None where it is the law that says so."""
    if there and _refused(unmark(marked[: match.end()]), setting.signs, ("law",)):
        return None
    who = _who(match, marked, setting)
    known = who or setting.to_panel or there or not FRAMED.search(match[0]) or GIVEN.match(marked, match.end())
    return Wording(Family.RECOMMENDATION, who, "" if known else NOBODY)


def _ways(setting: Setting, *, there: bool) -> tuple[re.Pattern[str], ...]:
    """Return the ways of recommending that a document can use."""
    many = setting.signs.many
    letter = many["recommending_you"] if setting.kind == "letter" and setting.greeted else ()
    panel = many["recommending_panel"] if setting.to_panel else ()
    return (*many["recommending"], *letter, *panel, *(many["recommending_there"] if there else ()))


def _advised(marked: str, setting: Setting) -> Wording | None:
    """Return what guidance recommends in so many words, to a body."""
    match = setting.signs.one["plainly"].search(marked)
    who = _who(match, marked, setting) if match else ()
    return Wording(Family.RECOMMENDATION, who, ADVICE) if who else None


def _asked_of_you(plain: str, setting: Setting) -> Wording | None:
    """Return what a letter asks in the form of a question: of the Panel it is a recommendation, else an invitation."""
    marks = setting.signs
    if setting.kind != "letter" or not setting.greeted or _refused(plain, marks, ("arrangement", "said")):
        return None
    marked = mark_actors(plain, marks.one["we"])
    match = first_match((*marks.many["asking_you"], *marks.many["recommending_you"][1:2]), marked)
    if not match:
        return None
    family = Family.RECOMMENDATION if setting.to_panel else Family.INVITATION
    return Wording(family, _who(match, marked, setting) or (setting.greeted,))


def _told_of_panel(plain: str, setting: Setting) -> Wording | None:
    """Return what the Panel tells of a recommendation that somebody made to it."""
    if not setting.is_panel or not setting.signs.one["told_of_panel"].search(plain):
        return None
    return Wording(Family.TO_PANEL, (PANEL,), TOLD)


def _ordered(plain: str, setting: Setting) -> Wording | None:
    """Return one of several orders that a letter of the Panel gives to those greeted: "Secondly, …"."""
    if setting.kind != "letter" or not setting.is_panel or not setting.greeted:
        return None
    if not setting.signs.one["ordered"].search(plain) or _refused(plain, setting.signs, STRICT):
        return None
    return Wording(Family.RECOMMENDATION, (setting.greeted,), LISTED)


def _position(text: str, plain: str, setting: Setting, *, there: bool) -> Wording | None:
    marks = setting.signs
    if not setting.is_panel or not marks.one["system"].search(text):
        return None
    marked = first_match(marks.many["marked"], plain)
    stance = marked or (not setting.guides and not there and first_match(marks.many["stances"], plain))
    framed = re.search(r"\brecommend|\b(?:we|I)(?: \w+)? (?:ask|urge|call on|invite)\b", plain)
    if not stance or framed or _refused(plain, marks, MILD):
        return None
    return Wording(Family.POSITION, find_standing(plain, setting) or _spoken_to(plain, setting))


def _invitation(plain: str, setting: Setting) -> Wording | None:
    marks = setting.signs
    if not setting.recommends or setting.guides or setting.to_panel or _refused(plain, marks, ("law", "said")):
        return None
    marked = mark_actors(plain, marks.one["we"])
    match = first_match(marks.many["inviting"], marked)
    if not match or first_match(marks.many["refused_inviting"], plain):
        return None
    who = _who(match, marked, setting) or _spoken_to(plain, setting)
    nationally = bool(who) and find_level(who[0]) == "national"
    return Wording(Family.RECOMMENDATION if nationally else Family.INVITATION, who)


def _asked_to_think(plain: str, setting: Setting) -> Wording | None:
    """Return an invitation that is worded like a recommendation: it asks for thought or talk alone."""
    marked = mark_actors(plain, setting.signs.one["we"])
    signs = setting.signs
    match = first_match(signs.many["inviting"][:2], marked)
    if not match and signs.one["this_itself"].search(plain) and not signs.one["we_recommend"].search(plain):
        match = first_match(signs.many["recommending"], marked)
    if not setting.recommends or setting.guides or setting.to_panel or not match:
        return None
    if first_match(signs.many["refused_inviting"], plain):
        return None
    return Wording(Family.INVITATION, _who(match, marked, setting))


def _teaching(plain: str, setting: Setting) -> Wording | None:
    if not setting.recommends or setting.guides or not first_match(setting.signs.many["teaching"], plain):
        return None
    return Wording(Family.LEARNING)


def _spoken_to(plain: str, setting: Setting) -> tuple[str, ...]:
    """Return whom a letter greets, where words say "you"."""
    return (setting.greeted,) if setting.greeted and YOU.search(plain) else ()


def is_arrangement(plain: str, setting: Setting) -> bool:
    """Say whether words are about a reply, a meeting or how the writer will work."""
    return setting.signs.tables["refused"]["arrangement"].search(plain) is not None


def _refused(plain: str, marks: Signs, why: tuple[str, ...]) -> bool:
    return any(marks.tables["refused"][each].search(plain) for each in why)


def _is_none(plain: str, marks: Signs, *, there: bool) -> bool:
    """Say whether a sentence is no recommendation; one in so many words may go on to speak of laws and of the past."""
    framed = marks.one["framed"].search(plain)
    if framed is None:
        return _refused(plain, marks, HEADED if there else STRICT)
    return _refused(plain, marks, WHOLE) or _refused(plain[: framed.end()], marks, STRICT)


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
