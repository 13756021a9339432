"""A digest as Slack messages, within the limits of blocks and messages; complete also without blocks."""

from __future__ import annotations

from assistant.digest.entries import Digest
from assistant.digest.telling import NOTHING, Line, tell_digest, tell_title
from bot.rendering import Message, escape, link_place, pack


def render_digest(digest: Digest, *, pages: str | None) -> list[Message]:
    """Return the messages of a digest; ``pages`` is the address of the web pages, if people can reach them."""
    parts = tell_digest(digest)
    paragraphs = [f"*{escape(tell_title(digest))}*"]
    for part in parts:
        paragraphs.append(f"*{escape(part.heading)}*")
        for line in part.lines:
            paragraphs += _render(line, pages)
    notes = [*([] if parts else [NOTHING]), *digest.dates, *digest.unread]
    return pack([*paragraphs, "\n".join(f"_{escape(note)}_" for note in notes)])


def _render(line: Line, pages: str | None) -> list[str]:
    told = f"• {link_place(line.name, line.publication_id, url=line.url, pages=pages)}: {escape(line.said)}"
    quoted = [f"> {escape(' '.join(line.quote.split()))}"] if line.quote else []
    return [told, *quoted]
