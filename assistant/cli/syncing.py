"""``panel sync``: bring the record to what publishers publish now."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from assistant.cli.printing import out, print_table
from assistant.cli.running import FAILED, errors_told, opened, reached, watched
from assistant.owner import find_owner
from assistant.settings import read_settings
from vectorstore.publications import Progress

NOT_REACHED = 3
COLUMNS = ("source", "added", "changed", "unchanged", "withdrawn", "moved", "failed")

Reports = dict[str, dict[str, Any]]
"""What came of the visit to each source."""


def sync(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Names in the table of sources, or “all”. None: all of them.")
    ] = None,
    *,
    since: Annotated[
        str | None, typer.Option(help="Only pages changed on this day or later (YYYY-MM-DD); nothing is taken down.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    if_reachable: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", help="Do nothing, with exit code 3, if none answers in this time."),
    ] = None,
    if_older: Annotated[
        float | None, typer.Option(metavar="HOURS", help="Do nothing if the last sync came to its end since then.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Visit sources, and take in what is new, changed or withdrawn; it can be stopped and started again at any time."""
    names = tuple(name for name in sources or ["all"] if name != "folder")
    with errors_told():
        if if_older is not None and _is_fresh(names, if_older):
            raise typer.Exit
        if if_reachable is not None and not _reach(names, if_reachable):
            raise typer.Exit(NOT_REACHED)
        reports = _sync({"sources": names, "since": since, "dry_run": dry_run})
    if as_json:
        typer.echo(json.dumps(reports, indent=1))
    else:
        _print(reports, dry_run=dry_run)
    raise typer.Exit(FAILED if any(report["failed"] for report in reports.values()) else 0)


def _is_fresh(names: tuple[str, ...], hours: float) -> bool:
    """Say whether every source was visited to the end in the last hours."""
    settings = read_settings()
    if settings.database_url is None and not (settings.data_dir / "record.sqlite3").exists():
        return False
    with reached("sync") as panel:
        ended = {visit["source"]: visit["finished"] for visit in panel.status()["sources"]}
    since = dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours)
    wanted = ended if names == ("all",) else dict.fromkeys(names)
    finished = [ended.get(name) for name in wanted]
    return bool(finished) and all(one and dt.datetime.fromisoformat(one) >= since for one in finished)


def _reach(names: tuple[str, ...], seconds: float) -> bool:
    from assistant.reaching import can_reach  # noqa: PLC0415  only when it is asked for

    return any(can_reach(read_settings(), name, seconds=seconds) for name in names)


def _sync(order: Mapping[str, Any]) -> Reports:
    """Sync here, or in the ``panel serve`` that has the data folder open."""
    owner = find_owner(read_settings().data_dir)
    with watched() as watch:
        if owner:
            return owner.sync(order, told=lambda work, done, total: watch(Progress(work, done, total)))
        from assistant.syncing import SyncOrder  # noqa: PLC0415  only without an owner
        from assistant.syncing import sync as bring_up  # noqa: PLC0415

        with opened("sync") as panel:
            return bring_up(panel, SyncOrder(**order), watch=watch)


def _print(reports: Reports, *, dry_run: bool) -> None:
    if dry_run:
        out().print("Nothing was changed. This is what a sync would do:")
    print_table([COLUMNS, *((name, *(f"{report[key]:,}" for key in COLUMNS[1:])) for name, report in reports.items())])
    for name, report in reports.items():
        for item in report["items"]:
            said = ": ".join(filter(None, (item.get("title") or item["place"], item.get("reason"))))
            out().print(f"{item['outcome'].capitalize()}: {said}", markup=False, soft_wrap=True)
        if report.get("problem"):
            out().print(f"Failed: {name}: {report['problem']}", markup=False, soft_wrap=True)
