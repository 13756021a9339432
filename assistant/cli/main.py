"""The command ``panel``: reads what was typed, asks the core, prints what it says. Nothing is decided here.

A command works through the running ``panel serve`` where there is one. It must then be quick, so nothing that opens
the record or the model is imported before it is needed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from assistant.answers import FEWEST_WORDS, MOST_WORDS, Answer, Question, Turn
from assistant.cli.batches import Row, read_question, run_batch
from assistant.cli.briefing import briefing
from assistant.cli.digest import digest
from assistant.cli.evaluating import evaluate
from assistant.cli.filters import Wanted, filtered
from assistant.cli.ingesting import ingest
from assistant.cli.keys import keys
from assistant.cli.printing import out, print_answer, print_error, print_found, print_status
from assistant.cli.publications import publications
from assistant.cli.recommendations import recommendations
from assistant.cli.running import FAILED, USAGE, opened, reached
from assistant.cli.serving import serve
from assistant.cli.showing import show
from assistant.cli.syncing import sync
from assistant.cli.timeline import timeline
from assistant.conversation import go_on, split_turns
from assistant.errors import BadQuestion
from assistant.found import FoundPassage, SearchResult

app = typer.Typer(
    name="panel",
    help="Answers questions about what the Child Safeguarding Practice Review Panel publishes, in verified quotations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(ingest)
app.command()(sync)
app.command()(serve)
app.command()(timeline)
app.command()(digest)
app.command()(briefing)
app.add_typer(evaluate, name="evaluate")
app.add_typer(keys, name="keys")
app.add_typer(publications, name="publications")
app.add_typer(recommendations, name="recommendations")

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Words = Annotated[
    int | None, typer.Option(help=f"About how many words an answer quotes ({FEWEST_WORDS} to {MOST_WORDS}).")
]
Batch = Annotated[Path | None, typer.Option("--batch", help="A JSON Lines file: one question per line.")]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415  only here

        typer.echo(f"panel-assistant {version('panel-assistant')}")
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Answers questions about what the Child Safeguarding Practice Review Panel publishes, in verified quotations."""


@app.command()
@filtered
def ask(
    question: Annotated[str | None, typer.Argument(help="The question; none opens a prompt.")] = None,
    *,
    as_json: Json = False,
    batch: Batch = None,
    words: Words = None,
    wanted: Wanted,
) -> None:
    """Answer a question, a file of questions, or the questions typed at a prompt."""
    with reached("ask") as panel:
        filters = wanted()
        if batch:
            fine = run_batch(
                batch,
                lambda row: {
                    "id": row.get("id"),
                    **panel.ask(read_question(row, wanted=filters, words=words)).model_dump(mode="json"),
                },
            )
            raise typer.Exit(0 if fine else FAILED)
        if question is None:
            _converse(lambda text, history: panel.ask(Question(text, history, filters, words)), as_json=as_json)
            return
        _show(panel.ask(Question(question, wanted=filters, words=words)), as_json=as_json)


def _show(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        typer.echo(answer.model_dump_json(indent=1))
    else:
        print_answer(answer)


def _converse(answer: Callable[[str, tuple[Turn, ...]], Answer], *, as_json: bool) -> None:
    """Answer what is typed until the end of input, each question with those before it."""
    history: tuple[Turn, ...] = ()
    if isinstance(sys.stdin, TextIOWrapper):
        # What is not UTF-8 is then a question that cannot be answered, and not the end of the conversation.
        sys.stdin.reconfigure(errors="surrogateescape")
    typer.echo("Ask a question. Do not include names or case details. Ctrl-D or “quit” ends.", err=True)
    while (text := _next_question()) is not None:
        try:
            answered = answer(text, history)
        except BadQuestion as error:
            print_error(str(error))
            continue
        typer.echo(answered.model_dump_json()) if as_json else print_answer(answered)
        history = go_on(history, answered)


def _next_question() -> str | None:
    try:
        # Where nobody types, standard output holds nothing but the answers.
        text = input("\n> " if sys.stdin.isatty() else "").strip()
    except (EOFError, KeyboardInterrupt):
        return None
    return None if text.lower() in {"quit", "exit"} else text


app.command()(show)


@app.command()
@filtered
def search(
    query: Annotated[str | None, typer.Argument(help="What to search for.")] = None,
    *,
    wanted: Wanted,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many passages.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Show what each part of the search said.")] = False,
    as_json: Json = False,
    batch: Batch = None,
) -> None:
    """Search the passages held, by meaning and by words."""
    if query is None and batch is None:
        print_error("There is nothing to search for; give a query, or a file with --batch.")
        raise typer.Exit(USAGE)
    with reached("search") as panel:
        filters = wanted()

        def find(text: str) -> SearchResult:
            *earlier, last = split_turns(text) or [""]
            history = tuple(Turn(role="user", content=turn) for turn in earlier)
            return panel.search(Question(last, history, filters), limit=limit)

        if batch:
            fine = run_batch(
                batch, lambda row: {"_id": row.get("_id"), "hits": [_as_row(hit) for hit in find(_query_of(row)).hits]}
            )
            raise typer.Exit(0 if fine else FAILED)
        found = find(query or "")
    if as_json:
        told = found.model_dump(mode="json")
        typer.echo(json.dumps(told if explain else told["hits"], indent=1))
    else:
        print_found(found, explain=explain)


def _query_of(row: Row) -> str:
    if "_id" not in row or not isinstance(row.get("text"), str):
        raise BadQuestion('it needs "_id" and "text".')
    return str(row["text"])


def _as_row(hit: FoundPassage) -> dict[str, object]:
    return hit.model_dump(mode="json", include={"publication_id", "passage_id", "page", "score"})


@app.command()
def status(*, as_json: Json = False) -> None:
    """Say what is held and whether record and indexes agree."""
    with reached("status") as panel:
        told = panel.status()
    if as_json:
        typer.echo(json.dumps(told, indent=1))
    else:
        print_status(told)


@app.command()
def rebuild() -> None:
    """Make both indexes anew from the record; nothing is embedded again unless the model has changed."""
    with opened("rebuild", fresh=True) as panel:
        told = panel.status()
        out().print(f"Rebuilt both indexes: {told['passages']:,} passages of {told['publications']:,} publications.")


def main() -> None:
    """Run the command line."""
    app()
