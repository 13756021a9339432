"""``panel ingest``: documents in, and what became of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.printing import out, print_table
from assistant.cli.running import FAILED, errors_told, opened, watched
from assistant.ingesting import ingest_collection
from ingest.collection import list_collection
from ingest.documents import Failure, Locator
from ingest.errors import NothingFound
from ingest.sidecars import check_stated
from vectorstore.keeping import IngestReport


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
    with errors_told():
        stated = check_stated({key: value for key, value in options.items() if value is not None}, where="The command")
    with opened("ingest") as panel, watched() as watch:
        there, missing = _sort_out(paths)
        collection = list_collection(there, stated=stated, most_megabytes=panel.settings.max_document_mb)
        report = ingest_collection(collection, store=panel.store, limits=panel.limits, watch=watch)
        report = replace(report, failed=(*missing, *report.failed))
    if as_json:
        typer.echo(_as_json(report))
    else:
        _print_report(report)
    raise typer.Exit(FAILED if report.failed else 0)


def _sort_out(paths: Sequence[Path]) -> tuple[Sequence[Path], list[Failure]]:
    """Part the paths at which there are documents from the others; ``NothingFound`` when there are none at all."""
    missing: dict[Path, Failure] = {}
    for path in paths:
        try:
            list_collection([path])
        except NothingFound as error:
            missing[path] = Failure(Locator("file", str(path)), str(error))
    there = [path for path in paths if path not in missing]
    return there or paths, list(missing.values())


def _print_report(report: IngestReport) -> None:
    names = ("added", "updated", "unchanged", "withdrawn", "failed")
    print_table([names, tuple(f"{count:,}" for count in _counts(report).values())])
    for failure in report.failed:
        out().print(f"Failed: {failure.locator.place}: {failure.reason}", markup=False, soft_wrap=True)


def _as_json(report: IngestReport) -> str:
    failures = [{"place": failure.locator.place, "reason": failure.reason} for failure in report.failed]
    return json.dumps({**_counts(report), "failures": failures}, indent=1)


def _counts(report: IngestReport) -> dict[str, int]:
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "withdrawn": report.withdrawn,
        "failed": len(report.failed),
    }
