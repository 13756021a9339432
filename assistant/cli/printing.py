"""What the command line prints: answers, hits and tables as a person reads them; errors as one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.answers import Answer, Citation, Outcome
from assistant.words import without_marks
from vectorstore.search import Found, Hit

HEADINGS = {
    Outcome.ANSWERED: "",
    Outcome.PARTLY_ANSWERED: "This answers part of the question.",
    Outcome.NOT_HELD: "The publications held do not answer this.",
}
ELSEWHERE = "Look also at your local safeguarding procedures, GOV.UK and the NSPCC's collection of case reviews."


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
    for statement in answer.statements:
        cited = by_id[statement.citations[0]]
        if before and _place(before) != _place(cited):
            console.print(Text(f"  — {_place(before)}", style="dim"))
        console.print(Padding(Text(f"“{without_marks(cited.quote)}”"), (0, 0, 0, 2)))
        before = cited
    if before:
        console.print(Text(f"  — {_place(before)}", style="dim"))
    _print_notes(console, answer)


def _place(citation: Citation) -> str:
    parts = [citation.title]
    if citation.page:
        parts.append(f"page {citation.page}")
    if citation.published and f"{citation.published.year}" not in citation.title:
        parts.append(f"{citation.published.day} {citation.published:%B %Y}")
    return ", ".join(parts) + (f" <{citation.url}>" if citation.url else "")


def _print_notes(console: Console, answer: Answer) -> None:
    for note in (*answer.unanswered, *(warning.message for warning in answer.warnings)):
        console.print(Text(f"Note: {note}"))
    if answer.outcome is Outcome.NOT_HELD:
        for near in answer.nearest:
            console.print(Padding(Text(f"Nearest: “{without_marks(near.quote)}” — {near.title}"), (0, 0, 0, 2)))
        console.print(Text(ELSEWHERE))
    searched = answer.searched
    if not searched.publications:
        console.print("Nothing is held yet: take documents in with “panel ingest PATH”.")
        return
    span = f", published {searched.from_} to {searched.to}" if searched.from_ else ""
    console.print(Text(f"Searched {searched.publications:,} publications{span}.", style="dim"))


def print_hits(hits: Sequence[Hit], *, explain: bool) -> None:
    """Print passages found, best first; with what each leg of the search said when asked to explain."""
    console = out()
    for number, hit in enumerate(hits, start=1):
        page = f", page {hit.page}" if hit.page else ""
        sample = " (fictional sample)" if hit.publication.fictional else ""
        console.print(Text(f"{number}. {hit.publication.title}{sample}{page}", style="bold"))
        if hit.passage.section_path:
            console.print(Padding(Text(" > ".join(hit.passage.section_path), style="dim"), (0, 0, 0, 3)))
        if explain:
            legs = (
                f"score {hit.score:.3f} · {_leg('semantic', hit.semantic)} · best sentence {hit.best_sentence:.3f}"
                f" · {_leg('lexical', hit.lexical)}"
            )
            console.print(Padding(Text(legs, style="cyan"), (0, 0, 0, 3)))
        console.print(Padding(Text(hit.passage.text), (0, 0, 1, 3)))
    if not hits:
        console.print("Nothing found.")


def _leg(name: str, found: Found) -> str:
    place = f"place {found.place}" if found.place else "not among its best"
    return f"{name} {found.score:.3f} ({place})"


def print_table(rows: Iterable[Sequence[str]], *, title: str | None = None) -> None:
    """Print rows as a table; the first row is its heading."""
    first, *rest = rows
    table = Table(*first, title=title, title_justify="left")
    for row in rest:
        table.add_row(*row)
    out().print(table)
