"""What a letter says of itself, as plain text: what tests compare; and whether its places hold what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ingest.documents import Letter, Reading, Said, Segment
from ingest.letter_words import Words
from ingest.letters import find_letter
from tests.ingest.builders import read

PANEL = "Example Safeguarding Review Panel"
IMOGEN = f"Imogen Testwell\nChair\n{PANEL}"
ROWAN = "Rowan Fictley\nMinister for Families"
BODY = (
    "We have thought about the families who moved to Eastfold in the spring of last year, and about what was done for"
    " them there by the people of the town."
)


def plain(fact: Any) -> Any:
    """Return a fact as text, parties and annexes as the facts that they hold; what is not stated is left out."""
    if isinstance(fact, Said):
        return fact.text
    if isinstance(fact, tuple):
        return [plain(one) for one in fact]
    if is_dataclass(fact):
        told = {field.name: plain(getattr(fact, field.name)) for field in fields(fact)}
        return {name: value for name, value in told.items() if value not in (None, []) and not name.endswith("_at")}
    return fact


def facts(text: str) -> dict[str, Any]:
    """Return what a letter says of itself, as text, after checking every place."""
    reading = read(text)
    letter = find_letter(reading)
    assert letter is not None
    check_places(letter, reading)
    told: dict[str, Any] = plain(letter)
    return told


def told(text: str, *names: str) -> list[Any]:
    """Return some facts of a letter, None where one is not stated."""
    found = facts(text)
    return [found.get(name) for name in names]


def all_said(fact: Any) -> Iterator[Said]:
    """Yield everything that is said in a fact, however deep."""
    if isinstance(fact, Said):
        yield fact
    elif isinstance(fact, tuple):
        for one in fact:
            yield from all_said(one)
    elif is_dataclass(fact):
        for field in fields(fact):
            yield from all_said(getattr(fact, field.name))


def check_places(letter: Letter, reading: Reading) -> None:
    """Check that every span of a letter lies in its text, and holds what the letter's field says."""
    words = Words.of(reading)
    told = list(all_said(letter))
    for name, at in (("sender", letter.sender_at), ("recipient", letter.recipient_at)):
        said = getattr(letter, name)
        assert (said is None) == (at is None)
        told += [Said(said, (at,))] if said and at else []
    for said in told:
        assert said.text.strip() == said.text != ""
        assert all(_lies_in(reading, segment) for segment in said.at)
        again = words.said(said.at)
        assert again is not None
        assert again.text == said.text
    assert letter.sent_at == (letter.printed_date.at[0] if letter.printed_date else None)
    assert all(0 <= annex.first < annex.last < len(reading.blocks) for annex in letter.annexes)
    assert all(one.annex is None or one.annex < len(letter.annexes) for one in letter.enclosures)


def _lies_in(reading: Reading, segment: Segment) -> bool:
    inside = [place for block in reading.blocks for place in block.segments]
    return any(one.start <= segment.start < segment.end <= one.end and one.page == segment.page for one in inside)
