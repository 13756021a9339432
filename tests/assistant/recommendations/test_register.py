from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import event

from assistant.recommendations.entries import ResponseState, ToldCount
from assistant.recommendations.following import follow_record
from assistant.recommendations.register import Register
from assistant.recommendations.reviewing import Reviewing
from assistant.recommendations.wanted import Review, Sort, Wanted, make_wanted
from ingest.documents import Description, Reading, Speaker, Visibility
from ingest.recommendations.entries import EntryKind, Found
from tests.assistant.recommendations.holding import ASK, SHARE, FakeFinder, follow, hold
from vectorstore.record import Record

TODAY = dt.datetime.now(dt.UTC).date()


def find_two(reading: Reading, description: Description) -> Found:
    """Find two entries: one for the Home Office that is uncertain, one for the Department for Education."""
    first, second = FakeFinder([[ASK, SHARE]])(reading, description).entries
    return Found(
        (
            replace(first, bodies=("home_office",), uncertain="looks odd", number="1"),
            replace(second, bodies=("dfe",), kind=EntryKind.LEARNING, title="On sharing"),
        )
    )


@pytest.fixture
def register(record: Record) -> Register:
    """The register of three publications, of other years; the last is for staff, the one before has no date."""
    hold(record, title="Older", published=dt.date(2029, 1, 1), topics=("pandemic",))
    hold(record, place="b.txt", title="Undated", published=None)
    hold(record, place="c.txt", title="Newer", url="https://panel.example/newer.pdf", agencies=("housing",))
    hold(record, place="d.txt", title="Kept back", published=dt.date(2032, 1, 1), visibility=Visibility.STAFF)
    follow_record(record, find=find_two, version="1")
    return Register(record)


def titles(register: Register, wanted: Wanted | None = None, **given: object) -> list[str]:
    """Return the publications of the entries that are found, in their order."""
    return [one.publication for one in register.find(wanted, **given).items]  # type: ignore[arg-type]


def test_entries_come_newest_first_as_printed(register: Register) -> None:
    """All public entries are listed: the newest publication first, the undated last, each in the order of print."""
    assert titles(register) == ["Newer", "Newer", "Older", "Older", "Undated", "Undated"]
    assert [one.text for one in register.find().items] == [ASK, SHARE] * 3


def test_pages_fit_together(register: Register) -> None:
    """Any limit and offset give that part of the whole list, and always the same total."""
    whole = register.find()
    pages = [register.find(limit=4, offset=offset) for offset in (0, 4, 8)]
    assert [one for page in pages for one in page.items] == list(whole.items)
    assert {page.total for page in pages} == {whole.total} == {6}


def test_lists_are_sorted_as_asked(register: Register) -> None:
    """By age, by publication or by change: those of one publication stay together, as they are printed."""
    assert titles(register, sort=Sort.OLDEST)[::2] == ["Older", "Newer", "Undated"]
    assert titles(register, sort=Sort.PUBLICATION)[::2] == ["Newer", "Older", "Undated"]
    assert [one.text for one in register.find(sort=Sort.CHANGED).items] == [ASK, SHARE] * 3


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(bodies=frozenset({"home_office"})), 3),
        (make_wanted(to=["government"]), 6),
        (make_wanted(to=["police"]), 0),
        (Wanted(kinds=frozenset({EntryKind.LEARNING})), 3),
        (Wanted(kinds=frozenset()), 0),
        (Wanted(agencies=frozenset({"police"})), 3),
        (Wanted(agencies=frozenset({"education"})), 3),
        (Wanted(topics=frozenset({"pandemic"})), 2),
        (Wanted(statuses=frozenset({ResponseState.NONE})), 6),
        (Wanted(statuses=frozenset({ResponseState.ACCEPTED})), 0),
        (Wanted(text="sharing schools"), 3),
        (Wanted(published_from=dt.date(2031, 2, 3)), 2),
        (Wanted(published_to=dt.date(2031, 2, 2)), 2),
        (Wanted(review=Review.WAITING), 3),
        (Wanted(review=Review.SETTLED), 3),
        (Wanted(review=Review.DECIDED), 0),
        (Wanted(changed_since=TODAY - dt.timedelta(days=1)), 6),
        (Wanted(changed_since=TODAY + dt.timedelta(days=2)), 0),
        (Wanted(visibilities=frozenset(Visibility)), 8),
        (Wanted(visibilities=frozenset({Visibility.STAFF})), 2),
        (Wanted(bodies=frozenset({"dfe"}), published_from=dt.date(2031, 1, 1), text="share"), 1),
    ],
)
def test_every_filter_leaves_what_is_meant(register: Register, wanted: Wanted, count: int) -> None:
    """Each filter leaves the entries that it means, and several together those that all of them mean."""
    assert register.find(wanted).total == count


def test_publications_are_chosen_by_id(register: Register) -> None:
    """Only the entries of the publications that are named are listed."""
    named = register.find().items[0].publication_id
    assert titles(register, Wanted(publications=frozenset({named, "nothing"}))) == ["Newer", "Newer"]


