from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from ingest.errors import UnreadableDocument
from ingest.zipped import check_xml, iterate_archive, open_zip
from tests.ingest.office import pack

MEGABYTE = 1024 * 1024


def refusal(data: bytes, **limits: int) -> str:
    """Return the sentence with which a zip file is refused."""
    with pytest.raises(UnreadableDocument) as refused:
        open_zip(data, **limits)
    return str(refused.value)


def told(data: bytes) -> dict[str, str]:
    """Return what an archive gives: words, or the reason why there are none."""
    found = iterate_archive(data)
    return {name: content.decode() if isinstance(content, bytes) else str(content) for name, content in found}


def encrypted(data: bytes) -> bytes:
    """Return a zip file whose headers say that its members are encrypted."""
    changed = bytearray(data)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            changed[at + place] |= 1
            at = data.find(sign, at + 1)
    return bytes(changed)


def link() -> bytes:
    """Return a zip file that holds a symbolic link."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("letter.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "../elsewhere")
    return made.getvalue()


def test_members_are_given_by_name() -> None:
    """Every file is there with its bytes, and folders are no files."""
    assert open_zip(pack({"a.txt": b"one", "folder/": b"", "folder/b.txt": b"two"})) == {
        "a.txt": b"one",
        "folder/b.txt": b"two",
    }


@pytest.mark.parametrize(
    "name", ["../a.txt", "/a.txt", "a/../../b.txt", "C:/a.txt", "C:a.txt", "..\\a.txt", "\\a.txt", "a\nb.txt"]
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    """A name that is absolute, climbs out of its folder, names a drive or holds control characters is refused."""
    assert refusal(pack({name: b"words"})).startswith("it holds a file whose name leads out of its folder")


def test_links_are_refused() -> None:
    """A symbolic link is no document."""
    assert "is a link to somewhere else" in refusal(link())


def test_what_unpacks_to_far_too_much_is_refused() -> None:
    """Files that unpack to many times their size, to more than the limit, or are too many, are refused."""
    bomb = pack({"a.txt": b"\0" * 30 * MEGABYTE})
    assert refusal(bomb).startswith("it unpacks to far more than a document holds")
    assert refusal(pack({"a.txt": b"words"}), most_bytes=4).startswith("it unpacks to far more")
    assert refusal(pack({str(n): b"" for n in range(5)}), most_members=4).startswith(
        "it holds 5 files and the limit is 4"
    )
    assert len(open_zip(pack({"a.txt": b"\0" * MEGABYTE}))["a.txt"]) == MEGABYTE


def test_sizes_are_counted_and_not_believed() -> None:
    """A member whose header says that it is small does not give more than that."""
    data = bytearray(pack({"a.txt": b"\0" * 30 * MEGABYTE}))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(sign) + place, 10)
    assert "damaged" in refusal(bytes(data))


def test_two_members_of_one_name_are_refused() -> None:
    """A name that stands twice says different things to different programs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", "two")
    assert refusal(made.getvalue()).startswith("it holds two files of the name a.txt")


def test_an_archive_gives_documents_and_reasons() -> None:
    """Documents come with their bytes, archives in the archive with a reason, and hidden files not at all."""
    inner = {
        "letter.txt": b"words",
        "more.zip": b"PK",
        ".hidden": b"x",
        "__MACOSX/letter.txt": b"x",
        "deep/b.docx": b"y",
    }
    assert told(pack(inner)) == {
        "letter.txt": "words",
        "more.zip": "an archive in an archive is not opened; add its documents by themselves",
        "deep/b.docx": "y",
    }
    assert "encrypted; remove the password" in told(encrypted(pack({"letter.txt": b"words"})))["letter.txt"]
    assert "leads out of its folder" in told(pack({"../letter.txt": b"words"}))["../letter.txt"]


def test_a_damaged_member_does_not_hide_the_others() -> None:
    """One member that fails its checksum is reported, and those beside it are read."""
    data = bytearray(pack({"a.txt": b"words of the first", "b.txt": b"other"}))
    data[data.find(b"a.txt") + 5] ^= 0xFF
    found = told(bytes(data))
    assert (found["a.txt"], found["b.txt"]) == ("its part a.txt is damaged; download the file again", "other")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_an_archive_that_was_cut_off_is_refused(share: float) -> None:
    """A file that is not whole is damaged."""
    data = pack({"a.txt": b"words", "b.txt": b"other words"})
    with pytest.raises(UnreadableDocument, match="damaged"):
        list(iterate_archive(data[: int(len(data) * share)]))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "declares entities of its own"),
        ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>".encode("utf-16"), "declares entities of its own"),
        (b"<?xml version='1.0' encoding='utf-7'?><a/>", "damaged"),
        (b"<a>", "damaged"),
        (b"<a>" + b"<b/>" * 1_000_001 + b"</a>", "longer than the longest books"),
    ],
)
def test_harmful_xml_is_refused(content: bytes, reason: str) -> None:
    """Document types in any encoding, broken XML and far too many tags are refused before a tree is built."""
    with pytest.raises(UnreadableDocument, match=reason):
        check_xml({"word/document.xml": content})
