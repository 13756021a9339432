from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from pathlib import Path

import pytest

from ingest.collection import Collection, list_collection
from ingest.documents import Document, Failure, Locator, Speaker
from ingest.errors import NothingFound
from ingest.sidecars import Stated
from tests.ingest.builders import limits, texts
from tests.ingest.pdfs import write_pdf

KEY = "lighthouse"
LOCKED = write_pdf(["Text"], password=KEY)
GOOD = "The Panel met in May.\n"


def write(folder: Path, name: str, content: str | bytes = GOOD) -> Path:
    """Write a file, and the folders on the way to it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(collection: Collection) -> tuple[list[Document], list[Failure]]:
    """Return what was read and what could not be."""
    found = list(collection.read(limits()))
    return [d for d in found if isinstance(d, Document)], [f for f in found if isinstance(f, Failure)]


def rows(*given: object) -> str:
    """Return lines of JSON, or of whatever stands for it."""
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in given)


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    """A path with nothing at it is an error that names it and says what to do."""
    with pytest.raises(NothingFound, match=r"^There is nothing at .*/none; check the path and try again\.$"):
        list_collection([write(tmp_path, "a.txt"), tmp_path / "none"])


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    """A folder without documents is an error that says which endings are read."""
    write(tmp_path, "README.md")
    with pytest.raises(NothingFound, match=r"add files ending in \.docx, \.eml, .*\.txt, \.zip or \.jsonl\.$"):
        list_collection([tmp_path])


def test_a_folder_is_listed_in_order_without_what_is_no_document(tmp_path: Path) -> None:
    """Files of a folder and its folders are listed once, without hidden files, sidecars, read-mes and licences."""
    documents = ["a/c.md", "a.pdf", "b.txt", "x.docx"]
    for name in reversed(documents):
        write(tmp_path, name)
    for name in (".hidden.txt", ".git/d.txt", "b.txt.meta.yaml", "readme.md", "a/README.txt", "LICENSE", "licence.txt"):
        write(tmp_path, name)
    collection = list_collection([tmp_path, tmp_path / "b.txt"])
    assert [file.relative_to(tmp_path).as_posix() for file in collection.files] == documents


def test_a_file_that_is_named_is_listed_whatever_it_is_called(tmp_path: Path) -> None:
    """What a person points at is taken, also a read-me."""
    assert [file.name for file in list_collection([write(tmp_path, "README.md")]).files] == ["README.md"]


def test_a_document_knows_where_it_comes_from(tmp_path: Path) -> None:
    """Place, name and digest of a file are kept with its reading and its description."""
    file = write(tmp_path, "harbour.txt")
    (document,), failures = read(list_collection([file]))
    assert failures == []
    assert document.locator == Locator("file", file.as_posix())
    assert (document.file, document.description.title) == ("harbour.txt", "harbour")
    assert document.digest == hashlib.sha256(GOOD.encode()).hexdigest()
    assert (document.reading.reader, texts(document.reading)) == ("text", ["The Panel met in May."])


def test_each_ending_has_its_reader(tmp_path: Path) -> None:
    """Endings are known in capitals too."""
    write(tmp_path, "a.TXT")
    write(tmp_path, "b.Md")
    write(tmp_path, "c.PDF", write_pdf(["The Panel met in May."]))
    write(tmp_path, "d.JSONL", rows({"_id": "1", "text": "The Panel met in May."}))
    documents, failures = read(list_collection([tmp_path]))
    assert failures == []
    assert [d.reading.reader for d in documents] == ["text", "text", "pdf", "passage"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "this file is empty; add the document's text to it, or remove it"),
        ("spaces.pdf", b" \n", "this file is empty; add the document's text to it, or remove it"),
        ("binary.txt", b"\x89PNG\x00\x01", "this is not a text file although its name says so; give it the"),
        ("latin.md", b"caf\xe9", "byte 4 is not UTF-8; save the file as UTF-8 text and add it again"),
        ("sheet.xlsx", b"PK", ".xlsx cannot be read; add it as .docx, .eml, "),
        ("Makefile", b"all:", "a file without an ending cannot be read; add it as .docx, "),
        ("cut.pdf", b"%PDF-1.4\n", "this PDF is damaged and cannot be opened; download it again"),
        ("locked.pdf", LOCKED, "this PDF is encrypted; remove its password and add"),
        ("blank.pdf", write_pdf([]), "this PDF holds no words; add a copy that does"),
        ("big.txt", b"word " * 50_000, "it is 0.2 MB and the limit is 0.1 MB; raise PANEL_MAX_DOCUMENT_MB or split it"),
    ],
)
def test_a_bad_file_is_reported_and_the_others_are_read(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """A file that cannot be read yields its place and one line on what is wrong and how to mend it; others are read."""
    bad = write(tmp_path, name, content)
    write(tmp_path, "another.txt")
    write(tmp_path, "zebra.txt")
    documents, (failure,) = read(list_collection([tmp_path], most_megabytes=0.1))
    assert [document.file for document in documents] == ["another.txt", "zebra.txt"]
    assert failure.locator == Locator("file", bad.as_posix())
    assert failure.reason.startswith(reason)
    assert "\n" not in failure.reason


def test_a_file_that_has_gone_is_reported(tmp_path: Path) -> None:
    """A file that was listed and is not there any more is a failure like any other, ready passages too."""
    files = [write(tmp_path, "a.txt"), write(tmp_path, "b.jsonl")]
    collection = list_collection([tmp_path])
    for file in files:
        file.unlink()
    documents, failures = read(collection)
    assert documents == []
    assert [failure.reason for failure in failures] == [
        "the file cannot be opened (No such file or directory); check its permissions"
    ] * 2


def test_a_name_that_is_no_text_is_reported(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is a failure, and its place can be printed."""
    try:
        write(tmp_path, os.fsdecode(b"caf\xe9.txt"))
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    _, (failure,) = read(list_collection([tmp_path]))
    assert failure.reason == "the name of this file is not UTF-8; rename it"
    assert failure.locator.place.endswith("caf?.txt")


