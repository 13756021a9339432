from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.bootstrap import Panel, open_panel
from assistant.citing import verify
from assistant.errors import BadQuestion
from assistant.ingesting import ingest_collection
from assistant.settings import Settings
from assistant.timeline.entries import Event, EventKind, Outcome, Timeline
from assistant.timeline.making import make_timeline
from ingest.collection import list_collection
from ingest.documents import Speaker, Visibility
from tests.assistant.timeline.letters import ANAPHORIC, NAMED, PROMISED, SET_UP, SURVEYED
from vectorstore.publications import PublicationFilter

EVERYTHING = PublicationFilter()
TOPICS = ("regional links", "second national review", "children who move home", "missed appointments", "annual report")


def find(told: Timeline, words: str) -> Event:
    """Return the one quotation that holds some words."""
    (event,) = (one for one in told.events if words in " ".join(one.citation.quote.split()))
    return event


def follow(told: Timeline, event: Event) -> Event | None:
    """Return what shows what became of a commitment."""
    assert event.commitment
    number = event.commitment.mention
    return told.events[number - 1] if number else None


@pytest.mark.parametrize("topic", TOPICS)
def test_every_quotation_stands_in_its_source(sample_panel: Panel, topic: str) -> None:
    """Whatever a timeline quotes stands letter for letter at its place, and has a number, a date and who said it."""
    told = make_timeline(sample_panel, topic, EVERYTHING)
    assert [one.citation.id for one in told.events] == list(range(1, len(told.events) + 1))
    for one in told.events:
        citation = one.citation
        text, blocks = sample_panel.store.source(citation.publication_id, citation.edition_id)
        verify(citation, text=text, blocks=blocks)
        assert citation.quote == " ".join(text[part.start : part.end] for part in citation.segments)
        assert one.date
        assert one.said_by
        assert one.fictional


def test_no_line_that_introduces_a_list_is_quoted_by_itself(sample_panel: Panel) -> None:
    """What is quoted of a list are its items: the line before them says nothing alone."""
    told = make_timeline(sample_panel, "home visits", EVERYTHING)
    quotes = [one.citation.quote for one in told.events]
    assert any("visit six local areas" in one for one in quotes)
    assert not any(one.endswith(":") for one in quotes)


@pytest.mark.parametrize("topic", TOPICS)
def test_the_order_is_that_of_dates(sample_panel: Panel, topic: str) -> None:
    """Earlier words come first, those of one publication as they are printed, and nothing is quoted twice."""
    told = make_timeline(sample_panel, topic, EVERYTHING)
    order = [(one.date, one.citation.publication_id, one.citation.segments[0].start) for one in told.events]
    assert order == sorted(order)
    said = [one for one in told.events if one.kind is not EventKind.REPLIED]
    places = {(one.citation.edition_id, part.start) for one in said for part in one.citation.segments}
    assert len(places) == sum(len(one.citation.segments) for one in said)


def test_the_same_topic_has_the_same_timeline(sample_panel: Panel) -> None:
    """Asked twice, a timeline is the same to the last letter."""
    first, second = (make_timeline(sample_panel, TOPICS[0], EVERYTHING) for _ in range(2))
    assert first.model_dump_json() == second.model_dump_json()


def test_a_promise_is_shown_with_what_became_of_it(letters_panel: Panel) -> None:
    """What was to be done is followed by the later words that show that it was, and these lead back to it."""
    told = make_timeline(letters_panel, "member of the Panel linked to regions", EVERYTHING)
    promised = find(told, PROMISED)
    assert promised.commitment
    assert (promised.kind, promised.commitment.kind) == (EventKind.COMMITTED, "promise")
    assert promised.commitment.outcome is Outcome.DONE
    shown = follow(told, promised)
    assert shown
    assert (shown.citation.quote, shown.date) == (NAMED, dt.date(2031, 5, 5))
    assert promised.citation.id in shown.follows


def test_a_plan_is_not_a_recommendation(letters_panel: Panel) -> None:
    """What the Panel plans is a commitment; what it asks of partners in the next sentence is not."""
    told = make_timeline(letters_panel, "working group on missed appointments", EVERYTHING)
    planned = find(told, "The Panel plans to set up")
    assert planned.commitment
    assert planned.commitment.outcome is Outcome.DONE
    shown = follow(told, planned)
    assert shown
    assert shown.citation.quote == SET_UP
    assert not any(one.commitment for one in told.events if "Partners should" in one.citation.quote)


def test_what_recalls_a_letter_shows_that_it_was_taken_up(letters_panel: Panel) -> None:
    """A later letter that recalls what the same people wrote tells of it, in whatever words."""
    told = make_timeline(letters_panel, "asking partners what they think", EVERYTHING)
    shown = follow(told, find(told, "commissioned an outside body"))
    assert shown
    assert shown.citation.quote == SURVEYED


