"""What every command shares: reaching the core, turning errors into one sentence and an exit code, progress bars."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import typer

from assistant.answers import Answer, Question
from assistant.cli.printing import out, print_error
from assistant.errors import AssistantError, BadQuestion, BadRequest
from assistant.evaluation.errors import EvaluationError
from assistant.found import SearchResult
from assistant.owner import find_owner
from assistant.settings import read_settings
from ingest.errors import BadMetadata, IngestError, NothingFound
from vectorstore.errors import VectorStoreError
from vectorstore.publications import Progress as Told
from vectorstore.publications import Watch

if TYPE_CHECKING:
    from rich.progress import TaskID

    from assistant.bootstrap import Panel
    from assistant.showing import Sources

FAILED, USAGE = 1, 2
WORK = {
    "embed": "Embedding",
    "index": "Indexing",
    "read": "Reading",
    "recommendations": "Finding recommendations",
    "visit": "Visiting",
    "ask": "Asking",
}


class Reached(Protocol):
    """What commands need of the core, whether it runs here or in ``panel serve``."""

    def ask(self, question: Question, /) -> Answer:
        """Answer a question and keep the answer."""

    def search(self, question: Question, /, *, limit: int) -> SearchResult:
        """Return the passages found for a question."""

    def find_answer(self, identity: str, /) -> Answer | None:
        """Return an answer that was given."""

    def find_sources(self, identity: str, /) -> Sources | None:
        """Return whether the sources of an answer still stand."""

    def status(self) -> dict[str, Any]:
        """Return what is held."""


@contextmanager
def errors_told() -> Iterator[None]:
    """Turn every error of ours into one sentence and its exit code: 2 for what was typed, 1 for what failed."""
    try:
        yield
    except (BadMetadata, BadQuestion, BadRequest, NothingFound) as error:
        print_error(str(error))
        raise typer.Exit(USAGE) from error
    except (AssistantError, EvaluationError, IngestError, VectorStoreError) as error:
        print_error(str(error))
        raise typer.Exit(FAILED) from error


@contextmanager
def reached(purpose: str) -> Iterator[Reached]:
    """Reach the core: through the ``panel serve`` that has the data folder open, or by opening it."""
    with errors_told():
        owner = find_owner(read_settings().data_dir)
    if owner is None:
        with opened(purpose) as panel:
            yield panel
        return
    with errors_told():
        yield owner


@contextmanager
def opened(purpose: str, *, fresh: bool = False) -> Iterator[Panel]:
    """Open the parts as the settings say, for one command."""
    from assistant.bootstrap import open_panel  # noqa: PLC0415  it takes a second to import

    opening = open_panel(read_settings(), purpose=f"panel {purpose}", fresh=fresh, watch=tell_work())
    with errors_told(), opening as panel:
        yield panel


def tell_work() -> Watch:
    """Return what says once of each kind of work, on the error stream, that it has to be done first."""
    said: set[str] = set()

    def watch(told: Told) -> None:
        if told.work not in said:
            said.add(told.work)
            publications = f"{told.total:,} publication{'s' if told.total > 1 else ''}"
            line = f"{WORK.get(told.work, told.work)} in {publications} first."
            out(stderr=True).print(line, markup=False, soft_wrap=True)

    return watch


@contextmanager
def watched() -> Iterator[Watch]:
    """Show a bar for each kind of long work on the error stream, where one is a terminal."""
    from rich.progress import (  # noqa: PLC0415  only long work needs it
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    tasks: dict[str, TaskID] = {}
    console = out(stderr=True)
    # Without a terminal a bar that goes away leaves an empty line behind.
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:

        def watch(told: Told) -> None:
            if told.work not in tasks:
                tasks[told.work] = bars.add_task(WORK.get(told.work, told.work))
            bars.update(tasks[told.work], completed=told.done, total=told.total)

        yield watch