def test_a_bad_sidecar_is_reported_with_its_document(tmp_path: Path) -> None:
    """A document whose sidecar is wrong is not read, and the reason names the sidecar."""
    write(tmp_path, "a.txt")
    write(tmp_path, "a.txt.meta.yaml", "published: soon\n")
    documents, (failure,) = read(list_collection([tmp_path]))
    assert documents == []
    assert failure.reason == "a.txt.meta.yaml: published is not a date: 'soon'; write it as YYYY-MM-DD"


def test_options_count_over_the_sidecar_and_the_sidecar_over_the_document(tmp_path: Path) -> None:
    """What is stated for all documents counts first, then the sidecar, then what the document says of itself."""
    write(tmp_path, "a.txt", "9 June 2031\n\nDear partners,\n\nThis is a circular.\n\nYours,\n\nImogen Testwell\n")
    write(tmp_path, "a.meta.yaml", "kind: circular\nspeaker: panel\ntitle: The first circular\n")
    (document,), _ = read(list_collection([tmp_path], stated=Stated(title="Another title")))
    found = document.description
    assert (found.title, found.kind, found.speaker) == ("Another title", "circular", Speaker.PANEL)
    assert found.published == dt.date(2031, 6, 9)
    assert found.letter is not None


def test_what_is_listed_whole_is_a_scope(tmp_path: Path) -> None:
    """Folders and collections of ready passages are listed whole; a single file says nothing about its neighbours."""
    single = write(tmp_path, "single.txt")
    folder = write(tmp_path, "folder/a.txt").parent
    ready = [write(tmp_path, "ready.jsonl"), write(tmp_path, "more.JSONL")]
    assert list_collection([single, folder, *ready]).scopes() == (
        Locator("file", f"{folder.as_posix()}/"),
        Locator("jsonl", f"{tmp_path}/ready.jsonl#"),
        Locator("jsonl", f"{tmp_path}/more.JSONL#"),
    )


