from __future__ import annotations

import datetime as dt
import io
from typing import Any, get_args

import docx
import pytest

from assistant.answers import Label
from assistant.recommendations.exports.about import ATTRIBUTION
from assistant.recommendations.exports.briefing import (
    MOST_WORDS,
    Part,
    Quotation,
    find_part,
    read_outlines,
    write_briefing,
)
from ingest.recommendations.entries import EntryKind

MADE = dt.date(2034, 2, 3)


def quote(text: str = "Ask the child.", label: str | None = None, **changed: Any) -> Quotation:
    """Return a fictional quotation."""
    fields: dict[str, Any] = {
        "publication": "Between two doors",
        "page": 12,
        "published": dt.date(2032, 5, 14),
        "url": "https://panel.example/doors#page=12",
        **changed,
    }
    return Quotation(text, label, **fields)


def make(*quotations: Quotation) -> dict[str, list[str]]:
    """Return what stands under each heading of a briefing."""
    document = docx.Document(io.BytesIO(write_briefing("listening to children", quotations, made=MADE)))
    found: dict[str, list[str]] = {"": []}
    for paragraph in document.paragraphs:
        if paragraph.style and paragraph.style.name == "Heading 1":
            found[paragraph.text] = []
        else:
            found[list(found)[-1]].append(paragraph.text)
    return found


def test_there_are_seven_parts_in_order() -> None:
    """A briefing has its seven parts even when nothing is held, and each then says so."""
    found = make()
    assert list(found)[1:] == [
        "1. Why this matters",
        "2. What the reviews looked at",
        "3. What was found",
        "4. What is recommended nationally",
        "5. What is asked locally",
        "6. Questions to think about",
        "7. Where to read more",
    ]
    outlines = read_outlines()
    assert [found[f"{number}. {one.title}"][0] for number, one in enumerate(outlines, 1)] == [
        one.empty for one in outlines
    ]
    assert found[""][0] == "Seven-minute briefing: listening to children"
    assert found["7. Where to read more"][-1] == ATTRIBUTION


def test_a_quotation_stands_with_its_source() -> None:
    """The words are verbatim, and under them stand what they are, the publication, the page and the date."""
    found = make(quote("Ask the child – first.", "national recommendation"))
    assert found["4. What is recommended nationally"] == [
        "“Ask the child – first.”",
        "National recommendation. Between two doors, page 12, 14 May 2032",
    ]


@pytest.mark.parametrize(
    ("label", "section", "part"),
    [
        ("finding", ("Method",), Part.FOUND),
        ("illustration", (), Part.WHY),
        ("fact", ("Report", "How we did this"), Part.LOOKED_AT),
        ("fact", ("Foreword by the chair",), Part.WHY),
        ("fact", ("Foreword", "What children said"), Part.FOUND),
        ("position", (), Part.FOUND),
        (None, (), Part.FOUND),
        ("recommendation", (), Part.NATIONAL),
        ("reflective_question", ("Introduction",), Part.QUESTIONS),
        ("learning point", (), Part.LOCAL),
        ("invitation", (), Part.LOCAL),
    ],
)
def test_where_a_quotation_belongs(label: str | None, section: tuple[str, ...], part: Part) -> None:
    """A quotation goes where its label says, else where its nearest heading says, else with the findings."""
    assert find_part(quote(label=label, section=section)) is part


def test_the_caller_may_know_better() -> None:
    """A part that is given decides before label and heading."""
    assert find_part(quote(label="finding", part=Part.WHY)) is Part.WHY


def test_every_label_has_a_part() -> None:
    """Every kind of entry has its part, but for a position, which is something that was found."""
    placed = {label for outline in read_outlines() for label in outline.labels}
    assert {kind.value for kind in EntryKind} - placed == {"position"}
    assert placed - {kind.value for kind in EntryKind} <= set(get_args(Label))


def test_a_part_is_read_in_a_minute() -> None:
    """Of more than a minute's words the first are quoted, none is cut, and it is said how many are left."""
    long = "word " * (MOST_WORDS - 10) + "end."
    found = make(quote(long, "finding"), quote(long, "finding"), quote("Short.", "finding"))
    assert found["3. What was found"] == [
        f"“{long}”",
        "Finding. Between two doors, page 12, 14 May 2032",
        "2 more quotations are held on this; a minute has no room for more.",
    ]


def test_one_quotation_is_always_whole() -> None:
    """A quotation that alone takes more than a minute is there in full."""
    long = "word " * (2 * MOST_WORDS) + "end."
    assert make(quote(long, "finding"))["3. What was found"][0] == f"“{long}”"


def test_every_publication_is_named_once() -> None:
    """Whoever wants to read more finds each publication once, with its date."""
    found = make(
        quote(label="finding"), quote("Other words.", "finding", page=13), quote(publication="A letter", published=None)
    )
    assert found["7. Where to read more"][:-1] == ["Between two doors, 14 May 2032", "A letter, no date held"]
