from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.bootstrap import Panel, open_panel
from assistant.digest.entries import Digest
from assistant.digest.making import NOBODY, make_digest
from assistant.digest.telling import NOTHING, tell_digest, tell_lines, tell_title
from assistant.errors import BadRequest
from assistant.ingesting import ingest_collection
from assistant.recommendations.wanted import Wanted
from assistant.settings import Settings
from ingest.collection import list_collection
from ingest.documents import Visibility
from ingest.recommendations.entries import RECOMMENDATIONS
from tests.conftest import copy_folder
from vectorstore.supersessions import Supersessions

BEFORE, TODAY = dt.date(2031, 1, 1), dt.datetime.now(dt.UTC).date()


@pytest.fixture
def panel(sample_folder: Path, tmp_path: Path) -> Iterator[Panel]:
    """An open panel that holds the samples, for one test to change."""
    with open_panel(Settings(data_dir=copy_folder(sample_folder, tmp_path / "data")), purpose="a test") as panel:
        yield panel


def take(panel: Panel, path: Path, text: str, stated: str) -> None:
    """Take a document in, as it is now."""
    path.write_text(text, encoding="utf-8")
    path.with_name(f"{path.name}.meta.yaml").write_text(stated, encoding="utf-8")
    assert not ingest_collection(list_collection([path]), store=panel.store, limits=panel.limits).failed


def titles(digest: Digest, name: str) -> list[str]:
    """Return the titles of one list."""
    return [one.title for one in getattr(digest, name)]


def test_what_was_published_since_is_listed_newest_first(sample_panel: Panel) -> None:
    """A publication is new from its own day on, that day included, and has the day on which it was first seen."""
    digest = make_digest(sample_panel, dt.date(2033, 6, 14))
    assert [one.published for one in digest.published] == [
        dt.date(2034, 6, 14),
        dt.date(2033, 11, 7),
        dt.date(2033, 6, 14),
    ]
    assert {one.first_seen for one in digest.published} == {TODAY}


def test_a_new_record_takes_nothing_in(sample_panel: Panel) -> None:
    """Where the record is younger than the day, it is said that all is new to it, and nothing is listed for that."""
    digest = make_digest(sample_panel, dt.date(2020, 1, 1))
    assert (digest.taken_in, len(digest.published)) == ((), 12)
    assert digest.record_began
    assert any("this record began on" in line for line in digest.dates)


def test_what_is_old_and_new_here_is_listed_apart(panel: Panel, tmp_path: Path) -> None:
    """What was published long ago, and is held only since the day, is told apart, with both days."""
    # All that is held was seen on one day, so the record is made to have begun earlier.
    with panel.store.record.database.writing() as connection:
        connection.exec_driver_sql("UPDATE publications SET first_seen = '2018-01-01 00:00:00'")
    take(panel, tmp_path / "old.md", "# Old\n\nAn old paper.\n", "title: Old\nkind: guidance\npublished: 2019-01-01\n")
    take(panel, tmp_path / "undated.md", "# Undated\n\nA paper.\n", "title: Undated\nkind: guidance\n")
    digest = make_digest(panel, dt.date(2020, 1, 1))
    assert [(one.title, one.published, one.on) for one in digest.taken_in] == [
        ("Old", dt.date(2019, 1, 1), TODAY),
        ("Undated", None, TODAY),
    ]
    assert "Old" not in titles(digest, "published")


def test_a_new_edition_is_a_change(panel: Panel, tmp_path: Path) -> None:
    """A document whose words changed is listed as changed, since the day its publisher gives; once it is no more."""
    stated = "title: Rainbows\nkind: guidance\nspeaker: panel\npublished: 2031-03-01\n"
    take(panel, tmp_path / "memo.md", "# Rainbows\n\nThe team counted ten rainbows.\n", stated)
    assert titles(make_digest(panel, dt.date(2032, 1, 1)), "changed") == []
    changed = f"{stated}updated: 2032-05-04\n"
    take(panel, tmp_path / "memo.md", "# Rainbows\n\nThe team counted three rainbows.\n", changed)
    (one,) = make_digest(panel, dt.date(2032, 1, 1)).changed
    assert (one.title, one.on, one.published) == ("Rainbows", dt.date(2032, 5, 4), dt.date(2031, 3, 1))
    assert titles(make_digest(panel, dt.date(2032, 5, 5)), "changed") == []


