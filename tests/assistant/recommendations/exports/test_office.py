"""LibreOffice opens what is exported, as a person's spreadsheet does."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from assistant.recommendations.entries import Recommendation
from assistant.recommendations.exports.assurance import write_assurance_docx, write_assurance_xlsx
from assistant.recommendations.exports.cells import clean, guard
from assistant.recommendations.exports.columns import COLUMNS
from assistant.recommendations.exports.to_csv import write_csv
from assistant.recommendations.exports.to_docx import write_docx
from assistant.recommendations.exports.to_xlsx import write_xlsx
from tests.assistant.recommendations.exports.builders import ABOUT, make_entry

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (the program soffice), which is not there")

HOSTILE = [
    *("=1+1", "+cmd", "-2", "@SUM(A1:A9)", "\t=1+1", " =1+1", "\r=1+1", "=cmd|' /C calc'!A0", "\uff1d1+1", "'=1+1"),
    '=HYPERLINK("https://panel.example","look")',
    *('"quoted"', 'a "word", and more', "one\nline\r\nand another", "semi;colon;here", "tab\there", ",,,", '";=1+1;"'),
    *("😀 👩‍👧", "שלום עולם", "\u202ereversed", "long " * 6000, "_x0041_", "a\x00b", "<b>&amp;</b>", "  two spaces  "),
]
MARKS = ["3.", "R3", "007", "1.10", "3/4", "1e5", "TRUE", "2021-05-14", "(a)", "=2", "12%"]
ENTRIES = [
    *(make_entry(number, text=text, title=text, addressees=(text,)) for number, text in enumerate(HOSTILE)),
    *(make_entry(100 + place, number=mark) for place, mark in enumerate(MARKS)),
]
AS_TEXT = "CSV:44,34,76,1,,0,true"
"""Commas, quotation marks, UTF-8, from the first row, and "Format quoted field as text"."""
AS_USUAL = "CSV:44,34,76,1,,0,false"
TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
"""What the cells show."""


def convert(data: bytes, name: str, *, folder: Path, to: str = TO_CSV, reader: str = "") -> bytes:
    """Return a file as LibreOffice converts it."""
    (folder / name).write_bytes(data)
    command = [
        *(str(OFFICE), f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}", "--headless"),
        *([f"--infilter={reader}"] if reader else []),
        *("--convert-to", to, "--outdir", str(folder / "made"), str(folder / name)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return (folder / "made" / name).with_suffix(f".{to.partition(':')[0]}").read_bytes()


def read(data: bytes) -> list[list[str]]:
    """Return the rows of a converted file."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def tell(entries: Sequence[Recommendation], *, guarded: bool) -> list[list[str]]:
    """Return the rows that should be shown."""
    rows = [[column.read(entry) for column in COLUMNS] for entry in entries]
    texts = [["" if cell is None else clean(str(cell)) for cell in row] for row in rows]
    return [
        [column.name for column in COLUMNS],
        *([guard(cell) for cell in row] if guarded else row for row in texts),
    ]


def test_the_workbook_shows_every_cell_as_it_is(tmp_path: Path) -> None:
    """No formula is run, no column is shifted, numbers as printed stay text, and dates are YYYY-MM-DD."""
    found = read(convert(write_xlsx(ENTRIES, about=ABOUT), "register.xlsx", folder=tmp_path))
    assert found == tell(ENTRIES, guarded=False)


def test_the_csv_shows_every_cell_as_it_is(tmp_path: Path) -> None:
    """With quoted cells as text every cell is shown as it is written, guarded where it could be run."""
    found = read(convert(write_csv(ENTRIES), "register.csv", folder=tmp_path, reader=AS_TEXT))
    assert found == tell(ENTRIES, guarded=True)


def test_the_csv_opened_as_usual_runs_nothing(tmp_path: Path) -> None:
    """Opened without any choice, only numbers as printed are read as numbers: all else is as written."""
    found = read(convert(write_csv(ENTRIES), "register.csv", folder=tmp_path, reader=AS_USUAL))
    expected = tell(ENTRIES, guarded=True)
    assert [len(row) for row in found] == [len(row) for row in expected]
    number = expected[0].index("number")
    assert [row[:number] + row[number + 1 :] for row in found] == [row[:number] + row[number + 1 :] for row in expected]
    shown = dict(zip(MARKS, (row[number] for row in found[-len(MARKS) :]), strict=True))
    assert {mark: shown[mark] for mark in ("R3", "(a)", "=2", "007", "1.10")} == {
        "R3": "R3",
        "(a)": "(a)",
        "=2": "'=2",
        "007": "7",  # as the documentation warns
        "1.10": "1.1",
    }


def test_the_csv_without_a_word_on_its_encoding(tmp_path: Path) -> None:
    """Converted with no option at all, every row has its columns and every name but the first is as written."""
    found = read(convert(write_csv(ENTRIES), "register.csv", folder=tmp_path))
    assert {len(row) for row in found} == {len(COLUMNS)}
    assert found[0][1:] == [column.name for column in COLUMNS][1:]
    assert found[1][4] == "'=1+1"


def test_the_assurance_workbook_opens(tmp_path: Path) -> None:
    """The blank table shows each entry, and cells to fill in."""
    found = read(convert(write_assurance_xlsx(ENTRIES, about=ABOUT), "assurance.xlsx", folder=tmp_path))
    assert found[0][-4:] == ["our_local_evidence", "owner", "date", "status"]
    assert [row[2] for row in found[1:]] == [clean(entry.text) for entry in ENTRIES]
    assert {cell for row in found[1:] for cell in row[-4:]} == {""}


@pytest.mark.parametrize("write", [write_docx, write_assurance_docx])
def test_documents_open_in_a_word_processor(tmp_path: Path, write: object) -> None:
    """LibreOffice reads a document and writes it again with all its words."""
    assert callable(write)
    made = convert(write(ENTRIES[:12], about=ABOUT), "register.docx", folder=tmp_path, to="docx")
    document = docx.Document(io.BytesIO(made))
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert not [entry.id for entry in ENTRIES[:12] if entry.id not in " ".join(words)]