def test_what_is_never_heard_of_again_is_said_so(letters_panel: Panel) -> None:
    """Of a promise that nothing later speaks of it is said that the record shows nothing, not that it was not kept."""
    told = make_timeline(letters_panel, "toolkit for housing officers", EVERYTHING)
    open_ = find(told, ANAPHORIC)
    assert open_.commitment
    assert (open_.commitment.outcome, open_.commitment.mention) == (Outcome.NOT_SEEN, None)
    assert open_.commitment.by == "in the autumn of 2031"
    assert told.leaves_open


def test_what_others_say_they_will_do_is_no_commitment(letters_panel: Panel) -> None:
    """The words of a charity are quoted, and nobody's commitments but the Panel's and the government's are followed."""
    told = make_timeline(letters_panel, "person linked to each of the seven regions", EVERYTHING)
    charity = [one for one in told.events if one.citation.speaker is Speaker.OTHER]
    assert charity
    assert not any(one.commitment for one in charity)


def test_as_of_a_day_later_words_show_nothing(letters_panel: Panel) -> None:
    """As of a day between promise and delivery, the promise is open; what the record did not hold yet is not told."""
    then = replace(EVERYTHING, as_of=dt.date(2031, 4, 1))
    told = make_timeline(letters_panel, "member of the Panel linked to regions", then)
    promised = find(told, PROMISED)
    assert promised.commitment
    assert promised.commitment.outcome is Outcome.NOT_SEEN
    assert all(one.date and one.date <= dt.date(2031, 4, 1) for one in told.events)


def test_what_became_of_it_may_stand_beyond_the_filter(letters_panel: Panel) -> None:
    """A topic that is narrowed to some months still tells what later words show of what was promised then."""
    narrowed = replace(EVERYTHING, published_to=dt.date(2031, 4, 30))
    told = make_timeline(letters_panel, "member of the Panel linked to regions", narrowed)
    assert follow(told, find(told, PROMISED))


def test_replies_are_part_of_it(sample_panel: Panel) -> None:
    """Of letters that are quoted it is told which one a reply answers, in the words of the reply."""
    told = make_timeline(sample_panel, "second national review", EVERYTHING)
    (reply,) = (one for one in told.events if one.kind is EventKind.REPLIED)
    assert reply.answers
    assert (reply.said_by, reply.said_to) == ("Rowan Fictley", "Imogen Testwell")
    assert reply.answers.sender == "Imogen Testwell"
    assert reply.answers.sent < dt.date(2031, 2, 27)


def test_what_is_not_held_has_no_timeline(sample_panel: Panel) -> None:
    """A topic that nothing speaks of has no quotations; it is told how much was searched."""
    told = make_timeline(sample_panel, "submarine cables", EVERYTHING)
    assert (told.events, told.total) == ((), 0)
    assert told.searched.publications == 12


@pytest.mark.parametrize("topic", ["", "  ", "?!", "x" * 301, "Who has NHS number 943 476 5919?", "a\ud800"])
def test_a_topic_that_cannot_be_used_is_refused(sample_panel: Panel, topic: str) -> None:
    """Nothing, signs alone, too much, broken characters and personal data are refused before anything is searched."""
    with pytest.raises(BadQuestion):
        make_timeline(sample_panel, topic, EVERYTHING)


@pytest.fixture(scope="module")
def shared_panel(shared: Path, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Panel]:
    """An open panel that holds the five letters."""
    data = tmp_path_factory.mktemp("shared") / "data"
    data.mkdir()
    (data / "models").symlink_to(models)
    with open_panel(Settings(data_dir=data), purpose="a test") as panel:
        folder = list_collection([shared / "corpus" / "letters"])
        assert not ingest_collection(folder, store=panel.store, limits=panel.limits).failed
        yield panel


@pytest.mark.shared
@pytest.mark.parametrize("topic", ["regional links", "annual report", "research commissioned on the Panel's impact"])
def test_the_promises_of_march_2021_are_kept_in_may(shared_panel: Panel, topic: str) -> None:
    """What the letter of 8 March 2021 promises is shown with its delivery in that of 21 May 2021."""
    told = make_timeline(shared_panel, topic, EVERYTHING)
    promised = [one for one in told.events if one.commitment and one.date == dt.date(2021, 3, 8)]
    shown = [follow(told, one) for one in promised]
    assert dt.date(2021, 5, 21) in {one.date for one in shown if one}


@pytest.mark.shared
def test_the_reply_of_june_2020_is_shown(shared_panel: Panel) -> None:
    """The letter of 5 June 2020 is shown as the answer to that of 16 January 2020."""
    told = make_timeline(shared_panel, "non-accidental injury in children under one", EVERYTHING)
    (reply,) = (one for one in told.events if one.kind is EventKind.REPLIED)
    assert (reply.date, reply.answers and reply.answers.sent) == (dt.date(2020, 6, 5), dt.date(2020, 1, 16))
    assert dt.date(2020, 1, 16) in {one.date for one in told.events}


def test_only_staff_are_told_what_is_theirs(letters_panel: Panel) -> None:
    """Who may see only what is public gets the same timeline as ever, and staff what they may see."""
    staff = replace(EVERYTHING, visibilities=frozenset(Visibility))
    public, wider = (make_timeline(letters_panel, "toolkit for housing officers", one) for one in (EVERYTHING, staff))
    assert public.events == wider.events