def test_what_is_taken_down_is_told(panel: Panel, tmp_path: Path) -> None:
    """A publication that was taken down is listed as withdrawn, with the day and how, and no longer as published."""
    stated = "title: Rainbows\nkind: guidance\nspeaker: panel\npublished: 2019-03-01\n"
    take(panel, tmp_path / "memo.md", "# Rainbows\n\nThe team counted ten rainbows.\n", stated)
    (locator,) = panel.store.record.locators_under("file", str(tmp_path))
    panel.store.record.withdraw([locator], reason="It was wrong")
    digest = make_digest(panel, TODAY)
    (gone,) = digest.withdrawn
    assert (gone.title, gone.on, gone.taken_down, gone.reason) == ("Rainbows", TODAY, True, "It was wrong")
    assert "Rainbows" not in titles(make_digest(panel, dt.date(2019, 1, 1)), "published")


def test_what_is_replaced_is_told(panel: Panel) -> None:
    """A publication that a reviewer says is replaced is listed, with what replaces it and since when."""
    newest, oldest, *_ = make_digest(panel, BEFORE).published
    table = Supersessions(panel.store.record.database)
    table.add(oldest.publication_id, newest.publication_id, since=TODAY, reviewed=dt.datetime.now(dt.UTC))
    found = [one for one in make_digest(panel, TODAY).replaced if one.publication_id == oldest.publication_id]
    assert [(one.successor, one.on) for one in found] == [(newest.title, TODAY)]


def test_recommendations_stand_under_all_whom_they_name(sample_panel: Panel) -> None:
    """New recommendations are those of the register, each counted once, and under every body that it names."""
    digest = make_digest(sample_panel, BEFORE)
    whole = sample_panel.recommendations.find(Wanted(kinds=RECOMMENDATIONS)).items
    assert digest.recommendations == len(whole)
    for one in whole:
        under = {group.body for group in digest.addressed if one.id in {own.id for own in group.recommendations}}
        assert under == ({body.name for body in one.bodies} or set(one.addressees) or {NOBODY})


def test_a_body_narrows_the_recommendations_alone(sample_panel: Panel) -> None:
    """Asked for one group of bodies, only recommendations to them are told, and all publications still are."""
    everything, health = make_digest(sample_panel, BEFORE), make_digest(sample_panel, BEFORE, to=["health"])
    assert health.to == ("health",)
    assert health.published == everything.published
    assert 0 < health.recommendations < everything.recommendations
    with pytest.raises(BadRequest, match="No body is known as 'heath'"):
        make_digest(sample_panel, BEFORE, to=["heath"])


def test_only_staff_are_told_what_is_theirs(panel: Panel, tmp_path: Path) -> None:
    """What only staff may see is in no public digest."""
    stated = "title: Kept back\nkind: guidance\npublished: 2032-03-01\nvisibility: staff\n"
    take(panel, tmp_path / "memo.md", "# Kept back\n\nThe team counted ten rainbows.\n", stated)
    assert "Kept back" not in titles(make_digest(panel, BEFORE), "published")
    staff = make_digest(panel, BEFORE, visibilities=frozenset(Visibility))
    assert "Kept back" in titles(staff, "published")


def test_every_thing_has_a_line_with_both_dates(sample_panel: Panel) -> None:
    """In words, each thing stands on a line with its dates, headings count them, and headings of nothing are out."""
    digest = make_digest(sample_panel, dt.date(2033, 6, 14))
    parts = tell_digest(digest)
    assert parts[0].heading == "Published (3)"
    assert all("published " in line.said and "first seen here " in line.said for line in parts[0].lines)
    assert sum(len(one.recommendations) for one in digest.addressed) == sum(
        len(part.lines) for part in parts if part.heading.startswith("Recommendations to ")
    )
    assert not any("(0)" in part.heading for part in parts)
    assert next(tell_lines(digest)) == tell_title(digest) == "New since 14 June 2033"


def test_nothing_new_is_said(sample_panel: Panel) -> None:
    """Where nothing is new, it is said, with the dates that were gone by."""
    lines = list(tell_lines(make_digest(sample_panel, dt.date(2090, 1, 1))))
    assert NOTHING in lines
    assert any(line.startswith("Published: by the date") for line in lines)
