"""``panel briefing``: the outline of a seven-minute briefing as a Word document."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.ordering import work_on
from assistant.cli.printing import out, print_error
from assistant.cli.running import FAILED, errors_told


def briefing(
    topic: Annotated[str, typer.Argument(help="What it is about, in your own words.")],
    *,
    docx: Annotated[Path, typer.Option("--docx", help="Where the Word document is written.")],
    staff: Annotated[bool, typer.Option("--staff", help="What only staff may see as well.")] = False,
) -> None:
    """Write an outline for a briefing of seven minutes, of verbatim quotations with their sources."""
    with errors_told():
        made = work_on("briefing", {"topic": topic, "staff": staff}, purpose="briefing")
    try:
        docx.write_bytes(base64.b64decode(made["content"]))
    except OSError as error:
        print_error(f"{docx} cannot be written ({error.strerror}); choose another place.")
        raise typer.Exit(FAILED) from error
    count = made["quotations"]
    what = "1 quotation" if count == 1 else f"{count:,} quotations"
    found = f"made of {what}" if count else "which is empty: nothing is held on this topic"
    out().print(f"Wrote {docx}, {found}.", markup=False, soft_wrap=True)
