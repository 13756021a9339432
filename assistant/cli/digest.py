"""``panel digest``: what has been published, changed, withdrawn, replaced and recommended since a day."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.ordering import work_on
from assistant.cli.printing import out
from assistant.cli.running import errors_told
from assistant.filters import read_day


def digest(
    *,
    since: Annotated[str, typer.Option(help="Since which day (YYYY-MM-DD); that day counts.")],
    to: Annotated[
        list[str] | None, typer.Option(help="Only recommendations to this body or group; may be repeated.")
    ] = None,
    staff: Annotated[bool, typer.Option("--staff", help="What only staff may see as well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Tell what was published, changed, withdrawn, replaced and recommended since a day."""
    with errors_told():
        given = {"since": read_day("--since", since), "to": tuple(to or ()), "staff": staff}
        found = work_on("digest", given, purpose="digest")
    if as_json:
        typer.echo(json.dumps(found, indent=1))
        return
    from assistant.digest.entries import Digest  # noqa: PLC0415  JSON needs none of it
    from assistant.digest.telling import tell_lines  # noqa: PLC0415

    for line in tell_lines(Digest.model_validate(found)):
        out().print(line, markup=False, soft_wrap=True)
