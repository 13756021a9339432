from __future__ import annotations

from typing import Any

import pytest

from bot.reading import read_asked, read_text
from tests.bot.events import direct, mention


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<@U0BOT> Who leads it?", "Who leads it?"),
        ("<@U0BOT|panel>: Who?", ": Who?"),
        ("Who, <!here> <!subteam^S0TEAM|@team> <!channel|channel>?", "Who, ?"),
        ("What of <#C0TEST|reviews> and <#C0TEST>?", "What of #reviews and ?"),
        ("See <https://panel.example/a?b=1&amp;c=2> now", "See https://panel.example/a?b=1&c=2 now"),
        ("See <mailto:a@panel.example|a@panel.example>", "See a@panel.example"),
        ("Since <!date^1900000000^{date}|18 March 2030>?", "Since 18 March 2030?"),
        ("&lt;b&gt; &amp;lt; R&amp;D", "<b> &lt; R&D"),
        ("a\x00b \ud800c\n\n d", "a b c d"),
        ("<@U0BOT>", ""),
    ],
)
def test_a_question_is_read_as_it_was_typed(text: str, read: str) -> None:
    """Whom a message calls is left out; links, channels, dates and escaped signs are what the person saw."""
    assert read_text(text) == read


@pytest.mark.parametrize("more", [{"subtype": "file_share"}, {"subtype": "thread_broadcast"}, {"bot_id": None}])
def test_questions_with_files_and_shared_replies_are_questions(more: dict[str, Any]) -> None:
    """A file beside a question, or a reply that is shown in the channel too, does not keep it from being answered."""
    asked = read_asked(direct(1, "Who?", **more))
    assert asked
    assert asked.text == "Who?"


@pytest.mark.parametrize("more", [{"user": {"id": "U0ASKS"}}, {"subtype": ["x"]}, {"channel": {"id": "C0"}}, {"ts": 5}])
def test_what_is_not_of_the_agreed_form_asks_nothing(more: dict[str, Any]) -> None:
    """Fields of another type than Slack documents do no harm."""
    assert read_asked(mention(1, "Who?", **more)) is None


def test_questions_under_one_message_belong_together() -> None:
    """A reply belongs to the conversation of the message that it stands under."""
    first, reply = read_asked(mention(1)), read_asked(mention(2, thread_ts="1900000001.000200"))
    assert first
    assert reply
    assert first.place == reply.place == "slack:T0TEST:C0TEST:1900000001.000200"
