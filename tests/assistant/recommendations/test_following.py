from __future__ import annotations

import datetime as dt
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from assistant.bootstrap import open_panel
from assistant.recommendations.following import find_version, follow_record
from assistant.recommendations.register import Register
from assistant.settings import Settings
from ingest.documents import Description, Locator, Reading, Segment
from ingest.recommendations import VERSION
from ingest.recommendations.entries import Entry, EntryKind, Found, Place
from tests.assistant.recommendations.holding import ASK, REVIEW, SHARE, FakeFinder, find, follow, hold
from tests.conftest import copy_folder
from vectorstore.entries import StoredEntry
from vectorstore.record import Record
from vectorstore.register import EntryTables
from vectorstore.store import RECORD


def stored(record: Record, identity: str) -> dict[str, StoredEntry]:
    """Return the rows of a publication by their words, those of what is gone too."""
    source = EntryTables(record.database).read(identity)
    assert source
    return {one.text: one for one in source.entries}


def test_what_a_publication_holds_is_in_the_register(record: Record) -> None:
    """The real extractor's entries are in the register, with their words, numbers, places and subjects."""
    identity = hold(record)
    followed = follow_record(record)
    entries = Register(record).find().items
    assert (followed.read, followed.failed, {one.publication_id for one in entries}) == (1, (), {identity})
    assert [(one.number, one.text) for one in entries][:2] == [("1", ASK), ("2", SHARE)]
    text = record.text(identity) or ""
    assert [text[one.segments[0].start : one.segments[0].end] for one in entries] == [one.text for one in entries]
    assert entries[0].section == ("Recommendations",)
    assert "police" in entries[0].agencies


def test_nothing_is_read_when_nothing_changed(record: Record) -> None:
    """When the register is up to date, following it is one query and looks at no publication."""
    hold(record)
    follow(record, [ASK])
    asked: list[str] = []
    engine = record.database.engine
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    finder = FakeFinder([[SHARE]])
    assert follow_record(record, find=finder, version="1").read == 0
    assert (finder.seen, [one.split()[0] for one in asked]) == ([], ["BEGIN", "SELECT"])


def test_only_what_changed_is_read_again(record: Record) -> None:
    """A new description, text or reader makes one publication be read again, another version all of them."""
    hold(record, title="One")
    hold(record, place="b.txt", title="Two")
    follow(record, [ASK])
    for given in (
        {"title": "Three"},
        {"title": "Three", "text": REVIEW + "\nMore.\n"},
        {"title": "Three", "version": "2"},
    ):
        hold(record, **{"text": REVIEW, "place": "b.txt"} | given)
        finder = FakeFinder([[ASK]])
        follow_record(record, find=finder, version="1")
        assert finder.seen == ["Three"]
    finder = FakeFinder([[ASK]])
    follow_record(record, find=finder, version="2")
    assert sorted(finder.seen) == ["One", "Three"]


def test_a_publication_that_cannot_be_looked_through_is_told(record: Record, caplog: pytest.LogCaptureFixture) -> None:
    """One that breaks the extractor is reported, logged and shown, is not tried again as it is, and stops no other."""
    first, second = sorted([hold(record, title="One"), hold(record, place="b.txt", title="Two")])
    title = record.publications([first])[first].title
    with caplog.at_level(logging.ERROR):
        followed = follow(record, ValueError("broken"), [ASK])
    register = Register(record)
    assert [failure.locator.source for failure in followed.failed] == ["file"]
    assert followed.failed[0].reason.startswith(f"The recommendations of “{title}” could not be looked for")
    assert (register.find().unread, first in caplog.text) == ((followed.failed[0].reason,), True)
    assert {one.publication_id for one in register.find().items} == {second}
    assert follow(record, [ASK]).read == 0
    assert (follow(record, [ASK], version="2").failed, register.find().unread, register.find().total) == ((), (), 2)


def test_what_stood_stays_when_the_extractor_breaks(record: Record) -> None:
    """Entries of the same reading stay as they are; those of another reading are gone until it can be read."""
    identity = hold(record)
    follow(record, [ASK])
    follow(record, ValueError("broken"), version="2")
    assert Register(record).find().total == 1
    hold(record, REVIEW + "\nMore.\n")
    follow(record, ValueError("broken"), version="2")
    assert (Register(record).find().total, stored(record, identity)[ASK].found) == (0, False)


