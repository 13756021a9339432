from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.correspondence import Links, link_publications
from ingest.correspondence import link_letters
from ingest.documents import Answered, Letter, Said
from ingest.letter_answers import how_well_answered
from tests.assistant.builders import LETTER
from vectorstore.publications import Publication

DAYS = [dt.date(2031, 6, day) for day in (3, 4, 5)]
NAMES = ["Agatha Whimsley", "Ms Whimsley", "Imogen Testwell"]
SUBJECTS = ["fires in hostels and hotels", "hostels where fires break out", "swift replies", None]
# Few days, names and subjects, so that letters do fit one another, some of them equally well.
days, names = st.sampled_from(DAYS), st.sampled_from(NAMES)


def said(words: str | None) -> Said | None:
    """Return words of a letter."""
    return Said(words, ()) if words else None


subjects = st.sampled_from(SUBJECTS).map(said)
named = days.map(lambda day: (day, Said(f"{day.day} June 2031", ())))
dayless = days.map(lambda day: (None, Said(f"{day.day} June", ())))
answered = st.builds(
    lambda date, about: Answered(Said("Thank you for your letter", ()), date[0], date[1], about=about),
    st.one_of(named, dayless, st.just((None, None))),
    subjects,
)
letter = st.builds(
    Letter,
    sent=st.one_of(days, days, days, st.none()),
    sender=names,
    recipient=names,
    subject=subjects,
    direction=st.sampled_from(["to_panel", "from_panel", None, None]),
    replies_to=st.lists(answered, max_size=2, unique_by=lambda one: one.printed_date).map(tuple),
)
many = st.lists(letter, min_size=2, max_size=12)


def publish(letters: list[Letter]) -> list[Publication]:
    """Return letters as publications, counted from p0."""
    return [replace(LETTER, id=f"p{number}", letter=one) for number, one in enumerate(letters)]


def links(told: Links, field: str) -> set[tuple[str, str, str]]:
    """Return each link that letters tell of in a field: the letter, the other end, and the words."""
    return {
        (letter, reply.letter.publication_id, reply.words)
        for letter, own in told.items()
        for reply in getattr(own, field)
    }


def turned(found: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    """Return links as their other ends tell of them."""
    return {(other, letter, words) for letter, other, words in found}


@given(many, st.one_of(days, st.none()))
def test_both_ends_of_a_link_tell_of_it(letters: list[Letter], day: dt.date | None) -> None:
    """Whatever letters there are, one answers another exactly when that one was answered by it, doubts alike."""
    told = link_publications(publish(letters), as_of=day)
    assert links(told, "answers") == turned(links(told, "answered_by"))
    doubted = {
        (letter, other.publication_id, doubt.words)
        for letter, own in told.items()
        for doubt in own.may_answer
        for other in doubt.letters
    }
    assert doubted == turned(links(told, "may_be_answered_by"))
    others = {(letter, other.publication_id, "") for letter, own in told.items() for other in own.others}
    assert others == turned(others)


@given(many, days)
def test_nothing_sent_later_is_told(letters: list[Letter], day: dt.date) -> None:
    """As of a day no letter that was sent later is at either end of a link."""
    told = link_publications(publish(letters), as_of=day)
    sent = {f"p{number}": one.sent for number, one in enumerate(letters)}
    named = {*told, *(other for field in ("answers", "answered_by") for _, other, _ in links(told, field))}
    assert all((sent[one] or dt.date.max) <= day for one in named)


@given(many)
def test_every_letter_is_looked_at(letters: list[Letter]) -> None:
    """A reply names the letter that fits best of all, and a doubt all of those, as if each were compared with each."""
    known = {f"p{number}": one for number, one in enumerate(letters)}
    expected = set()
    for identity, one in known.items():
        for earlier in one.replies_to:
            fits = {other: how_well_answered(one, earlier, known[other]) for other in known if other != identity}
            best = [other for other, fit in fits.items() if fit and fit == max(fits.values())]
            expected |= {(identity, frozenset(best))} if best else set()
    found = link_letters(list(known.items()))
    replies = {(reply.letter, frozenset([reply.answers])) for one in found for reply in one.replies}
    doubts = {(doubt.letter, frozenset(doubt.may_answer)) for one in found for doubt in one.doubts}
    assert replies | doubts == expected
