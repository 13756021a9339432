"""The register as a workbook for Excel and LibreOffice."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.recommendations.entries import Recommendation
from assistant.recommendations.exports.about import About, tell_about
from assistant.recommendations.exports.book import make_book
from assistant.recommendations.exports.columns import COLUMNS, Column
from assistant.recommendations.exports.rows import fill_book

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsx(entries: Sequence[Recommendation], *, about: About) -> bytes:
    """Return a workbook with a row for each entry, and a sheet that says what it is.

    Words are never formulas, and numbers as printed stay text. A link is one where it leads to an address of the web.
    """
    return write_workbook(entries, title="Recommendations", columns=COLUMNS, lines=tell_about(about, entries=entries))


def write_workbook(
    entries: Sequence[Recommendation], *, title: str, columns: Sequence[Column], lines: Sequence[tuple[str, str]]
) -> bytes:
    """Return a workbook with these columns, whose second sheet has these lines."""
    return fill_book(make_book(title, columns, rows=len(entries), about=lines), columns, entries)
