"""``panel ingest``: documents in, and what became of each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.printing import out, print_table
from assistant.cli.running import FAILED, errors_told, opened, watched
from assistant.owner import find_owner
from assistant.settings import read_settings
from vectorstore.publications import Progress

Report = dict[str, Any]
"""How many documents came to what, and why some failed."""


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Files and folders: .txt, .md, .pdf, and .jsonl of ready passages.")
    ],
    *,
    kind: Annotated[str | None, typer.Option(help="The kind of all these documents.")] = None,
    title: Annotated[str | None, typer.Option(help="The title, for one document.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it is published, for one document.")] = None,
    published: Annotated[str | None, typer.Option(help="The day it was published (YYYY-MM-DD).")] = None,
    speaker: Annotated[str | None, typer.Option(help="Whose words they are.")] = None,
    visibility: Annotated[str | None, typer.Option(help="Who may see them: public or staff.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Read documents into the record; what is held already is left as it is."""
    options = {
        "kind": kind,
        "title": title,
        "url": url,
        "published": published,
        "speaker": speaker,
        "visibility": visibility,
    }
    stated = {key: value for key, value in options.items() if value is not None}
    with errors_told():
        report = _ingest(paths, stated)
    if as_json:
        typer.echo(json.dumps(report, indent=1))
    else:
        _print_report(report)
    raise typer.Exit(FAILED if report["failed"] else 0)


def _ingest(paths: Sequence[Path], stated: Mapping[str, str]) -> Report:
    """Take documents in, here or in the ``panel serve`` that has the data folder open."""
    owner = find_owner(read_settings().data_dir)
    with watched() as watch:
        if owner:
            return owner.ingest(paths, stated, told=lambda work, done, total: watch(Progress(work, done, total)))
        from assistant.ingesting import IngestOrder, count_changes  # noqa: PLC0415  only without an owner
        from assistant.ingesting import ingest as take_in  # noqa: PLC0415

        order = IngestOrder.check(paths, stated)
        with opened("ingest") as panel:
            return count_changes(take_in(panel, order, watch=watch))


def _print_report(report: Report) -> None:
    names = ("added", "updated", "unchanged", "withdrawn", "failed")
    print_table([names, tuple(f"{report[name]:,}" for name in names)])
    for failure in report["failures"]:
        out().print(f"Failed: {failure['place']}: {failure['reason']}", markup=False, soft_wrap=True)
