"""Makes readings of labelled documents: written as a page or as text, and read with the project's own readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from ingest.documents import Description, Reading, Speaker
from ingest.html import read_html
from ingest.letters import find_letter
from ingest.readings import make_reading
from ingest.text import read_text
from tests.ingest.builders import limits
from tests.recommendations.documents import Document


def read_page(document: Document) -> Reading:
    """Return the reading of a document that is written as an HTML page, with tables and boxes."""
    body = "\n".join(_tags(document["blocks"]))
    page = f"<html><body><main>{body}</main></body></html>"
    return make_reading(read_html(page.encode()), reader="html", limits=limits())


def read_markdown(document: Document) -> Reading:
    """Return the reading of a document that is written as Markdown; it must hold no table, which Markdown lacks."""
    text = "\n\n".join(_paragraphs(document["blocks"])) + "\n"
    return make_reading(read_text(text.encode()), reader="text", limits=limits())


def describe(document: Document, reading: Reading) -> Description:
    """Return the description of a document: as labelled, and the letter that its reading shows."""
    return Description(
        document["title"],
        document["kind"],
        Speaker(document["speaker"]),
        document["published"],
        fictional=True,
        letter=find_letter(reading) if document["kind"] == "letter" else None,
    )


def has_table(document: Document) -> bool:
    """Say whether a document holds a table."""
    return any("table" in block for block in document["blocks"])


def _tags(blocks: Sequence[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if "heading" in block:
            yield f"<h{block['level']}>{escape(block['heading'])}</h{block['level']}>"
        elif "paragraph" in block:
            yield f"<p>{escape(block['paragraph'])}</p>"
        elif "box" in block:
            yield f"<blockquote><p>{escape(block['box'])}</p></blockquote>"
        elif "table" in block:
            yield _table(block["table"])
        else:
            items = "".join(f"<li>{escape(item)}</li>" for item in block.get("items") or block["numbered"])
            yield f"<ul>{items}</ul>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *others = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    lines = [head.replace("td>", "th>"), *others]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _paragraphs(blocks: Sequence[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if "heading" in block:
            yield "#" * block["level"] + " " + block["heading"]
        elif "paragraph" in block:
            yield block["paragraph"]
        elif "box" in block:
            yield "> " + block["box"]
        elif "items" in block:
            yield "\n".join(f"- {item}" for item in block["items"])
        else:
            yield "\n".join(block["numbered"])
