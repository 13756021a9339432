from __future__ import annotations

import datetime as dt

import pytest

from assistant.recommendations.entitled import Text, read_titles
from assistant.recommendations.entries import Response, ResponseState
from assistant.recommendations.responding import find_status, link_responses
from assistant.recommendations.states import read_state
from ingest.documents import Speaker
from tests.assistant.builders import hold
from tests.recommendations.documents import read_documents
from tests.recommendations.responding import make_recommendation, measure_links

BEFORE, AFTER = dt.date(2032, 5, 1), dt.date(2033, 5, 1)
REVIEW = [
    make_recommendation(
        f"r{number}",
        text,
        number=str(number),
        publication_id="review",
        publication="Doors and Windows: a fictional review",
        published=BEFORE,
    )
    for number, text in enumerate(
        (
            "The Home Office should give every officer a torch that works in the rain.",
            "NHS England should print telephone numbers on the back of each red book.",
            "The Department for Education should count lighthouses with a school.",
        ),
        start=1,
    )
]


UNSEEN = range(81, 96)
"""The numbers of the documents whose responses nobody looked at while this was made."""


def is_unseen(name: str) -> bool:
    """Say whether nobody looked at the responses of a labelled document."""
    return int(name.split("-", maxsplit=1)[0]) in UNSEEN


def link(text: str, *, speaker: Speaker = Speaker.GOVERNMENT, published: dt.date = AFTER) -> dict[str, list[Response]]:
    """Return what a later letter says of the recommendations of the review, by their ids."""
    held = hold(
        text, id="later", edition_id="e2", title="A letter", kind="letter", speaker=speaker, published=published
    )
    found = link_responses(REVIEW, [held.publication], read=lambda _: (held.text, held.sentences))
    return {identity: list(some) for identity, some in found.items()}


def states(found: dict[str, list[Response]]) -> dict[str, list[str]]:
    """Return the states alone."""
    return {identity: [str(one.state) for one in some] for identity, some in found.items()}


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("We accept this recommendation in full.", "accepted"),
        ("Agreed.", "accepted"),
        ("We accept the recommendation in principle.", "accepted in principle"),
        ("That is an aim that we share, though we cannot give a date.", "accepted in principle"),
        ("Ministers accept the first half but do not agree to the second.", "partly accepted"),
        ("The government does not accept this recommendation.", "not accepted"),
        ("We are unable to sign up to this.", "not accepted"),
        ("This is still being considered with the inspectorates.", "under consideration"),
        ("The form has been introduced in all forces.", "implemented according to the source"),
        ("Done.", "implemented according to the source"),
        ("The number of torches rose in the spring.", None),
        ("We have had no reply on whether it was accepted.", None),
        ("We rejected the recommendation of the Invented Alliance.", None),
    ],
)
def test_states_are_read_from_words(words: str, state: str | None) -> None:
    """What somebody says of a recommendation is told as its own words say it; words that say nothing give none."""
    assert read_state(words) == state


def test_a_number_names_a_recommendation() -> None:
    """A letter that names the review and a number answers that recommendation, in its own words."""
    found = link(
        "    I write about Doors and Windows.\n\n    We accept recommendation 2, and the books will be reprinted.\n"
    )
    assert states(found) == {"r2": ["accepted"]}
    assert found["r2"][0].quote == "We accept recommendation 2, and the books will be reprinted."
    assert found["r2"][0].published == AFTER


def test_a_thing_that_one_alone_is_about_names_it() -> None:
    """Without a number, words that only one recommendation has say which one is meant."""
    found = link(
        "    Thank you for Doors and Windows.\n\n    On lighthouses, we are still considering how they are counted.\n"
    )
    assert states(found) == {"r3": ["under consideration"]}


def test_what_is_restated_is_answered_by_what_follows() -> None:
    """A sentence that repeats a recommendation says nothing of it; the one after it does."""
    found = link(
        "    Our answer to Doors and Windows.\n\n"
        "    The Home Office should give every officer a torch that works in the rain. We do not accept this.\n"
    )
    assert states(found) == {"r1": ["not accepted"]}


def test_what_could_be_another_is_linked_with_none() -> None:
    """Words that fit several recommendations, or a publication that names no review, answer none."""
    assert link("    On Doors and Windows: we accept what you say, and will write again.\n") == {}
    assert link("    We accept recommendation 2, and the books will be reprinted.\n") == {}


def test_nothing_earlier_is_a_response() -> None:
    """What was said before a recommendation was made says nothing of it."""
    text = "    I write about Doors and Windows.\n\n    We accept recommendation 2.\n"
    assert link(text, published=BEFORE - dt.timedelta(days=1)) == {}


def test_others_tell_of_their_own_affairs() -> None:
    """Only what the Panel or a government says is a response: a partnership's own report is none."""
    text = "    I write about Doors and Windows.\n\n    We accept recommendation 2.\n"
    assert states(link(text, speaker=Speaker.PANEL)) == {"r2": ["accepted"]}
    assert link(text, speaker=Speaker.OTHER) == {}


def test_the_status_is_the_latest_that_is_told() -> None:
    """A later mention does not undo an acceptance, and where nothing is held that is said."""
    (accepted,) = link("    On Doors and Windows.\n\n    We accept recommendation 2.\n")["r2"]
    mentioned = accepted.model_copy(update={"state": ResponseState.MENTIONED})
    assert find_status([accepted, mentioned]) is ResponseState.ACCEPTED
    assert find_status([mentioned]) is ResponseState.MENTIONED
    assert find_status([]) is ResponseState.NONE


@pytest.mark.parametrize(
    ("title", "words", "named"),
    [
        ("Doors and Windows: a review", "In doors and windows we said so.", True),
        ("Between Shifts", "What became of Between Shifts is told here.", True),
        ("Between Shifts", "They met between shifts.", False),
        ("After the scan", "We spoke after the scan.", False),
        ("After the scan", "This answers ‘After the scan’.", True),
        ("A review", "This is a review.", False),
    ],
)
def test_titles_are_named(title: str, words: str, named: bool) -> None:
    """A title names its publication; one of common words does only with its capitals."""
    assert Text("A letter", words).names(read_titles(title)) is named


def test_labelled_responses() -> None:
    """Of the labelled responses that were looked at four in five are linked, and three wrongly."""
    links = measure_links({name: one for name, one in read_documents().items() if not is_unseen(name)})
    assert links.right / links.labelled >= 0.8
    assert len(links.wrong) <= 3


def test_labelled_responses_that_were_not_looked_at() -> None:
    """Of the few that were never looked at half are linked, and one wrongly: what is not clear is left out."""
    links = measure_links({name: one for name, one in read_documents().items() if is_unseen(name)})
    assert links.right / links.labelled >= 0.5
    assert len(links.wrong) <= 1