def test_ids_stay_when_more_is_found(record: Record) -> None:
    """A better extractor adds entries and leaves the ids and days of the others; what it does not find is gone."""
    identity = hold(record)
    follow(record, [ASK])
    before = stored(record, identity)[ASK]
    follow(record, [ASK, SHARE], version="2")
    after = stored(record, identity)
    assert (after[ASK].id, after[ASK].first_seen, after[ASK].changed) == (before.id, before.first_seen, before.changed)
    follow(record, [SHARE], version="3")
    gone = stored(record, identity)[ASK]
    assert (gone.id, gone.found, gone.first_seen, gone.changed > before.changed) == (
        before.id,
        False,
        before.first_seen,
        True,
    )
    follow(record, [ASK, SHARE], version="4")
    assert stored(record, identity)[ASK].id == before.id


def test_a_new_edition_keeps_ids(record: Record) -> None:
    """Words that a new edition of a publication prints again keep their id, wherever they stand in it."""
    identity = hold(record)
    follow(record, [ASK, SHARE])
    before = stored(record, identity)
    hold(record, REVIEW.replace("We looked at", "This edition has other words before. We looked at"))
    follow(record, [ASK, SHARE])
    after = stored(record, identity)
    assert {text: one.id for text, one in after.items()} == {text: one.id for text, one in before.items()}
    assert after[ASK].segments != before[ASK].segments
    assert after[ASK].changed == before[ASK].changed


def test_what_is_not_proved_is_left_out(record: Record, caplog: pytest.LogCaptureFixture) -> None:
    """An entry or a place whose words do not stand in the text is not kept, and that is logged."""

    def find_badly(reading: Reading, _: Description) -> Found:
        (here,), elsewhere = find(reading, ASK), Segment(0, 9_999)
        good = Entry(EntryKind.NATIONAL, ASK, (here,), also_at=(Place((elsewhere,)), Place(find(reading, SHARE))))
        wrong = Entry(EntryKind.NATIONAL, SHARE.replace("should", "should not"), find(reading, SHARE))
        return Found((good, wrong, Entry(EntryKind.NATIONAL, SHARE, (elsewhere,)), Entry(EntryKind.NATIONAL, "", ())))

    identity = hold(record)
    with caplog.at_level(logging.ERROR):
        follow_record(record, find=find_badly, version="1")
    (entry,) = Register(record).find().items
    assert (entry.text, len(entry.also_at)) == (ASK, 1)
    assert caplog.text.count(identity) == 3


def test_a_stopped_run_is_completed_by_the_next(record: Record) -> None:
    """A run that is stopped between two publications has kept the first, and the next reads only the rest."""
    hold(record)
    hold(record, place="b.txt")
    with pytest.raises(KeyboardInterrupt):
        follow_record(record, find=FakeFinder([[ASK], KeyboardInterrupt()]), version="1")
    assert Register(record).find().total == 1
    assert (follow(record, [ASK]).read, Register(record).find().total) == (1, 2)


def test_what_is_taken_down_is_listed_no_more(record: Record) -> None:
    """The entries of a publication that was taken down leave the lists, and come back with it under their ids."""
    hold(record)
    follow(record, [ASK])
    before = Register(record).find().items
    record.withdraw([Locator("file", "a.txt")], now=dt.datetime.now(dt.UTC))
    follow(record, [ASK])
    assert Register(record).find().total == 0
    hold(record)
    follow(record, [ASK])
    assert [one.id for one in Register(record).find().items] == [one.id for one in before]


def test_the_version_names_code_and_tables() -> None:
    """The version is the extractor's own with a digest of its tables, the same each time."""
    assert find_version().startswith(f"{VERSION}-")
    assert find_version() == find_version()


def test_a_data_folder_that_lags_behind_is_brought_up_to_date(sample_folder: Path, tmp_path: Path) -> None:
    """Opening a folder whose register was lost makes it anew, with the same entries under the same ids."""
    folder = copy_folder(sample_folder, tmp_path / "data")
    with closing(sqlite3.connect(folder / RECORD)) as tables:
        before = {row[0] for row in tables.execute("SELECT id FROM recommendations WHERE found")}
        tables.execute("DELETE FROM recommendations")
        tables.execute("DELETE FROM told_counts")
        tables.execute("DELETE FROM extractions")
        tables.commit()
    with open_panel(Settings(data_dir=folder), purpose="a test") as panel:
        found = panel.recommendations.find()
    assert before
    assert {one.id for one in found.items} == before
