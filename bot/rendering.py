"""Answers as Slack messages: what is quoted first, each with its source in words; complete also without blocks.

Limits: https://docs.slack.dev/reference/block-kit/blocks/section-block (3,000 characters),
https://docs.slack.dev/reference/methods/chat.postMessage (50 blocks; a message holds some 13,200 characters in all).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from assistant.answers import Answer, Citation, Nearest, Outcome, Searched, Statement
from assistant.conversation import NO_MORE, gave_all
from assistant.telling import ELSEWHERE, HEADINGS, LABELS, READINGS, SEVERAL, name_source, was_searched
from assistant.words import without_marks

MOST_IN_SECTION = 2900
MOST_IN_MESSAGE = 5500
"""Characters of a message's blocks; its text holds them once more."""
MOST_BLOCKS = 45
MOST_IN_LINK = 2000
MOST_RANGES = 100
"""Quoted ranges that an address of our pages may name."""
MORE = "More is held: ask for “more” in this thread."
HOW_TO_ASK = "Ask a question about what the Panel publishes, for example: “What is said about bruising in babies?”"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its text, which is complete, and the blocks that say the same."""

    text: str
    blocks: tuple[dict[str, Any], ...]


def escape(text: str) -> str:
    """Return words that Slack shows as they are: nothing in them is a link, a mention or a command."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def render_answer(answer: Answer, *, pages: str | None) -> list[Message]:
    """Return the messages of an answer; ``pages`` is the address of the web pages, if people can reach them."""
    return pack([*_quotations(answer, pages), *_notes(answer, pages)])


def render_words(words: str) -> list[Message]:
    """Return the messages of a few words of ours."""
    return pack([escape(words)])


def pack(paragraphs: Sequence[str]) -> list[Message]:
    """Put paragraphs of Slack's markup into as few messages as their limits allow; nothing is left out."""
    messages: list[list[str]] = [[]]
    for paragraph in (part for whole in paragraphs if whole for part in split(whole)):
        room = MOST_IN_MESSAGE - sum(len(one) + 2 for one in messages[-1])
        if messages[-1] and (len(paragraph) > room or len(messages[-1]) >= MOST_BLOCKS):
            messages.append([])
        messages[-1].append(paragraph)
    return [Message("\n\n".join(parts), tuple(map(_section, parts))) for parts in messages if parts]


def split(paragraph: str, *, most: int = MOST_IN_SECTION) -> Iterator[str]:
    """Yield a paragraph in parts that fit a section, cut at spaces where there are any; each goes on as a quotation."""
    mark = "> " if paragraph.startswith("> ") else ""
    while len(paragraph) > most:
        cut = max(paragraph.rfind(" ", len(mark) + 1, most), paragraph.rfind("\n", len(mark) + 1, most))
        # An escaped sign is never cut in two.
        cut = cut if cut > 0 else _before_sign(paragraph, most)
        yield paragraph[:cut].removesuffix("\n>")
        rest = paragraph[cut:].lstrip(" \n")
        paragraph = rest if rest.startswith(mark) else mark + rest
    yield paragraph


def _before_sign(paragraph: str, place: int) -> int:
    begun = re.search(r"&[a-z]{0,3}$", paragraph[:place])
    return begun.start() if begun else place


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _quotations(answer: Answer, pages: str | None) -> Iterator[str]:
    if HEADINGS.get(answer.outcome):
        yield f"*{escape(HEADINGS[answer.outcome])}*"
    by_id = {citation.id: citation for citation in answer.citations}
    told = [(statement, [by_id[number] for number in statement.citations]) for statement in answer.statements]
    group: str | None = None
    for _, run in groupby(told, key=lambda one: (one[0].group, list(dict.fromkeys(map(_place, one[1]))))):
        together = list(run)
        if together[0][0].group and together[0][0].group != group:
            yield f"*{escape(together[0][0].group)}*"
        group = together[0][0].group
        for statement, cited in together:
            yield _said(statement)
            # What a model says stands above the words that prove it.
            yield from (_quoted(one.quote) for one in cited if statement.kind == "summary")
        yield _sources([citation for _, cited in together for citation in cited], pages)


