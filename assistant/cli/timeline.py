"""``panel timeline``: what was said on a topic, by whom and when, what was promised, and what became of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from assistant.cli.filters import Wanted, filtered
from assistant.cli.ordering import work_on
from assistant.cli.printing import out
from assistant.cli.running import errors_told
from assistant.filters import filter_fields
from assistant.telling import name_source, tell_day
from assistant.words import without_marks
from ingest.documents import Visibility

if TYPE_CHECKING:
    from assistant.timeline.entries import Event, Timeline

INDENT = (0, 0, 0, 2)


@filtered
def timeline(
    words: Annotated[str, typer.Argument(metavar="TOPIC", help="What it is about, in your own words.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    wanted: Wanted,
) -> None:
    """Show what was said on a topic in date order, what was promised, and what became of it."""
    with errors_told():
        filters = wanted()
        staff = Visibility.STAFF in filters.visibilities
        found = work_on("timeline", {**filter_fields(filters), "topic": words, "staff": staff}, purpose="timeline")
    if as_json:
        typer.echo(json.dumps(found, indent=1))
        return
    from assistant.timeline.entries import Timeline  # noqa: PLC0415  JSON needs none of it

    _print(Timeline.model_validate(found))


def _print(told: Timeline) -> None:
    from assistant.timeline.telling import LATER, tell_count  # noqa: PLC0415  as above

    console = out()
    console.print(Text(tell_count(told)))
    for event in told.events:
        _print_event(event, told)
    if told.leaves_open:
        console.print(Text(LATER, style="dim"))
    for message in dict.fromkeys(one.message for one in told.warnings):
        console.print(Text(f"Note: {message}"))


def _print_event(event: Event, told: Timeline) -> None:
    from assistant.timeline.telling import KINDS, tell_date, tell_outcome, tell_who  # noqa: PLC0415  as above

    console, citation = out(), event.citation
    kind = f" · {KINDS[event.kind]}" if KINDS[event.kind] else ""
    console.print()
    console.print(Text(f"{citation.id}. {tell_date(event.date)} · {tell_who(event)}{kind}", style="bold"))
    words = "\n".join(map(without_marks, filter(str.strip, citation.quote.splitlines())))
    console.print(Padding(Text(f"“{words}”"), INDENT))
    link = f" <{citation.url}>" if citation.url else ""
    console.print(Padding(Text(f"— {name_source(citation)}{link}", style="dim"), INDENT))
    if event.commitment:
        shown = f" (number {event.commitment.mention})" if event.commitment.mention else ""
        console.print(Padding(Text(f"{tell_outcome(event.commitment, told)}{shown}"), INDENT))
    if event.follows:
        console.print(Padding(Text(f"This is what became of number {', '.join(map(str, event.follows))}"), INDENT))
    if event.answers:
        answered = f"{event.answers.title} ({tell_day(event.answers.sent)})"
        console.print(Padding(Text(f"This answers: {answered}"), INDENT))