def test_own_words_come_before_those_of_the_publication(register: Register) -> None:
    """An entry concerns what its own words name; where they name nothing, what its publication concerns."""
    by_title = {one.publication: one for one in register.find(Wanted(text="police")).items}
    assert by_title["Newer"].agencies == ("police",)
    assert (by_title["Older"].topics, by_title["Newer"].topics) == (("pandemic",), ())


def test_entries_stand_where_they_say(record: Record, register: Register) -> None:
    """The segments of an entry hold its words in the verbatim text; one without pages or an address leads nowhere."""
    entries = {one.publication: one for one in register.find().items}
    assert (entries["Newer"].url, entries["Older"].url) == ("https://panel.example/newer.pdf", None)
    text = record.text(entries["Newer"].publication_id) or ""
    assert all(text[part.start : part.end] == one.text for one in register.find().items for part in one.segments)


def test_addresses_lead_to_the_page(record: Record) -> None:
    """An entry of a PDF with an address has its page and leads to it, as citations do."""

    def find_on_page(reading: Reading, description: Description) -> Found:
        (entry,) = FakeFinder([[ASK]])(reading, description).entries
        return Found((replace(entry, segments=tuple(replace(one, page=7) for one in entry.segments)),))

    hold(record, url="https://panel.example/review.pdf")
    follow_record(record, find=find_on_page, version="1")
    (entry,) = Register(record).find().items
    assert (entry.page, entry.url) == (7, "https://panel.example/review.pdf#page=7")


def test_an_entry_is_had_by_its_id(register: Register) -> None:
    """An id gives its entry, to those who may see it, and no other id gives anything."""
    hidden = register.find(Wanted(visibilities=frozenset({Visibility.STAFF}))).items[0]
    assert register.get(hidden.id) == hidden
    assert register.get(hidden.id, visibilities={Visibility.PUBLIC}) is None
    assert register.get("nothing") is None


def test_rejected_ones_are_listed_only_when_asked_for(record: Record, register: Register) -> None:
    """What a person rejected is in no list, unless rejected ones are asked for."""
    first = register.find().items[0]
    Reviewing(record).reject(first.id)
    assert register.find().total == 5
    assert register.find(Wanted(include_rejected=True)).total == 6
    shown = register.get(first.id)
    assert (shown and shown.decision, shown and shown.uncertain) == ("rejected", "")


def test_counts_without_wording_are_told(record: Record) -> None:
    """A number of recommendations whose wording is not held is told with the words that tell it and their place."""
    identity = hold(record)
    follow(record, [ASK], count="what happened")
    (count,) = Register(record).told_counts()
    assert (count.number, count.quote, count.publication_id) == (4, "what happened", identity)
    text = record.text(identity) or ""
    assert text[count.segments[0].start : count.segments[0].end] == count.quote
    assert ToldCount.model_validate(count.model_dump()) == count
    assert Register(record).told_counts(Wanted(publications=frozenset({"another"}))) == ()


def test_values_are_what_they_say(register: Register) -> None:
    """What is made without being checked passes the check, and comes back from JSON as it was."""
    for one in register.find(Wanted(visibilities=frozenset(Visibility))).items:
        assert type(one).model_validate_json(one.model_dump_json()) == one


def test_it_is_read_once_for_each_change(record: Record, register: Register) -> None:
    """Asking again asks the record only how often it has changed; after a change it is read anew."""
    register.find()
    asked: list[str] = []
    event.listen(record.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    register.find(Wanted(text="police"))
    assert [one for one in asked if not one.startswith("BEGIN")] == ["SELECT value FROM state WHERE key = 'changes'"]
    hold(record, place="c.txt", title="Newest")
    assert "Newest" in titles(register)
    assert ("Newer" in titles(register), register.find().total) == (False, 6)


ANSWERED = """
    # The Government's response to The long review

    Recommendation 1: we accept this recommendation of The long review.
"""


def test_what_is_said_of_an_entry_is_kept_and_seen_by_those_who_may(record: Record) -> None:
    """What a later publication says is looked for once for each change; the public sees nothing that is for staff."""
    hold(record)
    given = {"title": "A response", "kind": "government_response", "speaker": Speaker.GOVERNMENT}
    hold(record, ANSWERED, place="r.txt", published=dt.date(2032, 1, 1), visibility=Visibility.STAFF, **given)
    follow_record(record)
    everyone, staff = Wanted(text="Home Office"), Wanted(text="Home Office", visibilities=frozenset(Visibility))
    Register(record).link()
    asked: list[str] = []
    event.listen(record.database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    (seen,), (whole,) = Register(record).find(everyone).items, Register(record).find(staff).items
    assert not any("FROM sentences" in one for one in asked)
    assert (whole.status != ResponseState.NONE, [one.title for one in whole.responses]) == (True, ["A response"])
    assert (seen.status, seen.responses) == (ResponseState.NONE, ())