def _place(citation: Citation) -> tuple[str, int | None]:
    return citation.publication_id, citation.page


def _said(statement: Statement) -> str:
    label = f"{LABELS[statement.label]}:\n" if statement.label in LABELS else ""
    return f"{label}{_quoted(statement.text)}" if statement.kind == "quotation" else escape(statement.text)


def _quoted(text: str) -> str:
    lines = [without_marks(line) for line in text.splitlines()]
    return "\n".join(f"> {escape(line)}" for line in lines if line)


def _sources(cited: Sequence[Citation], pages: str | None) -> str:
    """Return one line for each place that is quoted, linked to all the words quoted there."""
    places: dict[tuple[str, int | None], list[Citation]] = {}
    for citation in cited:
        places.setdefault(_place(citation), []).append(citation)
    return "\n".join(f"— {_link(name_source(there[0]), _address(there, pages))}" for there in places.values())


def _notes(answer: Answer, pages: str | None) -> Iterator[str]:
    if answer.readings:
        readings = "".join(f"\n• {escape(reading)}" for reading in answer.readings)
        yield f"{READINGS.get(answer.outcome, SEVERAL)}{readings}"
    notes = [*answer.unanswered, *(warning.message for warning in answer.warnings)]
    yield "\n".join(f"Note: {escape(note)}" for note in dict.fromkeys(notes))
    if answer.more_url:
        yield _link(f"See all {answer.total:,}", answer.more_url)
    if answer.more or gave_all(answer):
        yield f"_{MORE if answer.more else NO_MORE}_"
    if answer.outcome is Outcome.NOT_HELD:
        for near in answer.nearest:
            yield _quoted(near.quote)
            yield f"— the nearest held: {_link(near.title, _address([near], pages))}"
        yield escape(ELSEWHERE)
    if was_searched(answer):
        yield f"_{_tell_searched(answer.searched)}_"


def _tell_searched(searched: Searched) -> str:
    if not searched.publications:
        return "Nothing is held yet, so there was nothing to search."
    count = f"{searched.publications:,} publication{'' if searched.publications == 1 else 's'}"
    first, last = searched.from_, searched.to
    span = f", published from {_day(first)} to {_day(last)}" if first and last else ""
    return f"Searched {count}{span}."


def _day(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"


def _address(cited: Sequence[Citation | Nearest], pages: str | None) -> str | None:
    """Return where words of one publication can be read: at their source, or else in our own pages."""
    if cited[0].url or not pages:
        return cited[0].url
    segments = dict.fromkeys((segment.start, segment.end) for one in cited for segment in one.segments)
    places = ",".join(f"{start}-{end}" for start, end in list(segments)[:MOST_RANGES])
    return f"{pages.rstrip('/')}/publications/{quote(cited[0].publication_id, safe='')}?quote={places}#quoted"


def link_place(words: str, publication_id: str, *, url: str | None, pages: str | None) -> str:
    """Return words as a link to a publication: at its source, or else in our own pages, or to nowhere."""
    own = f"{pages.rstrip('/')}/publications/{quote(publication_id, safe='')}" if pages else None
    return _link(words, url or own)


def _link(words: str, address: str | None) -> str:
    """Return a source's name as a link; without one where there is no address on the web, or a monstrous one."""
    shown = escape(" ".join(words.split()))
    if not address or not address.startswith(("https://", "http://")):
        return shown
    safe = quote(address, safe=":/?#[]@!$&'()*+,;=%~-._")
    link = f"<{escape(safe)}|{shown}>"
    # A link cut in two is none.
    return link if len(link) <= MOST_IN_LINK else shown


def join_texts(messages: Iterable[Message]) -> str:
    """Return all that some messages say, in order."""
    return "\n\n".join(message.text for message in messages)