def test_every_row_is_a_publication(tmp_path: Path) -> None:
    """A row of ready passages keeps its id, its title, its address and its date, and blank lines are passed over."""
    first = {"_id": "one", "title": "First", "text": GOOD, "url": "https://panel.example/1", "published": "2031-06-09"}
    file = write(
        tmp_path, "ready.jsonl", rows(first, "", {"_id": "two", "title": "", "text": "# No heading", "more": 1})
    )
    (one, two), failures = read(list_collection([file]))
    assert failures == []
    assert (one.locator, one.publication_id) == (Locator("jsonl", f"{tmp_path}/ready.jsonl#one"), "one")
    assert (one.description.title, one.description.kind) == ("First", "passage")
    assert (one.description.url, one.description.published) == ("https://panel.example/1", dt.date(2031, 6, 9))
    assert (two.publication_id, two.description.title, texts(two.reading)) == ("two", "two", ["No heading"])
    assert one.digest != two.digest


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{not JSON", "line 2: it is not JSON; write one object per line"),
        ("[" * 100_000, "line 2: it is not JSON; write one object per line"),
        ('{"_id": "x", "text": "\\ud800"}', "line 2: it is not JSON; write one object per line"),
        ([1, 2], 'line 2: it needs "_id" and "text", both as strings that are not empty'),
        ({"_id": "x"}, 'line 2: it needs "_id" and "text", both as strings that are not empty'),
        ({"text": "words"}, 'line 2: it needs "_id" and "text", both as strings that are not empty'),
        ({"_id": 7, "text": "words"}, 'line 2: it needs "_id" and "text", both as strings that are not empty'),
        ({"_id": "", "text": "words"}, 'line 2: it needs "_id" and "text", both as strings that are not empty'),
        ({"_id": "x", "text": " – "}, "line 2: there are no words in it; add the document's text, or remove it"),
        ({"_id": "x", "text": "words", "published": "May"}, "line 2: the row: published is not a date: 'May'"),
        ({"_id": "x", "text": "words", "title": 7}, "line 2: the row: title must be words"),
        ({"_id": "x", "text": "word " * 50_000}, "line 2: it is 0.2 MB and the limit is 0.1 MB"),
    ],
    ids=range(12),
)
def test_a_bad_row_is_reported_by_its_number(tmp_path: Path, row: object, reason: str) -> None:
    """A row that cannot be read is reported with the number of its line, and the others are read."""
    good = [{"_id": name, "text": GOOD} for name in ("one", "three")]
    file = write(tmp_path, "ready.jsonl", rows(good[0], row, good[1]))
    documents, (failure,) = read(list_collection([file], most_megabytes=0.1))
    assert [document.publication_id for document in documents] == ["one", "three"]
    assert failure.locator == Locator("jsonl", f"{tmp_path}/ready.jsonl#line 2")
    assert failure.reason.startswith(reason)


def test_a_row_that_is_no_utf_8_is_reported(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 spoil only the row they stand in."""
    data = b'{"_id": "\xe9", "text": "a"}\n' + rows({"_id": "one", "text": GOOD}).encode()
    documents, (failure,) = read(list_collection([write(tmp_path, "ready.jsonl", data)]))
    assert [document.publication_id for document in documents] == ["one"]
    assert failure.reason.startswith("line 1: it is not JSON")


def test_a_repeated_row_is_reported(tmp_path: Path) -> None:
    """A row whose id stands in an earlier line is refused by its number; the earlier row is kept."""
    twice = [
        {"_id": "one", "text": "The first."},
        {"_id": "two", "text": "Another."},
        {"_id": "one", "text": "A third."},
    ]
    documents, (failure,) = read(list_collection([write(tmp_path, "ready.jsonl", rows(*twice))]))
    assert [texts(document.reading) for document in documents] == [["The first."], ["Another."]]
    assert failure.reason == 'line 3: its "_id" stands in line 1 too; give each row its own'
