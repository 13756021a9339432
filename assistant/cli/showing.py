"""``panel show``: an answer that was given before, and whether its sources still stand."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from assistant.cli.printing import out, print_answer, print_error
from assistant.cli.running import FAILED, reached
from assistant.showing import Sources, summarise


def show(
    identity: Annotated[str, typer.Argument(metavar="ID", help="The answer_id of an answer that was given.")],
    *,
    sources: Annotated[
        bool, typer.Option("--sources", help="Only whether each source still stands as it was quoted.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Show an answer that was given before, as it was given, and whether its sources have changed since."""
    with reached("show") as panel:
        # Nothing is no id, and no address of an answer either.
        answer = panel.find_answer(identity) if identity.strip() else None
        standing = panel.find_sources(identity) if answer else None
    if answer is None or standing is None:
        print_error(f"No answer {identity} was given from this record; check the id.")
        raise typer.Exit(FAILED)
    if as_json:
        typer.echo((standing if sources else answer).model_dump_json(indent=1))
        return
    if not sources:
        print_answer(answer)
    _print_sources(standing)


def _print_sources(told: Sources) -> None:
    """Print what has become of the sources, each thing once for all citations of which it is true."""
    console = out()
    console.print(Text(summarise(told), style="bold"))
    messages: dict[str, list[int]] = {}
    for one in told.sources:
        messages.setdefault(one.message, []).append(one.citation)
    for message, citations in messages.items():
        numbers = ", ".join(map(str, citations))
        console.print(Text(f"  [{numbers}] {message}"))
