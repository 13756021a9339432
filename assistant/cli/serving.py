"""``panel serve``: every door that people and programs come through, in one process."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.printing import out
from assistant.cli.running import errors_told, tell_work
from assistant.settings import read_settings

EXAMPLE = "What does the Panel expect of partners?"


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="The address to listen on; PANEL_HOST otherwise.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The port; PANEL_PORT otherwise.")] = None,
) -> None:
    """Answer people and programs by HTTP, in the browser and in Slack, until it is stopped."""
    with errors_told():
        stated = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
        from assistant.serving import serve_panel  # noqa: PLC0415  no other command needs all of this

        serve_panel(read_settings().model_copy(update=stated), told=_say_where, watch=tell_work())


def _say_where(url: str, doors: list[str]) -> None:
    body = f'{{"question": "{EXAMPLE}"}}'
    slack = "mention the bot in a channel, or write to it" if "slack" in doors else "not set up: see docs/slack.md"
    for line in (
        f"In the browser:   {url}",
        f"By HTTP:          curl {url}/v1/answers -H 'Content-Type: application/json' -d '{body}'",
        f'By command line:  panel ask "{EXAMPLE}"',
        f"In Slack:         {slack}",
        "Ctrl-C stops it.",
    ):
        out(stderr=True).print(line, markup=False, soft_wrap=True)
