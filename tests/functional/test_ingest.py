from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT, copy_folder
from tests.functional.conftest import count_vectors
from tests.functional.door import Door, Ended, write_lines
from tests.ingest.test_ocr import TEXT, draw, needs_tesseract, scan
from tests.samples import COUNT

SAMPLES = ROOT / "samples"
TIDES = "The tide in the harbour turns at noon on working days.\n"
FERRY = "# Ferry\n\nThe ferry to the island leaves at nine from the north pier.\n"
PDF = b"""%%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>> endobj
4 0 obj <</Filter /Standard /V 1 /R 2 /P -4 /O (%b) /U (%b)>> endobj
trailer <</Root 1 0 R /Size 5 %b>>
"""


def make_pdf(trailer: bytes = b"") -> bytes:
    """Return a page without text; what is put into its trailer may encrypt it."""
    return PDF % (b"o" * 32, b"u" * 32, trailer)


BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "not a text file"),
    "latin.txt": ("The café is closed.\n".encode("latin-1"), "UTF-8"),
    "damaged.pdf": (b"%PDF-1.7\nnothing more", "damaged"),
    "encrypted.pdf": (make_pdf(b"/Encrypt 4 0 R /ID [(a) (a)]"), "password"),
    "wordless.pdf": (make_pdf(), "no words"),
    "large.txt": (b"The tide turns. " * 40_000, "PANEL_MAX_DOCUMENT_MB"),
    "odd.docx": (b"PK", ".docx"),
    "dated.txt": (TIDES.encode(), "dated.txt.meta.yaml"),
    "soon.txt": (TIDES.encode(), "YYYY-MM-DD"),
}
"""Documents that cannot be read, each with a word of the reason."""


def counts(ended: Ended) -> dict[str, int]:
    """Return what the closing table says."""
    heading, numbers = (line for line in ended.out.splitlines() if re.search(r"\w", line) and "Failed" not in line)
    return dict(zip(re.findall(r"\w+", heading), map(int, re.findall(r"\d+", numbers)), strict=True))


def failures(ended: Ended) -> list[str]:
    """Return the lines that say what failed."""
    return [line for line in ended.out.splitlines() if line.startswith("Failed: ")]


def titles(ended: Ended) -> set[str]:
    """Return the titles of what a search found."""
    return {hit["title"] for hit in ended.json}


def test_samples_are_added_once(embedded_folder: Path, tmp_path: Path) -> None:
    """The first run adds all samples; a second one finds all unchanged and embeds nothing."""
    door = Door(copy_folder(embedded_folder, tmp_path / "data"))
    first = door.run("ingest", SAMPLES)
    before = count_vectors(door.data)
    again = door.run("ingest", SAMPLES)
    assert (first.code, first.err, again.code, again.err) == (0, "", 0, "")
    assert counts(first) == {"added": COUNT, "updated": 0, "unchanged": 0, "withdrawn": 0, "failed": 0}
    assert counts(again) == {"added": 0, "updated": 0, "unchanged": COUNT, "withdrawn": 0, "failed": 0}
    assert count_vectors(door.data) == before


