"""How entries of the register are read in a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.cli.printing import out, print_error
from assistant.telling import tell_day

Entry = Mapping[str, Any]
NO_RESPONSE = "no response held"
LEFT = (0, 0, 0, 2)


def print_entries(found: Mapping[str, Any], *, counts: bool) -> None:
    """Print a page of the register as JSON has it; with ``counts``, the numbers that are told of without wording."""
    console, items = out(), found["items"]
    for one in items:
        _print_entry(console, one)
    for told in found["told_counts"] if counts else ():
        console.print(Text(f"Told of, without its wording: “{told['quote']}” — {_place(told)}"))
    shown = (
        f"Shown: {len(items):,} of {found['total']:,}." if len(items) < found["total"] else f"{len(items):,} in all."
    )
    console.print(Text(shown if items else "Nothing in the register is like that.", style="dim"))
    for problem in found["unread"]:
        print_error(problem)


def _print_entry(console: Console, one: Entry) -> None:
    console.print(Text(_head(one), style="bold"))
    console.print(Padding(Text(f"“{one['text']}”"), LEFT))
    link = f" <{one['url']}>" if one["url"] else ""
    console.print(Padding(Text(f"— {_place(one)}{link}", style="dim"), LEFT))
    for note in _notes(one):
        console.print(Padding(Text(note, style="dim"), LEFT))
    console.print(Padding(Text(f"Id: {one['id']}", style="dim"), (0, 0, 1, 2)))


def _head(one: Entry) -> str:
    """Return the number as printed, what it is, its title, and who is to act."""
    number = f"{one['number']}: " if one["number"] else ""
    title = f" “{one['title']}”" if one["title"] else ""
    kind = one["kind"] if number else one["kind"][:1].upper() + one["kind"][1:]
    return f"{number}{kind}{title}{_to(one['addressees'])}{' (fictional sample)' if one['fictional'] else ''}"


def _to(addressees: Sequence[str]) -> str:
    return f", for {'; '.join(addressees)}" if addressees else ""


def _place(one: Entry) -> str:
    title, published = one["publication"], one["published"]
    day = tell_day(dt.date.fromisoformat(published)) if published else "no date"
    # As in citations: a title that tells the year tells the day as well.
    when = "" if published and published[:4] in title else f", {day}"
    page = f", page {one['page']}" if one["page"] else ""
    status = one.get("publication_status", "current")
    return f"{title}{when}{page}{'' if status == 'current' else f' ({status})'}"


def _notes(one: Entry) -> list[str]:
    again = [f"page {place['page']}" if place["page"] else "another place" for place in one["also_at"]]
    found = [f"Printed again: {', '.join(again)}"] if again else []
    found += [f"Response: {one['status']}"] if one["status"] != NO_RESPONSE else []
    found += [f"To look at: {one['uncertain']}"] if one["uncertain"] else []
    found += [f"A person has {one['decision']} it"] if one["decision"] else []
    return found + ([f"Found as: “{one['printed']}”"] if one["printed"] else [])
