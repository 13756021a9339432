"""A record with a register, for tests: documents of a few lines, read with the project's own reader."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.recommendations.following import Followed, follow_record
from ingest.documents import Description, Document, Locator, Reading, Segment, Speaker
from ingest.recommendations.entries import Count, Entry, EntryKind, Found
from tests.ingest.builders import read
from tests.vectorstore.fakes import HashingEmbedder
from tests.vectorstore.keeping import keep
from vectorstore.record import Record

PUBLISHED = dt.date(2031, 2, 3)
REVIEW = """
    # The long review

    We looked at what happened.

    # Recommendations

    Recommendation 1: The Home Office should tell every police force to ask children why they went missing.

    Recommendation 2: The Department for Education should tell schools to share what they know.

    # What else

    We recommend that Ofsted looks at neglect in every inspection.
"""
ASK = "The Home Office should tell every police force to ask children why they went missing."
SHARE = "The Department for Education should tell schools to share what they know."


@dataclass
class FakeFinder:
    """Finds what is in its queue, the last of it again and again, and remembers the titles of what it looked at.

    What is in the queue are the words of entries, each of which stands in the text; an exception is raised.
    """

    queue: list[Sequence[str] | BaseException]
    kind: EntryKind = EntryKind.NATIONAL
    count: str = ""
    seen: list[str] = field(default_factory=list)

    def __call__(self, reading: Reading, description: Description) -> Found:
        """Return the next entries of the queue."""
        self.seen.append(description.title)
        now = self.queue.pop(0) if len(self.queue) > 1 else self.queue[0]
        if isinstance(now, BaseException):
            raise now
        counts = (Count(4, self.count, find(reading, self.count)),) if self.count else ()
        return Found(
            tuple(Entry(self.kind, words, find(reading, words)) for words in now if words in reading.text), counts
        )


def find(reading: Reading, words: str) -> tuple[Segment, ...]:
    """Return where words stand in a reading."""
    start = reading.text.index(words)
    return (Segment(start, start + len(words)),)


def hold(record: Record, text: str = REVIEW, *, place: str = "a.txt", version: str = "1", **described: Any) -> str:
    """Keep a document, and return the id of its publication."""
    given: dict[str, Any] = {
        "title": "The long review",
        "kind": "national_review",
        "speaker": Speaker.PANEL,
        "published": PUBLISHED,
    }
    reading = read(text)
    document = Document(
        locator=Locator("file", place),
        file=place,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        description=Description(**given | described),
        reading=Reading(**{name: getattr(reading, name) for name in Reading.__slots__} | {"reader_version": version}),
    )
    return keep(record, document, embedder=HashingEmbedder())[0].publication_id


def follow(record: Record, *found: Sequence[str] | BaseException, version: str = "1", **fake: Any) -> Followed:
    """Bring the register to the record, finding these words in each publication in turn."""
    return follow_record(record, find=FakeFinder(list(found), **fake), version=version)
