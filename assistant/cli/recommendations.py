"""``panel recommendations``: the register of recommendations, and what people decide of its entries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from assistant.cli.entries import print_entries
from assistant.cli.exporting import read_targets, write_targets
from assistant.cli.ordering import work_on
from assistant.cli.printing import out
from assistant.cli.running import errors_told
from assistant.filters import read_day

recommendations = typer.Typer(
    name="recommendations", help="Lists what publications recommend, ask and teach.", invoke_without_command=True
)
review = typer.Typer(name="review", help="Accepts, edits and rejects entries that a person should look at.")
recommendations.add_typer(review, name="review")

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The id of an entry, as lists show it.")]
Note = Annotated[str | None, typer.Option(help="Why, for those who look at it later.")]
Words = list[str] | None
Sorts = Literal["newest", "oldest", "publication", "changed"]
PURPOSE = "recommendations"


@recommendations.callback()
def list_entries(
    context: typer.Context,
    *,
    to: Annotated[
        Words, typer.Option(help="Only what is for this body, or group such as police; may be repeated.")
    ] = None,
    topic: Annotated[Words, typer.Option(help="Only what concerns this topic, or one of several.")] = None,
    agency: Annotated[Words, typer.Option(help="Only what concerns this agency, or one of several.")] = None,
    kind: Annotated[
        Words, typer.Option(help="Only national-recommendation, learning-point, …; may be repeated.")
    ] = None,
    publication: Annotated[Words, typer.Option(help="Only of the publication with this id; may be repeated.")] = None,
    published_from: Annotated[
        str | None, typer.Option("--from", help="Published on this day or later (YYYY-MM-DD).")
    ] = None,
    published_to: Annotated[
        str | None, typer.Option("--to-date", help="Published on this day or earlier (YYYY-MM-DD).")
    ] = None,
    status: Annotated[Words, typer.Option(help="Only what was so answered: accepted, no-response-held, ….")] = None,
    text: Annotated[str, typer.Option(help="Only what has all these words in its text or title.")] = "",
    changed_since: Annotated[str | None, typer.Option(help="New or changed on this day or later (YYYY-MM-DD).")] = None,
    uncertain: Annotated[bool, typer.Option("--uncertain", help="Only what a person should look at.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="What a person has rejected as well.")] = False,
    sort: Annotated[Sorts, typer.Option(help="What comes first, or by what it is sorted.")] = "newest",
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many; all, when it is not given.")] = None,
    staff: Annotated[bool, typer.Option("--staff", help="What only staff may see as well.")] = False,
    csv: Annotated[Path | None, typer.Option(help="Write them into this file instead, as CSV.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Write them into this file instead, as a workbook.")] = None,
    docx: Annotated[Path | None, typer.Option(help="Write them into this file instead, as a Word document.")] = None,
    assurance: Annotated[
        Path | None, typer.Option(help="Write a blank assurance table into this file instead: .xlsx or .docx.")
    ] = None,
    as_json: Json = False,
) -> None:
    """List what publications recommend, ask and teach: newest publication first, and as it is printed there."""
    if context.invoked_subcommand:
        return
    words = {"to": to, "topic": topic, "agency": agency, "kind": kind, "publication": publication, "status": status}
    flags = {"rejected": rejected, "staff": staff, "sort": sort, "limit": limit}
    with errors_told():
        targets = read_targets(csv=csv, xlsx=xlsx, docx=docx, assurance=assurance)
        days = {
            "published_from": read_day("--from", published_from),
            "published_to": read_day("--to-date", published_to),
            "changed_since": read_day("--changed-since", changed_since),
        }
        given = {name: value or () for name, value in words.items()} | days | flags | {"text": text}
        found = work_on("recommendations", given | {"review": "waiting" if uncertain else None}, purpose=PURPOSE)
        write_targets(targets, found)
    if as_json:
        typer.echo(json.dumps(found, indent=1))
    elif not targets:
        asked = any(words.values()) or bool(text) or uncertain or changed_since is not None
        print_entries(found, counts=not asked)


@recommendations.command()
def recurring(
    *,
    to: Annotated[Words, typer.Option(help="Only what is for this body or group; may be repeated.")] = None,
    topic: Annotated[Words, typer.Option(help="Only what concerns this topic, or one of several.")] = None,
    published_from: Annotated[
        str | None, typer.Option("--from", help="Published on this day or later (YYYY-MM-DD).")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many groups.")] = None,
    staff: Annotated[bool, typer.Option("--staff", help="What only staff may see as well.")] = False,
    as_json: Json = False,
) -> None:
    """List what several publications recommend nearly alike, the most frequent first."""
    with errors_told():
        days = {"published_from": read_day("--from", published_from)}
        given = {"to": to or (), "topic": topic or (), "limit": limit, "staff": staff} | days
        found = work_on("recurring", given, purpose=PURPOSE)
    if as_json:
        typer.echo(json.dumps(found, indent=1))
        return
    from assistant.recommendations.recurring import tell_recurring  # noqa: PLC0415  it needs the embedding model

    for line in tell_recurring(found):
        out().print(line, markup=False, soft_wrap=True)


@review.command("list")
def list_waiting(
    *,
    decided: Annotated[bool, typer.Option("--decided", help="What was decided instead.")] = False,
    as_json: Json = False,
) -> None:
    """List the entries that wait for a person to look at them, with the reason."""
    given = {"review": "decided" if decided else "waiting", "rejected": True, "staff": True}
    with errors_told():
        found = work_on("recommendations", given, purpose=PURPOSE)
    if as_json:
        typer.echo(json.dumps(found, indent=1))
    else:
        print_entries(found, counts=False)


@review.command()
def accept(identity: Id, *, note: Note = None) -> None:
    """Say that an entry is right as it was found."""
    _decide("accept", {"id": identity, "note": note}, "accepted")


@review.command()
def edit(
    identity: Id,
    *,
    kind: Annotated[str | None, typer.Option(help="What it is, such as national-recommendation.")] = None,
    number: Annotated[str | None, typer.Option(help="Its number as printed; empty: none is.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title as printed; empty: none is.")] = None,
    text: Annotated[str | None, typer.Option(help="Its words, copied from the publication.")] = None,
    to: Annotated[Words, typer.Option(help="Who is to act, in the publication's words; may be repeated.")] = None,
    note: Note = None,
) -> None:
    """Say what of an entry is otherwise; what is not given stays as it is."""
    given = {"kind": kind, "number": number, "title": title, "text": text, "to": to or None}
    _decide("edit", {"id": identity, "note": note, **given}, "edited")


@review.command()
def reject(identity: Id, *, note: Note = None) -> None:
    """Say that an entry is none; it is in no list any more."""
    _decide("reject", {"id": identity, "note": note}, "rejected")


@review.command()
def undo(identity: Id) -> None:
    """Take back what was decided of an entry."""
    _decide("undo", {"id": identity}, "as it was found again")


def _decide(what: str, given: Mapping[str, Any], done: str) -> None:
    with errors_told():
        entry = work_on(f"recommendation-{what}", given, purpose=PURPOSE)
    out().print(f"{entry['id']} is {done}: “{entry['text']}”", markup=False, soft_wrap=True)