@pytest.fixture
def bad_folder(tmp_path: Path) -> Path:
    """A folder with two good documents and many bad ones."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, (content, _) in BAD.items():
        (folder / name).write_bytes(content)
    (folder / "dated.txt.meta.yaml").write_text("published: 2031-02-31\n")
    (folder / "soon.txt.meta.yaml").write_text("published: soon\n")
    (folder / "harbour.txt").write_text(TIDES)
    (folder / "zenith.md").write_text(FERRY)
    write_lines(
        folder / "rows.jsonl", {"_id": "r1", "title": "Gulls", "text": "Gulls nest on the roof."}, b"no", {"_id": 2}
    )
    return folder


def test_bad_documents_stop_nothing(door: Door, bad_folder: Path) -> None:
    """Each bad document has one line that says what is wrong with it, and the good ones beside it are in."""
    ended = door.run("ingest", bad_folder, bad_folder / "nowhere.txt", PANEL_MAX_DOCUMENT_MB="0.5")
    lines = failures(ended)
    assert (ended.code, ended.err) == (1, "")
    assert counts(ended) == {"added": 3, "updated": 0, "unchanged": 0, "withdrawn": 0, "failed": len(BAD) + 3}
    assert len(lines) == len(BAD) + 3
    for name, (_, word) in BAD.items():
        (line,) = (line for line in lines if line.startswith(f"Failed: {bad_folder / name}: "))
        assert word in line
    assert any("nowhere.txt: There is nothing at" in line for line in lines)
    assert sum("rows.jsonl" in line for line in lines) == 2
    found = door.run("search", "tide, ferry and gulls", "--json")
    assert {hit["publication_id"] for hit in found.json} > {"r1"}
    assert len(found.json) == 3


def test_what_became_of_documents_is_told_as_json(door: Door, tmp_path: Path) -> None:
    """With --json the counts and the failures are one object."""
    (tmp_path / "tides.txt").write_text(TIDES)
    (tmp_path / "empty.txt").write_text("")
    ended = door.run("ingest", tmp_path / "tides.txt", tmp_path / "empty.txt", "--json")
    (failure,) = ended.json.pop("failures")
    assert ended.code == 1
    assert {key: ended.json[key] for key in ("added", "updated", "unchanged", "withdrawn", "failed")} == {
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "withdrawn": 0,
        "failed": 1,
    }
    assert failure["place"] == str(tmp_path / "empty.txt")
    assert "empty" in failure["reason"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.txt"], "There is nothing at nowhere.txt; check the path and try again."),
        ([".", "--published", "soon"], "write it as YYYY-MM-DD"),
        ([".", "--kind", "poem"], "use one of letter,"),
    ],
)
def test_a_command_that_cannot_be_carried_out_is_told(door: Door, words: list[str], said: str) -> None:
    """A path with nothing at it, or an option that cannot be used, is one line and code 2."""
    ended = door.run("ingest", *words)
    assert ended.code == 2
    assert said in ended.only_error()


def test_a_folder_is_followed(door: Door, tmp_path: Path) -> None:
    """A changed document is updated, and its old words rank behind; one that is gone is no longer found."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "tides.txt").write_text(TIDES)
    (folder / "ferry.md").write_text(FERRY)
    options = ("--kind", "circular", "--speaker", "government", "--published", "2031-05-04")
    door.run("ingest", folder, *options)
    (folder / "tides.txt").write_text(TIDES.replace("noon", "one"))
    (folder / "ferry.md").unlink()
    assert counts(door.run("ingest", folder, *options)) == {
        "added": 0,
        "updated": 1,
        "unchanged": 0,
        "withdrawn": 1,
        "failed": 0,
    }
    hit, earlier = door.run("search", "ferry and tide", "--json", "--kind", "circular", "--from", "2031-05-04").json
    assert ("turns at one" in hit["text"], hit["status"]) == (True, "current")
    assert ("turns at noon" in earlier["text"], earlier["status"]) == (True, "superseded")


@needs_tesseract
def test_recognised_words_are_quoted_with_a_warning(door: Door, tmp_path: Path) -> None:
    """A scanned letter is read, and what is quoted from it says that it was recognised on a picture."""
    (tmp_path / "scan.pdf").write_bytes(scan(draw(TEXT)))
    assert door.run("ingest", tmp_path / "scan.pdf").code == 0
    answer = door.run("ask", "Within how many days should the new area visit a family that moves?", "--json").json
    assert "The new area should visit within ten days" in " ".join(one["quote"] for one in answer["citations"])
    assert "recognised" in {warning["kind"] for warning in answer["warnings"]}


def test_pictures_say_what_would_read_them(door: Door, tmp_path: Path) -> None:
    """Without Tesseract a scanned letter is reported with what to install."""
    (tmp_path / "scan.pdf").write_bytes(scan(draw(TEXT)))
    ended = door.run("ingest", tmp_path / "scan.pdf", PATH="")
    assert ended.code == 1
    assert "install the program tesseract-ocr" in failures(ended)[0]
