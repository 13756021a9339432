"""The commands of ``panel``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from assistant.answering import Question
from assistant.answers import Answer, Turn
from assistant.cli.batches import Row, read_question, run_batch
from assistant.cli.evaluating import evaluate
from assistant.cli.filters import make_filter
from assistant.cli.ingesting import ingest
from assistant.cli.printing import out, print_answer, print_error, print_hits, print_table
from assistant.cli.running import FAILED, USAGE, opened
from assistant.conversation import split_turns
from assistant.errors import BadQuestion
from vectorstore.search import Hit

app = typer.Typer(
    name="panel",
    help="Answers questions about what the Child Safeguarding Practice Review Panel publishes, in verified quotations.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(ingest)
app.add_typer(evaluate, name="evaluate")

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Batch = Annotated[Path | None, typer.Option("--batch", help="A JSON Lines file: one question per line.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="Only publications of this kind; may be repeated.")]
Speakers = Annotated[list[str] | None, typer.Option("--speaker", help="Only these speakers' words; may be repeated.")]
From = Annotated[str | None, typer.Option("--from", help="Published on this day or later (YYYY-MM-DD).")]
To = Annotated[str | None, typer.Option("--to", help="Published on this day or earlier (YYYY-MM-DD).")]
Staff = Annotated[bool, typer.Option("--staff", help="Search what only staff may see as well.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"panel-assistant {version('panel-assistant')}")
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Answers questions about what the Child Safeguarding Practice Review Panel publishes, in verified quotations."""


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question; none opens a prompt.")] = None,
    *,
    as_json: Json = False,
    batch: Batch = None,
    kind: Kinds = None,
    speaker: Speakers = None,
    published_from: From = None,
    published_to: To = None,
    staff: Staff = False,
) -> None:
    """Answer a question, a file of questions, or the questions typed at a prompt."""
    with opened("ask") as panel:
        wanted = make_filter(
            kinds=kind or (),
            speakers=speaker or (),
            published_from=published_from,
            published_to=published_to,
            staff=staff,
        )
        if batch:
            fine = run_batch(
                batch,
                lambda row: {
                    "id": row.get("id"),
                    **panel.answerer.answer(read_question(row, wanted=wanted)).model_dump(mode="json"),
                },
            )
            raise typer.Exit(0 if fine else FAILED)
        if question is None:
            _converse(lambda text, history: panel.answerer.answer(Question(text, history, wanted)), as_json=as_json)
            return
        answer = panel.answerer.answer(Question(question, wanted=wanted))
        typer.echo(answer.model_dump_json(indent=1)) if as_json else print_answer(answer)


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
        said = " ".join(statement.text for statement in answered.statements[:1])
        history = (*history, Turn(role="user", content=text), Turn(role="assistant", content=said))


def _next_question() -> str | None:
    try:
        # Where nobody types, standard output holds nothing but the answers.
        text = input("\n> " if sys.stdin.isatty() else "").strip()
    except (EOFError, KeyboardInterrupt):
        return None
    return None if text.lower() in {"quit", "exit"} else text


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to search for.")] = None,
    *,
    kind: Kinds = None,
    speaker: Speakers = None,
    published_from: From = None,
    published_to: To = None,
    staff: Staff = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many passages.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Show what each part of the search said.")] = False,
    as_json: Json = False,
    batch: Batch = None,
) -> None:
    """Search the passages held, by meaning and by words."""
    if query is None and batch is None:
        print_error("There is nothing to search for; give a query, or a file with --batch.")
        raise typer.Exit(USAGE)
    with opened("search") as panel:
        wanted = make_filter(
            kinds=kind or (),
            speakers=speaker or (),
            published_from=published_from,
            published_to=published_to,
            staff=staff,
        )

        def find(text: str) -> list[Hit]:
            *earlier, last = split_turns(text) or [""]
            history = tuple(Turn(role="user", content=turn) for turn in earlier)
            return panel.answerer.find(Question(last, history, wanted), limit=limit)

        if batch:
            fine = run_batch(
                batch, lambda row: {"_id": row.get("_id"), "hits": [_as_row(h) for h in find(_query_of(row))]}
            )
            raise typer.Exit(0 if fine else FAILED)
        hits = find(query or "")
        typer.echo(json.dumps([_explained(hit) for hit in hits], indent=1)) if as_json else print_hits(
            hits, explain=explain
        )


def _query_of(row: Row) -> str:
    if "_id" not in row or not isinstance(row.get("text"), str):
        raise BadQuestion('it needs "_id" and "text".')
    return str(row["text"])


def _as_row(hit: Hit) -> dict[str, object]:
    return {
        "publication_id": hit.publication.id,
        "passage_id": hit.passage.id,
        "page": hit.page,
        "score": round(hit.score, 6),
    }


def _explained(hit: Hit) -> dict[str, object]:
    return {
        **_as_row(hit),
        "title": hit.publication.title,
        "fictional": hit.publication.fictional,
        "section": list(hit.passage.section_path),
        "text": hit.passage.text,
        "semantic": {"place": hit.semantic.place, "cosine": round(hit.semantic.score, 6)},
        "lexical": {"place": hit.lexical.place, "bm25": round(hit.lexical.score, 6)},
        "best_sentence": round(hit.best_sentence, 6),
    }


@app.command()
def status(*, as_json: Json = False) -> None:
    """Say what is held and whether record and indexes agree."""
    with opened("status") as panel:
        told = panel.status()
        if as_json:
            typer.echo(json.dumps(told, indent=1))
        else:
            print_table([("What", "Value"), *((key.replace("_", " "), str(value)) for key, value in told.items())])


@app.command()
def rebuild() -> None:
    """Make both indexes anew from the record; nothing is embedded again unless the model has changed."""
    with opened("rebuild", fresh=True) as panel:
        told = panel.status()
        out().print(f"Rebuilt both indexes: {told['passages']:,} passages of {told['publications']:,} publications.")


def main() -> None:
    """Run the command line."""
    app()
