from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.fields.links import LinkList, may_hold_links, read_links
from ingest.documents import BlockKind, Segment
from tests.assistant.builders import LETTER, LINKS, Held, hold, make_sentence

BY_PLACE = [
    ("Northmere", ("Oswin Mockford",)),
    ("Westhaven", ("Petra Makebelieve",)),
    ("Eastfold", ("Tobias Notional",)),
]


def lists_of(held: Held) -> tuple[LinkList, ...]:
    """Return the lists of links in a publication."""
    return read_links(held.publication, held.sentences)


def entries(found: LinkList) -> list[tuple[str, tuple[str, ...]]]:
    """Return places and people of a list."""
    return [(link.place, link.people) for link in found.links]


def test_places_and_people_are_read_with_their_words() -> None:
    """Each entry has its place, its person and the verbatim words without the bullet; the line above leads in."""
    held = hold(LINKS)
    (found,) = lists_of(held)
    assert entries(found) == BY_PLACE
    quoted = [held.text[link.segments[0].start : link.segments[0].end] for link in found.links]
    assert quoted == [f"{place} – {people[0]}" for place, people in BY_PLACE]
    assert found.section == ("Regional links",)
    assert held.text[found.lead[0].start : found.lead[0].end].endswith("three regions:")


@pytest.mark.parametrize(
    "rows",
    [
        "1. Northmere: Oswin Mockford\n2. Westhaven: Petra Makebelieve\n3. Eastfold: Tobias Notional",
        "- Northmere — Oswin Mockford\n- Westhaven — Petra Makebelieve\n- Eastfold — Tobias Notional",
        "- Oswin Mockford – Northmere\n- Petra Makebelieve – Westhaven\n- Tobias Notional – Eastfold",
        "- Northmere – Oswin Mockford (until June)\n- Westhaven – Petra Makebelieve\n- Eastfold – Tobias Notional",
    ],
)
def test_the_form_of_a_row_does_not_matter(rows: str) -> None:
    """Numbers, colons, long dashes, the person first and a remark in brackets all give the same entries."""
    (found,) = lists_of(hold(f"# Regional links\n\nA member is linked to each region:\n\n{rows}\n\nWrite to us.\n"))
    assert entries(found) == BY_PLACE


def test_places_of_two_words_are_told_from_people() -> None:
    """Where both sides look like names, the points of the compass say which side has the places."""
    rows = (
        "- North East – Dora Simson\n- Greater Capital – Ida Noname\n- South West – Petra Makebelieve and Ada Fictley"
    )
    (found,) = lists_of(hold(f"# Regional links\n\nThey are linked as follows:\n\n{rows}\n\nWrite to us.\n"))
    assert [link.place for link in found.links] == ["North East", "Greater Capital", "South West"]
    assert found.links[2].people == ("Petra Makebelieve", "Ada Fictley")


@pytest.mark.parametrize(
    "text",
    [
        "# Reviewers\n\nThey are:\n\n- Health – Agatha Conjure\n- Housing – Bartholomew Figment\n\nMore.\n",
        "# Regional links\n\nThe steps are:\n\n- Ask – the family first\n- Write – what they say\n\nMore follows.\n",
        "# Regional links\n\nA member is linked to it:\n\n- Northmere – Oswin Mockford\n\nMore follows.\n",
        "# Regional links\n\nThey are linked:\n\n- Ida Noname – Dora Simson\n- Ada Fictley – Petra Mock\n\nMore.\n",
    ],
)
def test_other_lists_are_no_links(text: str) -> None:
    """A list under another heading, of no people, of one entry, or of people alone is no list of links."""
    assert lists_of(hold(text)) == ()


def test_a_table_is_a_list_too() -> None:
    """Rows of a table with a place and a person in two cells are links; the row that heads them is none."""
    rows = ("Region\tLink member", "Northmere\tOswin Mockford", "Westhaven\tPetra Makebelieve")
    text = "\n".join(rows)
    starts = [text.index(row) for row in rows]
    sentences = [
        replace(
            make_sentence(
                row.replace("\t", " "), ordinal=place, kind=BlockKind.TABLE_ROW, lead_in=0 if place else None
            ),
            segments=(Segment(starts[place], starts[place] + len(row)),),
        )
        for place, row in enumerate(rows)
    ]
    (found,) = read_links(LETTER, sentences, text=text)
    assert entries(found) == BY_PLACE[:2]
    assert found.links[0].segments == (Segment(starts[1], starts[1] + len(rows[1])),)


def test_the_quick_look_misses_no_list() -> None:
    """A text with a list of links may hold one by the quick look, and plain prose may not."""
    held = hold(LINKS)
    assert may_hold_links(held.text)
    assert not may_hold_links("Members meet every three weeks.\nNotes go on our website.\n")
