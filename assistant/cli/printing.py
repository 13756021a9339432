"""What the command line prints: answers, hits and tables as a person reads them; errors as one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from assistant.answers import Answer, Citation, Outcome, Statement
from assistant.conversation import NO_MORE, gave_all
from assistant.found import SearchResult
from assistant.telling import ELSEWHERE, HEADINGS, LABELS, READINGS, REASONS, SEVERAL, name_source, was_searched
from assistant.words import without_marks

MORE = "More is held: ask with --words, or say “more” at the prompt."


def out(*, stderr: bool = False) -> Console:
    """Return where to print; looked up each time, so that whoever runs a command sees its own."""
    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def print_error(message: str) -> None:
    """Print one sentence on the error stream."""
    out(stderr=True).print(Text(f"Error: {message}"), soft_wrap=True)


def print_answer(answer: Answer) -> None:
    """Print an answer: what is quoted first, then where it stands, then what a reader must know."""
    console = out()
    if HEADINGS.get(answer.outcome):
        console.print(Text(HEADINGS[answer.outcome], style="bold"))
    by_id = {citation.id: citation for citation in answer.citations}
    before: Citation | None = None
    group: str | None = None
    for statement in answer.statements:
        if statement.kind == "notice":
            _print_place(console, before)
            before = None
            console.print(Text(statement.text))
            continue
        if statement.group and statement.group != group:
            _print_place(console, before)
            before = None
            console.print(Text(statement.group, style="bold"))
        group = statement.group
        if statement.kind == "summary":
            _print_place(console, before)
            before = None
            console.print(Text(statement.text))
        for number in statement.citations:
            cited = by_id[number]
            if before and _place(before) != _place(cited):
                _print_place(console, before)
            words = cited.quote if statement.kind == "summary" else statement.text
            lines = "\n".join(map(without_marks, words.splitlines()))
            console.print(Padding(Text(f"{_label(statement)}“{lines}”"), (0, 0, 0, 2)))
            before = cited
    _print_place(console, before)
    _print_notes(console, answer)


def _print_place(console: Console, citation: Citation | None) -> None:
    """Print where what was quoted last stands; then nothing is left to be placed."""
    if citation:
        console.print(Text(f"  — {_place(citation)}", style="dim"))


def _label(statement: Statement) -> str:
    return f"{LABELS[statement.label]}: " if statement.label in LABELS else ""


def _place(citation: Citation) -> str:
    return name_source(citation) + (f" <{citation.url}>" if citation.url else "")


def _print_notes(console: Console, answer: Answer) -> None:
    if answer.readings:
        console.print(READINGS.get(answer.outcome, SEVERAL))
        for reading in answer.readings:
            console.print(Padding(Text(reading), (0, 0, 0, 2)))
    for note in (*answer.unanswered, *(warning.message for warning in answer.warnings)):
        console.print(Text(f"Note: {note}"))
    if answer.more_url:
        console.print(Text(f"All {answer.total:,} are listed at {answer.more_url}"), soft_wrap=True)
    if answer.more or gave_all(answer):
        console.print(Text(MORE if answer.more else NO_MORE, style="dim"))
    if answer.outcome is Outcome.NOT_HELD:
        for near in answer.nearest:
            console.print(Padding(Text(f"Nearest: “{without_marks(near.quote)}” — {near.title}"), (0, 0, 0, 2)))
        console.print(Text(ELSEWHERE))
    searched = answer.searched
    if not was_searched(answer):
        return
    if not searched.publications:
        of_a_day = any(warning.kind == "as_of" for warning in answer.warnings)
        empty = "Nothing is held yet: take documents in with “panel ingest PATH”."
        console.print("Nothing that is held had been published by that day." if of_a_day else empty)
        return
    span = f", published {searched.from_} to {searched.to}" if searched.from_ else ""
    console.print(Text(f"Searched {searched.publications:,} publications{span}.", style="dim"))


def print_found(found: SearchResult, *, explain: bool) -> None:
    """Print passages found, best first; when asked to explain, with what else was searched and what each leg said."""
    console = out()
    for one in found.expansions if explain else ():
        console.print(Text(f"Searched too: “{one.searched}” for “{one.said}” ({REASONS[one.why]})", style="cyan"))
    for number, hit in enumerate(found.hits, start=1):
        page = f", page {hit.page}" if hit.page else ""
        sample = " (fictional sample)" if hit.fictional else ""
        state = "" if hit.status == "current" else f" ({hit.status})"
        console.print(Text(f"{number}. {hit.title}{sample}{state}{page}", style="bold"))
        if hit.section:
            console.print(Padding(Text(" > ".join(hit.section), style="dim"), (0, 0, 0, 3)))
        if explain:
            semantic = _leg("semantic", hit.semantic.place, hit.semantic.cosine)
            lexical = _leg("lexical", hit.lexical.place, hit.lexical.bm25)
            whole = f"best sentence {hit.best_sentence:.3f} · telling words {hit.coverage:.0%}"
            again = "" if hit.reranked is None else f" · reranked {hit.reranked:.3f}"
            legs = f"score {hit.score:.3f} · {semantic} · {whole} · {lexical}{again}"
            console.print(Padding(Text(legs, style="cyan"), (0, 0, 0, 3)))
        console.print(Padding(Text(hit.text), (0, 0, 1, 3)))
    if not found.hits:
        console.print("Nothing found.")


def _leg(name: str, place: int | None, score: float) -> str:
    return f"{name} {score:.3f} ({f'place {place}' if place else 'not among its best'})"


def print_status(told: Mapping[str, Any]) -> None:
    """Print what is held: the figures, the publications by kind and status, and the last visit to each source."""
    figures = {key: value for key, value in told.items() if not isinstance(value, list)}
    print_table([("What", "Value"), *((key.replace("_", " "), str(value)) for key, value in figures.items())])
    kinds = [(row["kind"], row["status"], f"{row['count']:,}") for row in told["kinds"]]
    if kinds:
        print_table([("Kind", "Status", "Publications"), *kinds])
    for visit in told["sources"]:
        ended = f"finished {visit['finished']}" if visit["finished"] else "not finished: run “panel sync” again"
        out().print(f"{visit['source']}: began {visit['started']}, {ended}", markup=False, soft_wrap=True)
        for failure in visit["failures"]:
            out().print(f"  To look at: {failure}", markup=False, soft_wrap=True)


def print_table(rows: Iterable[Sequence[str]], *, title: str | None = None) -> None:
    """Print rows as a table; the first row is its heading."""
    first, *rest = rows
    # Ids are copied, so they stand whole on a line; what does not fit otherwise goes on in the next.
    columns = (Column(name, overflow="fold", no_wrap=name == "Id") for name in first)
    table = Table(*columns, title=title, title_justify="left")
    for row in rest:
        table.add_row(*row)
    out().print(table)
