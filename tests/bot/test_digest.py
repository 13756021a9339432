from __future__ import annotations

import datetime as dt

import pytest

from assistant.bootstrap import Panel
from assistant.digest.entries import Addressed, Digest, Item, Recommended
from assistant.digest.making import make_digest
from bot.digest import render_digest
from bot.rendering import MOST_BLOCKS, MOST_IN_MESSAGE, MOST_IN_SECTION, join_texts
from ingest.documents import Speaker
from tests.bot.conftest import open_door
from tests.bot.events import mention, send
from tests.fakes.slack import FakeSlack

DAY = dt.date(2033, 6, 14)


def make(count: int, *, title: str = "A paper", text: str = "See every child.") -> Digest:
    """Return a fictional digest of some publications, each with a recommendation."""
    items = tuple(
        Item(
            publication_id=f"p{number}",
            edition_id=f"e{number}",
            title=f"{title} {number}",
            kind="guidance",
            speaker=Speaker.PANEL,
            published=DAY,
            first_seen=DAY,
            on=DAY,
            url=None,
            status="current",
            fictional=True,
        )
        for number in range(count)
    )
    entries = tuple(
        Recommended(
            id=f"r{number}",
            kind="national recommendation",
            number=str(number),
            text=text,
            publication_id=f"p{number}",
            publication=f"{title} {number}",
            published=DAY,
            first_seen=DAY,
            page=3,
            url="https://panel.example/paper",
            fictional=True,
        )
        for number in range(count)
    )
    return Digest(
        since=DAY,
        to=(),
        revision="r",
        record_began=DAY,
        dates=("Published: by the date of the publication.",),
        published=items,
        taken_in=(),
        changed=(),
        withdrawn=(),
        replaced=(),
        recommendations=count,
        addressed=(Addressed(body_id="police", body="police", recommendations=entries),) if entries else (),
        unread=(),
    )


@pytest.mark.parametrize("count", [0, 1, 300])
@pytest.mark.parametrize("text", ["See every child.", "word " * 1200, "<!channel> & <https://evil.example|x>" * 90])
def test_every_message_keeps_to_the_limits(count: int, text: str) -> None:
    """However much is new, no block and no message is too long, nothing is left out, and nothing in it is a command."""
    messages = render_digest(make(count, text=text), pages="https://pages.example")
    for message in messages:
        assert len(message.blocks) <= MOST_BLOCKS
        assert all(len(block["text"]["text"]) <= MOST_IN_SECTION for block in message.blocks)
        assert len(message.text) <= MOST_IN_MESSAGE
        assert "<!channel>" not in message.text
        assert "<https://evil" not in message.text
    told = join_texts(messages)
    assert all(f"A paper {number}" in told for number in range(count))


def test_a_publication_is_linked_where_people_can_read_it() -> None:
    """A thing is linked to its source, else to our pages, else named alone, with both its dates."""
    with_pages, without = (
        join_texts(render_digest(make(1), pages=pages)) for pages in ("https://pages.example/", None)
    )
    assert "<https://pages.example/publications/p0|A paper 0>: published 14 June 2033" in with_pages
    assert "• A paper 0: published 14 June 2033, first seen here 14 June 2033 (fictional sample)" in without
    assert "<https://panel.example/paper|Recommendation 0: A paper 0, page 3>" in without


def test_a_digest_is_asked_for_in_slack(real: Panel, fake: FakeSlack) -> None:
    """Whoever asks the bot for a digest since a day gets that of the core; a body that is none is said."""
    with open_door(real) as client:
        assert send(client, mention(1, "digest since 14 June 2033 for health")).status_code == 200
        (message, *_) = fake.wait_for(1)
    told = make_digest(real, DAY, to=["health"])
    assert "New since 14 June 2033, recommendations to health" in message["text"]
    assert all(one.title in message["text"] for one in told.published)


def test_a_body_that_is_none_is_said_in_slack(real: Panel, fake: FakeSlack) -> None:
    """A name of a body that nobody knows is answered with those that come near."""
    with open_door(real) as client:
        send(client, mention(1, "digest since 14 June 2033 for heath"))
        (message, *_) = fake.wait_for(1)
    assert "did you mean health" in message["text"]
