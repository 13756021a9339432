"""What every command shares: opening the parts, turning errors into one sentence and an exit code, progress bars."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from assistant.bootstrap import Panel, open_panel
from assistant.cli.printing import out, print_error
from assistant.errors import AssistantError, BadQuestion, BadRequest
from assistant.evaluation.errors import EvaluationError
from assistant.settings import read_settings
from ingest.errors import BadMetadata, IngestError, NothingFound
from vectorstore.errors import VectorStoreError
from vectorstore.publications import Progress as Told
from vectorstore.publications import Watch

FAILED, USAGE = 1, 2
WORK = {"embed": "Embedding", "index": "Indexing", "read": "Reading", "ask": "Asking"}


@contextmanager
def errors_told() -> Iterator[None]:
    """Turn every error of ours into one sentence and its exit code: 2 for what was typed, 1 for what failed."""
    try:
        yield
    except (BadMetadata, BadQuestion, BadRequest, NothingFound) as error:
        print_error(str(error))
        raise typer.Exit(USAGE) from error
    except (AssistantError, IngestError, VectorStoreError, EvaluationError) as error:
        print_error(str(error))
        raise typer.Exit(FAILED) from error


@contextmanager
def opened(purpose: str, *, fresh: bool = False) -> Iterator[Panel]:
    """Open the parts as the settings say, for one command."""
    with errors_told(), open_panel(read_settings(), purpose=f"panel {purpose}", fresh=fresh) as panel:
        yield panel


@contextmanager
def watched() -> Iterator[Watch]:
    """Show a bar for each kind of long work on the error stream, where one is a terminal."""
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
