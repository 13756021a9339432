from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest

from tests.api.serving import panel_serve
from tests.assistant.recommendations.exports.reading import open_book
from tests.functional.door import Door


def test_what_is_listed_can_be_written(samples: Door, tmp_path: Path) -> None:
    """One command writes what it would list into every kind of file, and says how many entries there are."""
    asked = ("recommendations", "--kind", "national-recommendation", "--from", "2032-01-01")
    ids = [one["id"] for one in samples.run(*asked, "--json").json["items"]]
    names = {"--csv": "a.csv", "--xlsx": "b.xlsx", "--docx": "c.docx", "--assurance": "d.docx"}
    ended = samples.run(*asked, *(word for option, name in names.items() for word in (option, tmp_path / name)))
    assert (ended.code, ended.err) == (0, "")
    assert [f"Written: {len(ids)} entries to {tmp_path / name}" in ended.out for name in names.values()] == [True] * 4
    rows = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig")))
    assert [row["id"] for row in rows] == ids
    book = open_book((tmp_path / "b.xlsx").read_bytes())
    assert [row[0] for row in book.rows(1)[1:]] == ids
    assert "Kind: national recommendation; Published on or after: 1 January 2032" in str(book.rows(2))
    for name in ("c.docx", "d.docx"):
        text = zipfile.ZipFile(tmp_path / name).read("word/document.xml").decode()
        assert [one for one in ids if one not in text] == []


def test_files_are_written_while_the_folder_is_served(samples: Door, tmp_path: Path) -> None:
    """Beside ``panel serve`` the same files are written, here and not there."""
    with panel_serve(samples):
        ended = samples.run("recommendations", "--text", "pool", "--assurance", tmp_path / "table.xlsx")
    assert (ended.code, ended.err) == (0, "")
    assert "Written: 1 entry to " in ended.out
    assert len(open_book((tmp_path / "table.xlsx").read_bytes()).rows(1)) == 2


@pytest.mark.parametrize(
    ("option", "name", "sentence"),
    [
        ("--assurance", "table.ods", "has no known ending; call it .xlsx or .docx."),
        ("--csv", "nowhere/a.csv", "cannot be a file; name one in a folder that is there."),
        ("--xlsx", ".", "cannot be a file; name one in a folder that is there."),
    ],
)
def test_a_file_that_cannot_be_is_said(samples: Door, tmp_path: Path, option: str, name: str, sentence: str) -> None:
    """Where a file cannot be written, one sentence says why, before anything is looked for."""
    ended = samples.run("recommendations", option, tmp_path / name)
    assert (ended.code, ended.only_error().endswith(sentence)) == (2, True)
