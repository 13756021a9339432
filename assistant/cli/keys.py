"""``panel keys``: API keys for those who ask from other machines."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from assistant.cli.printing import out, print_table
from assistant.cli.running import errors_told
from assistant.keys import KEYS, ApiKey, KeyFile
from assistant.settings import read_settings

keys = typer.Typer(help="Make, list and revoke the API keys that other machines need.", no_args_is_help=True)


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="Who or what the key is for.")],
    *,
    staff: Annotated[bool, typer.Option("--staff", help="Shows what only staff may see as well.")] = False,
) -> None:
    """Make a key and show it, once."""
    with errors_told():
        own, key = _file().create(name, staff=staff)
    typer.echo(key)
    out(stderr=True).print(f"Key {own.id} for {own.name}. It is not shown again: keep it safe.", markup=False)


@keys.command(name="list")
def list_keys(*, as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False) -> None:
    """List the keys, without the keys themselves."""
    with errors_told():
        held = _file().read()
    if as_json:
        typer.echo(json.dumps(KEYS.dump_python(held, mode="json", exclude={"__all__": {"digest"}}), indent=1))
        return
    print_table([("Id", "Name", "Sees", "Created", "Revoked"), *map(_row, held)])


@keys.command()
def revoke(identity: Annotated[str, typer.Argument(help="The id that “panel keys list” shows.")]) -> None:
    """Make a key count no longer, at once, also for a server that runs."""
    with errors_told():
        own = _file().revoke(identity)
    out().print(f"Key {own.id} for {own.name} is revoked.", markup=False)


def _row(key: ApiKey) -> tuple[str, ...]:
    revoked = f"{key.revoked:%Y-%m-%d}" if key.revoked else ""
    return key.id, key.name, "staff" if key.staff else "public", f"{key.created:%Y-%m-%d}", revoked


def _file() -> KeyFile:
    return KeyFile(read_settings().key_file)
