"""The labelled documents: what they print, what in it is an entry of the register, and what only looks like one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).with_name("labelled")
FIRST_FROZEN = 89
"""Files with this number or a greater one are for judging alone."""

Document = dict[str, Any]


@cache
def read_documents() -> dict[str, Document]:
    """Return each labelled document by its file's name without the ending, in the order of their numbers."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}


def is_frozen(name: str) -> bool:
    """Whether the document of that name (without the ending) is kept for judging alone."""
    return int(name.split("-", maxsplit=1)[0]) >= FIRST_FROZEN


def read_printed(document: Document) -> Iterator[tuple[str | None, str]]:
    """Yield each heading, paragraph, item and cell in reading order, with the heading that it stands under."""
    heading = None
    for block in document["blocks"]:
        heading = block.get("heading", heading)
        yield from ((heading, text) for text in _texts(block))


def print_text(document: Document) -> str:
    """Return all that the document prints, joined with single spaces."""
    return squeeze(" ".join(text for _, text in read_printed(document)))


def print_section(document: Document, heading: str | None) -> str:
    """Return what stands under the heading, itself included; under None what stands before the first one."""
    return squeeze(" ".join(text for above, text in read_printed(document) if above == heading))


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one space."""
    return " ".join(text.split())


def _texts(block: dict[str, Any]) -> list[str]:
    """Return the texts of one block: a heading, paragraph or box is one, a list its items, a table its cells."""
    ((_, content),) = [(key, value) for key, value in block.items() if key != "level"]
    if isinstance(content, str):
        return [content]
    return [cell for row in content for cell in ([row] if isinstance(row, str) else row)]
