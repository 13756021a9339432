from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.correspondence import EXAMPLE, Correspondence, Correspondences, Reply
from ingest.documents import Answered, Description, Document, Letter, Locator, Said, Segment, Visibility
from tests.vectorstore.fakes import HashingEmbedder, make_document
from tests.vectorstore.keeping import keep
from vectorstore.record import Record, open_record

PUBLIC, EVERYTHING = frozenset({Visibility.PUBLIC}), frozenset(Visibility)
JUNE, JULY = dt.date(2021, 6, 17), dt.date(2021, 7, 1)
WORDS = Said("Thank you for your letter of 17 June 2021", (Segment(0, 41),))
ASKED = Letter(sent=JUNE, sender="Agatha Whimsley", recipient="Panel", direction="to_panel")
ANSWER = Letter(
    sent=JULY,
    sender="Imogen Testwell",
    recipient="Ms Whimsley",
    direction="from_panel",
    replies_to=(Answered(WORDS, JUNE, Said("17 June 2021", ())),),
)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """An open, empty record."""
    with closing(open_record(f"sqlite:///{tmp_path / 'record.sqlite3'}")) as opened:
        yield opened


def publish(letter: Letter, title: str, **described: object) -> Document:
    """Return a letter as it was published: on the day on which it was sent, unless another is given."""
    description = Description(title, "letter", published=letter.sent, letter=letter)
    return make_document(f"{title}.txt", [f"{title} says one thing."], description=replace(description, **described))  # type: ignore[arg-type]


def hold(record: Record, *documents: Document, now: dt.datetime | None = None) -> list[str]:
    """Keep documents, and return the ids of their publications."""
    return [change.publication_id for change in keep(record, *documents, embedder=HashingEmbedder(), now=now)]


def ends(replies: tuple[Reply, ...]) -> list[str]:
    """Return the titles at the other end of replies."""
    return [reply.letter.title for reply in replies]


def test_what_a_reader_may_not_see_takes_no_part(record: Record) -> None:
    """A reply that is for staff alone is shown to staff, and to others it is as if there were none."""
    asked, answer = hold(
        record, publish(ASKED, "asked"), publish(ANSWER, "answer", visibility=Visibility.STAFF), now=_noon(2021, 8, 1)
    )
    letters = Correspondences(record)
    told = letters.find(asked, visibilities=EVERYTHING)
    assert told
    assert ends(told.answered_by) == ["answer"]
    assert letters.find(asked, visibilities=PUBLIC) is letters.find(answer, visibilities=PUBLIC) is None


def test_what_had_not_been_sent_or_published_is_not_shown(record: Record) -> None:
    """As of a day a letter is linked with those sent and published by then: one may be published long after."""
    late = dt.date(2021, 9, 1)
    asked, _ = hold(record, publish(ASKED, "asked"), publish(ANSWER, "answer", published=late), now=_noon(2021, 10, 1))
    letters = Correspondences(record)
    days = (JULY, late - dt.timedelta(days=1), late)
    told = [letters.find(asked, visibilities=PUBLIC, as_of=day) for day in days]
    assert [ends(one.answered_by) if one else None for one in told] == [None, None, ["answer"]]


def test_a_letter_sent_after_the_day_is_not_shown(record: Record) -> None:
    """A letter that is said to be published before it was sent is not shown before it was sent."""
    asked, _ = hold(record, publish(ASKED, "asked"), publish(ANSWER, "answer", published=JUNE), now=_noon(2021, 8, 1))
    letters = Correspondences(record)
    assert letters.find(asked, visibilities=PUBLIC, as_of=JULY - dt.timedelta(days=1)) is None
    assert letters.find(asked, visibilities=PUBLIC, as_of=JULY)


def test_what_is_taken_down_takes_part_in_its_days_only(record: Record) -> None:
    """When a reply is taken down no letter names it any more, but as of a day on which it stood."""
    asked, _ = hold(record, publish(ASKED, "asked"), publish(ANSWER, "answer"), now=_noon(2021, 8, 1))
    letters = Correspondences(record)
    before = letters.find(asked, visibilities=PUBLIC)
    record.withdraw([Locator("file", "answer.txt")], now=_noon(2022, 3, 1))
    assert before
    assert ends(before.answered_by) == ["answer"]
    assert letters.find(asked, visibilities=PUBLIC) is None
    then = letters.find(asked, visibilities=PUBLIC, as_of=dt.date(2022, 1, 1))
    assert then
    assert [(reply.letter.title, reply.letter.status) for reply in then.answered_by] == [("answer", "current")]


def test_a_new_letter_is_linked_at_once(record: Record) -> None:
    """What was found before a letter came in is not told any more once it has."""
    (asked,) = hold(record, publish(ASKED, "asked"))
    letters = Correspondences(record)
    assert letters.find(asked, visibilities=PUBLIC) is None
    hold(record, publish(ANSWER, "answer"))
    told = letters.find(asked, visibilities=PUBLIC)
    assert told
    assert ends(told.answered_by) == ["answer"]


def test_the_example_is_a_correspondence() -> None:
    """What OpenAPI shows as an example has the shape of a correspondence, field by field."""
    assert Correspondence.model_validate(EXAMPLE).model_dump(mode="json") == EXAMPLE


def _noon(year: int, month: int, day: int) -> dt.datetime:
    return dt.datetime(year, month, day, 12, tzinfo=dt.UTC)
