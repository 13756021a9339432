"""The options by which a command says which publications are meant."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from assistant.filters import make_filter
from vectorstore.publications import PublicationFilter

Words = list[str] | None
Wanted = Callable[[], PublicationFilter]
PARAMETER = "wanted"


def _options(
    kind: Annotated[Words, typer.Option(help="Only publications of this kind; may be repeated.")] = None,
    speaker: Annotated[Words, typer.Option(help="Only these speakers' words; may be repeated.")] = None,
    status: Annotated[Words, typer.Option(help="Only what is current, superseded, …; may be repeated.")] = None,
    agency: Annotated[Words, typer.Option(help="Only what concerns this agency, or one of several.")] = None,
    topic: Annotated[Words, typer.Option(help="Only what concerns this topic, or one of several.")] = None,
    publication: Annotated[Words, typer.Option(help="Only the publication with this id; may be repeated.")] = None,
    published_from: Annotated[
        str | None, typer.Option("--from", help="Published on this day or later (YYYY-MM-DD).")
    ] = None,
    published_to: Annotated[
        str | None, typer.Option("--to", help="Published on this day or earlier (YYYY-MM-DD).")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="Go by what stood on this day (YYYY-MM-DD).")] = None,
    staff: Annotated[bool, typer.Option("--staff", help="What only staff may see as well.")] = False,
) -> None: ...


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a filter in place of its parameter ``wanted``, a function that returns the filter.

    It is a function because what was typed is read where the command tells of its errors.
    """
    own = inspect.signature(command, eval_str=True)
    added = inspect.signature(_options, eval_str=True).parameters

    @wraps(command)
    def run(**given: Any) -> None:
        typed = {name: given.pop(name) for name in added}
        command(**given, **{PARAMETER: lambda: make_filter(**typed)})

    kept = [one for one in own.parameters.values() if one.name != PARAMETER]
    options = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in added.values()]
    vars(run)["__signature__"] = own.replace(parameters=[*kept, *options])
    return run
