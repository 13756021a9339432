"""What Slack sends, read: who asks what, and where.

Events: https://docs.slack.dev/reference/events/app_mention and …/message.im; escaping of text:
https://docs.slack.dev/messaging/formatting-message-text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

ANSWERED = (None, "file_share", "thread_broadcast")
"""Subtypes of messages that ask something."""
SLACKBOT = "USLACKBOT"
SOMEBODY = re.compile(r"<(?:@\w+|!(?!date\^)[^|>]+)(?:\|[^>]*)?>")
CHANNEL = re.compile(r"<#\w+(?:\|([^>]*))?>")
SHOWN = re.compile(r"<([^|>]+)(?:\|([^>]*))?>")
"""A link, or a date that Slack shows in the reader's own time."""
UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question somebody asked in Slack; ``thread`` is the message under which it is answered.

    Where ``private`` names kinds of personal data in it, the text is not kept.
    """

    event: str
    team: str
    channel: str
    thread: str
    text: str
    private: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The conversation that it belongs to."""
        return f"slack:{self.team}:{self.channel}:{self.thread}"

    def as_row(self) -> dict[str, Any]:
        """Return what is kept until it is answered."""
        return asdict(replace(self, text="") if self.private else self)


def read_asked(body: Mapping[str, Any]) -> Asked | None:
    """Return what an event asks; None for one that nobody is to be answered for."""
    event = body.get("event") or {}
    said = {name: value for name, value in event.items() if isinstance(value, str)}
    if not isinstance(body.get("event_id"), str) or not _is_for_us(body, said) or event.get("subtype") not in ANSWERED:
        return None
    team = body.get("team_id")
    return Asked(
        body["event_id"],
        team if isinstance(team, str) else "",
        said["channel"],
        said.get("thread_ts") or said["ts"],
        read_text(said.get("text", "")),
    )


def read_text(text: str) -> str:
    """Return the words of a message as they were typed: without those it speaks to, links as they are shown."""
    spoken = SOMEBODY.sub(" ", text)
    named = CHANNEL.sub(lambda match: f"#{match[1]}" if match[1] else " ", spoken)
    shown = SHOWN.sub(lambda match: match[2] or match[1], named)
    return " ".join(UNWRITABLE.sub(" ", html.unescape(shown)).split())


def _is_for_us(body: Mapping[str, Any], said: Mapping[str, str]) -> bool:
    """Say whether a person asked the bot: in a direct message, or by its name in a channel."""
    direct = said.get("channel_type") == "im" or said.get("channel", "").startswith("D")
    # A mention in a direct message is delivered as a message, too.
    asked = said.get("type") == ("message" if direct else "app_mention")
    own = {one.get("user_id") for one in body.get("authorizations") or () if one.get("is_bot")}
    by_person = said.get("user") and "bot_id" not in said and said["user"] not in {SLACKBOT, *own}
    return bool(asked and by_person and said.get("channel") and said.get("ts"))
