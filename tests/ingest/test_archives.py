from __future__ import annotations

import zipfile
from pathlib import Path

from ingest.collection import list_collection
from ingest.documents import Document, Failure
from tests.ingest.builders import limits


def pack(path: Path, members: dict[str, str | bytes]) -> Path:
    """Write an archive with these members."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def read(path: Path) -> tuple[list[Document], list[Failure]]:
    """Return what an archive gives, and what in it cannot be read."""
    found = list(list_collection([path]).read(limits()))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Failure)]


def test_an_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    """Every document in it is read, with its sidecar, at a place below the archive."""
    path = pack(
        tmp_path / "all.zip",
        {
            "letters/a.txt": "The Panel met in May.",
            "letters/a.txt.meta.yaml": "title: A meeting",
            "b.md": "# Gulls\n\nThey nest in spring.",
            ".hidden/c.txt": "Never.",
        },
    )
    documents, failures = read(path)
    assert failures == []
    assert {one.locator.place: one.description.title for one in documents} == {
        f"{path.as_posix()}!/letters/a.txt": "A meeting",
        f"{path.as_posix()}!/b.md": "Gulls",
    }


def test_what_is_unsafe_or_unknown_is_reported(tmp_path: Path) -> None:
    """A path that leads out, an archive in the archive and an unknown format are failures; the rest is read."""
    path = pack(
        tmp_path / "all.zip",
        {"../out.txt": "Out.", "inner.zip": b"PK", "sheet.xlsx": b"PK", "good.txt": "The Panel met in May."},
    )
    documents, failures = read(path)
    assert [one.file for one in documents] == ["good.txt"]
    assert len(failures) == 3
    assert all(one.reason and "\n" not in one.reason for one in failures)
    assert not (tmp_path.parent / "out.txt").exists()


def test_a_bomb_is_refused_as_a_whole(tmp_path: Path) -> None:
    """An archive that unpacks to thousands of times its size gives nothing but the reason."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.txt", b" " * 60_000_000)
    documents, (failure,) = read(path)
    assert documents == []
    assert "unpacks to far more" in failure.reason


def test_what_leaves_an_archive_leaves_its_scope(tmp_path: Path) -> None:
    """An archive is listed whole: its places are a scope, so that what is no longer in it can be withdrawn."""
    path = pack(tmp_path / "all.zip", {"a.txt": "The Panel met in May."})
    assert [scope.place for scope in list_collection([path]).scopes()] == [f"{path.as_posix()}!"]
