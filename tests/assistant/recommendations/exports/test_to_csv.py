from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from assistant.recommendations.exports.cells import clean, is_hostile
from assistant.recommendations.exports.columns import COLUMNS
from assistant.recommendations.exports.to_csv import write_csv
from tests.assistant.recommendations.exports.builders import make_entry

TEXTS = st.text(st.characters(exclude_categories=()))


def read(data: bytes) -> list[dict[str, str]]:
    """Return rows as a program reads them that knows nothing of this one."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_the_file_starts_so_that_excel_reads_it() -> None:
    """A byte order mark comes first, then the names, and each row ends as RFC 4180 says."""
    data = write_csv([make_entry()])
    assert data.startswith(b"\xef\xbb\xbfid,number,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_an_empty_register_has_its_columns() -> None:
    """Without entries the names of the columns stand alone."""
    assert write_csv([]).decode("utf-8-sig") == ",".join(column.name for column in COLUMNS) + "\r\n"


def test_dates_numbers_and_nothing() -> None:
    """A date is YYYY-MM-DD, a page a number, and what is not held an empty cell."""
    (row,) = read(write_csv([make_entry(title=None)]))
    assert (row["published"], row["page"], row["title"], row["number"]) == ("2032-05-14", "12", "", "1.")


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=5))
def test_any_text_comes_back(texts: list[tuple[str, str, str]]) -> None:
    """Any words come back in their own cell, the same but for what the documentation says."""
    entries = [make_entry(text=one, title=two, addressees=(three, two)) for one, two, three in texts]
    rows = read(write_csv(entries))
    assert len(rows) == len(entries)
    for row, (one, two, three) in zip(rows, texts, strict=True):
        found = [row[name] for name in ("recommendation", "title", "addressed_to")]
        assert [cell[1:] if is_hostile(cell) else cell for cell in found] == [
            *map(clean, (one, two, f"{three}; {two}"))
        ]
        assert row["id"] == make_entry().id


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_no_cell_can_be_run(texts: list[str]) -> None:
    """No cell starts with a sign that a spreadsheet runs."""
    rows = read(write_csv([make_entry(text=text, number=text, title=text, section=(text,)) for text in texts]))
    assert not [cell for row in rows for cell in row.values() if cell.lstrip()[:1] in tuple("=+-@")]
