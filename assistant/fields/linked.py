"""Answers questions about links: who is linked with a place, which places somebody has, the whole list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answers import Outcome
from assistant.fields.links import Link, LinkList, people_of
from assistant.fields.phrases import phrases
from assistant.fields.register import Register, Registers, words_of
from assistant.fields.values import Found, Proof, Told
from assistant.fields.wanted import Wanted
from assistant.telling import tell_day
from vectorstore.publications import CURRENT

NAMED = re.compile(r"\b[A-Z][\w'-]+(?: [A-Z][\w'-]+)+")
SMALL = frozenset({"and", "the", "of", "for", "&"})
MOST_WORDS = 8
"""A question that has so many words beside those of links names more than a place and a person."""
TODAY = "What is held tells the links as at {day}, not as they are today."


@dataclass(frozen=True, slots=True)
class _Named:
    """The places and people of a list that a question names, and the words that nothing accounts for."""

    places: tuple[Link, ...]
    people: tuple[str, ...]
    left: tuple[str, ...]


def find_links(wanted: Wanted, register: Register, registers: Registers) -> Found | None:
    """Return what the last list of links says; None when a question asks for anything else or no list is held."""
    if not _asks(wanted) or len(wanted.leftover()) > MOST_WORDS:
        return None
    links = _last_list(wanted, register, registers)
    if links is None:
        return None
    named = _find_named(wanted, links)
    if named.left:
        return _tell_unknown(wanted, links, named)
    return _tell(wanted, links, named)


def _asks(wanted: Wanted) -> bool:
    forms = phrases().links
    return any(form.search(wanted.question) for form in (forms.who, forms.which, forms.whole, forms.several))


def _last_list(wanted: Wanted, register: Register, registers: Registers) -> LinkList | None:
    """Return the last list of links by the time that a question names, or of all times; one list a letter."""
    last = max((period.last for period in wanted.periods), default=None)
    for held in reversed(register.letters):
        if (last and held.sent > last) or held.publication.status != CURRENT:
            continue
        lists = registers.links(held.publication)
        if lists:
            return max(lists, key=lambda one: len(one.links))
    return None


def _find_named(wanted: Wanted, links: LinkList) -> _Named:
    rest = wanted.rest.lower()
    places = []
    for link in sorted(links.links, key=lambda one: -len(one.place)):
        form = _as_form(link.place)
        if form.search(rest):
            places.append(link)
            rest = form.sub(" ", rest)
    people = [one for one in people_of(links.links) if _as_form(one).search(rest)]
    for one in people:
        rest = _as_form(one).sub(" ", rest)
    left = _left(wanted, rest)
    more_people, left = _by_part(left, tuple(people_of(links.links)))
    if not places and left:
        wider = [link for link in links.links if set(left) <= words_of(link.place)]
        places, left = (wider, ()) if wider else (places, left)
    in_order = tuple(link for link in links.links if link in places)
    return _Named(in_order, tuple(dict.fromkeys((*people, *more_people))), left)


def _as_form(name: str) -> re.Pattern[str]:
    """Return how a name is found in a question: its words in order, whatever small words stand between them."""
    words = [re.escape(word) for word in name.lower().split() if word not in SMALL]
    return re.compile(r"\b" + r"\s+(?:(?:and|the|of|for|&)\s+)*".join(words) + r"\b(?:'s)?")


def _left(wanted: Wanted, rest: str) -> tuple[str, ...]:
    known = set(wanted.leftover())
    return tuple(dict.fromkeys(word for word in re.findall(r"[^\W_]+(?:['-][^\W_]+)*", rest) if word in known))


def _by_part(left: tuple[str, ...], people: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return those who are named by a part of their name that only they have, and the words left without it."""
    found, rest = [], []
    for word in left:
        bare = word.removesuffix("'s")
        fits = [one for one in people if bare in words_of(one)]
        if len(fits) == 1:
            found.append(fits[0])
        elif bare not in ("ms", "mr", "mrs", "dr", "miss"):
            rest.append(word)
    return found, tuple(rest)


def _tell(wanted: Wanted, links: LinkList, named: _Named) -> Found | None:
    forms = phrases().links
    if named.places and (forms.who.search(wanted.question) or forms.which.search(wanted.question)):
        of_people = [link for link in links.links if set(link.people) & set(named.people)]
        chosen = [link for link in links.links if link in named.places or link in of_people]
        return _list(wanted, links, chosen)
    if named.places:
        return None
    if named.people:
        chosen = [link for link in links.links if set(link.people) & set(named.people)]
        return _list(wanted, links, chosen) if forms.which.search(wanted.question) else None
    if forms.several.search(wanted.question):
        return _tell_several(wanted, links)
    return _list(wanted, links, links.links, whole=True) if forms.whole.search(wanted.question) else None


def _tell_several(wanted: Wanted, links: LinkList) -> Found | None:
    """Return who is linked with more than one place."""
    several = [one for one in people_of(links.links) if sum(one in link.people for link in links.links) > 1]
    if not several:
        return None
    chosen = [link for one in several for link in links.links if one in link.people]
    found = _list(wanted, links, chosen)
    return Found(found.told, found.outcome, len(several), found.unanswered, found.dated)


def _list(wanted: Wanted, links: LinkList, chosen: Iterable[Link], *, whole: bool = False) -> Found:
    told = tuple(_quote(links, link) for link in chosen)
    many = len(told) > 1 or whole
    if wanted.today:
        day = links.publication.letter.sent if links.publication.letter else None
        missing = (TODAY.format(day=tell_day(day)),) if day else ()
        return Found(told, Outcome.PARTLY_ANSWERED, len(told) if many else None, missing, (links.publication,))
    return Found(told, total=len(told) if many else None, dated=(links.publication,))


def _quote(links: LinkList, link: Link) -> Told:
    text = f"{link.place} – {', '.join(link.people)}"
    return Told(text, "quotation", (Proof(links.publication, link.segments, links.section),))


def _tell_unknown(wanted: Wanted, links: LinkList, named: _Named) -> Found | None:
    """Return that a place or a person of the question is no entry, with all entries; None when more is asked."""
    unknown = _unknown_name(wanted, set(named.left))
    if unknown is None or named.places or named.people:
        return None
    day = links.publication.letter.sent if links.publication.letter else None
    when = f" of {tell_day(day)}" if day else ""
    proof = (
        Proof(links.publication, links.lead, links.section) if links.lead else _quote(links, links.links[0]).proofs[0]
    )
    text = f"{unknown} is not among the links{when}, which are listed here in full."
    told = (Told(text, "summary", (proof,)), *(_quote(links, link) for link in links.links))
    is_person = bool(phrases().links.which.search(wanted.question))
    outcome = Outcome.FALSE_PREMISE if is_person else Outcome.PARTLY_ANSWERED
    missing = () if is_person else (f"No link with {unknown} is named there.",)
    return Found(told, outcome, len(links.links), missing, (links.publication,), unknown)


def _unknown_name(wanted: Wanted, left: set[str]) -> str | None:
    """Return the one name of a question that has all the words that are left."""
    names = [match[0] for match in NAMED.finditer(wanted.rest)]
    names += [match["name"] for match in phrases().links.place.finditer(wanted.rest)]
    return next((name for name in names if left == {w for w in words_of(name) if w in left} and left), None)
