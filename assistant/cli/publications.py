"""``panel publications``: what is held, and what replaces what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from assistant.cli.filters import Wanted, filtered
from assistant.cli.ordering import work_on
from assistant.cli.printing import out, print_error, print_table
from assistant.cli.running import FAILED, errors_told
from assistant.filters import filter_fields, read_day
from assistant.telling import name_parties

publications = typer.Typer(name="publications", help="Lists what is held, and says what replaces what.")

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
MOST = 200
REPLIES = {"answers": "answers", "answered_by": "was answered by", "may_be_answered_by": "may be answered by"}


@publications.command("list")
@filtered
def list_held(
    words: Annotated[str, typer.Argument(help="Words of the title, the sender or the recipient.")] = "",
    *,
    as_json: Json = False,
    wanted: Wanted,
) -> None:
    """List publications, newest first."""
    with errors_told():
        given = {**filter_fields(wanted()), "text": words, "limit": MOST}
        found: list[Any] = []
        while True:
            page = _ask("list", {**given, "offset": len(found)})
            found += page["items"]
            if len(found) >= page["total"] or not page["items"]:
                break
    if as_json:
        typer.echo(json.dumps(found, indent=1))
        return
    rows = [(one["id"], one["published"] or "no date", one["kind"], one["status"], one["title"]) for one in found]
    print_table([("Id", "Published", "Kind", "Status", "Title"), *rows])


@publications.command()
def show(
    identity: Annotated[str, typer.Argument(metavar="ID")],
    *,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As it stood on this day (YYYY-MM-DD).")] = None,
    as_json: Json = False,
) -> None:
    """Show what is known of a publication, the letters it answers, its editions and what contradicts itself."""
    with errors_told():
        told = _ask("show", {"id": identity, "as_of": read_day("--as-of", as_of)})
    if as_json:
        typer.echo(json.dumps(told, indent=1))
        return
    letters = told.pop("correspondence")
    rows = [(key.replace("_", " "), _plain(value)) for key, value in told.items() if value not in (None, [], "")]
    print_table([("What", "Value"), *rows, *(_letter_rows(letters) if letters else ())])


@publications.command()
def supersede(
    old: Annotated[str, typer.Argument(help="The id of what is replaced.")],
    new: Annotated[str, typer.Argument(help="The id of what replaces it.")],
    *,
    since: Annotated[
        str | None, typer.Option(help="From which day (YYYY-MM-DD); else the day on which the new one was published.")
    ] = None,
) -> None:
    """Say, after looking, that one publication replaces another: the old one is marked, and ranks behind."""
    with errors_told():
        _ask("supersede", {"old": old, "new": new, "since": read_day("--since", since)})
    out().print(f"{old} is replaced by {new}.", markup=False, soft_wrap=True)


@publications.command()
def restore(old: Annotated[str, typer.Argument(help="The id of what is not replaced after all.")]) -> None:
    """Take back that a publication is replaced."""
    with errors_told():
        done = _ask("restore", {"old": old})["done"]
    if not done:
        print_error(f"{old} was not said to be replaced; see “panel publications list”.")
        raise typer.Exit(FAILED)


@publications.command()
def suggestions(*, as_json: Json = False) -> None:
    """Show the sentences that speak of replacing another publication; nothing is changed by them."""
    with errors_told():
        found = _ask("suggestions", {})["items"]
    if as_json:
        typer.echo(json.dumps(found, indent=1))
        return
    for one in found:
        out().print(f"{one['title']} ({one['publication_id']}): “{one['words']}”", markup=False, soft_wrap=True)
    out().print("Look at them, then use “panel publications supersede OLD NEW”.", markup=False)


def _ask(what: str, given: Mapping[str, Any]) -> dict[str, Any]:
    return work_on(what, given, purpose="publications")


def _letter_rows(letters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield a row for each letter that one answers or is answered by, with the words of the reply that say so."""
    for field, name in REPLIES.items():
        for reply in letters[field]:
            yield name, f"{_letter(reply['letter'])}: “{reply['words']}”"
    for doubt in letters["may_answer"]:
        yield "may answer one of", "\n".join([*map(_letter, doubt["letters"]), f"“{doubt['words']}”"])
    if letters["others"]:
        yield "same correspondence", "\n".join(map(_letter, letters["others"]))


def _letter(told: Mapping[str, Any]) -> str:
    parties = name_parties(told["sender"], told["recipient"])
    return f"{told['title']} ({told['publication_id']}; {told['sent']}, {parties})"


def _plain(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_plain(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')} {one}" for key, one in value.items() if one is not None)
    return str(value)
