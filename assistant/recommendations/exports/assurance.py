"""A blank assurance table: each recommendation, and what a partnership writes beside it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.recommendations.entries import Recommendation
from assistant.recommendations.exports.about import About, tell_about
from assistant.recommendations.exports.columns import Cell, Column, Shape, name_publication, pick_columns
from assistant.recommendations.exports.to_docx import name_entry
from assistant.recommendations.exports.to_xlsx import write_workbook
from assistant.recommendations.exports.word import Links, Run, write_document, write_paragraph, write_table

TITLE = "Assurance table"
WHAT = "Each recommendation as printed, with room for your own evidence, its owner, the date and the status."
STATUSES = ("not started", "in progress", "done", "not applicable to us")


def _leave_blank(_: Recommendation) -> Cell:
    return None


COLUMNS = (
    *pick_columns("id", "number", "recommendation", "addressed_to", "publication", "published", "page", "link"),
    Column("our_local_evidence", "What you can show.", _leave_blank, 50),
    Column("owner", "Who answers for it.", _leave_blank, 20),
    Column("date", "When you last looked.", _leave_blank, 12, Shape.DAY),
    Column("status", f"One of: {', '.join(STATUSES)}.", _leave_blank, 20, choices=STATUSES),
)
HEAD = ("Id", "Recommendation", "Publication", "Page", "Our local evidence", "Owner", "Date", "Status")
WIDTHS = (1200, 4370, 1800, 800, 2900, 1100, 1100, 1300)


def write_assurance_xlsx(entries: Sequence[Recommendation], *, about: About) -> bytes:
    """Return a workbook with a row for each entry, whose status is chosen from a list."""
    lines = [*tell_about(about, entries=entries, what=WHAT), ("Status", f"One of: {', '.join(STATUSES)}.")]
    return write_workbook(entries, title=TITLE, columns=COLUMNS, lines=lines)


def write_assurance_docx(entries: Sequence[Recommendation], *, about: About) -> bytes:
    """Return a document in landscape with one table."""
    links = Links()
    lines = [*tell_about(about, entries=entries, what=WHAT), ("Status", f"Write one of: {', '.join(STATUSES)}.")]
    body = [
        write_paragraph("Title", TITLE, links=links),
        *(write_paragraph("Normal", Run(f"{name}: ", bold=True), said, links=links) for name, said in lines),
        write_paragraph("Heading1", "The table", links=links),
        write_table(HEAD, map(_write_row, entries), widths=WIDTHS),
    ]
    return write_document(TITLE, "".join(body), links=links, wide=True)


def _write_row(entry: Recommendation) -> tuple[str, ...]:
    words = f"{name_entry(entry)}: “{entry.text}”"
    return (entry.id, words, name_publication(entry), str(entry.page or ""), "", "", "", "")
