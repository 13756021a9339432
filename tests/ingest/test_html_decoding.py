from __future__ import annotations

import pytest

from ingest.errors import UnreadableDocument
from ingest.html_decoding import LABELS, decode_html

COMMENTED = b"<!-- <meta charset=koi8-r> --><meta charset=windows-1252><p>Caf\xe9"


@pytest.mark.parametrize(
    ("data", "charset", "words"),
    [
        ("<p>Café".encode(), None, "Café"),
        ("<meta charset=latin-1><p>Café".encode("latin-1"), None, "Café"),
        ("<p>Café".encode("latin-1"), "iso-8859-1", "Café"),
        ("<p>Café".encode("latin-1"), None, "Café"),
        ("<p>Café".encode("utf-16"), None, "Café"),
        ("<p>Café".encode("utf-16-be"), "utf-16be", "Café"),
        ("<p>Café".encode("utf-8-sig"), "latin-1", "Café"),
        ("<p>Café".encode(), "no-such-charset", "Café"),
        ("<p>Café".encode(), "hex", "Café"),
        ("<meta charset=utf-16><p>Café".encode(), None, "Café"),
        (COMMENTED, None, "Café"),
    ],
)
def test_the_character_set_is_found(data: bytes, charset: str | None, words: str) -> None:
    """A byte order mark counts most, then the server's word, the page's own outside comments, and what fits."""
    assert decode_html(data, charset).endswith(f"<p>{words}")


@pytest.mark.parametrize("name", ["iso-8859-1", "ISO-8859-1", "latin1", "us-ascii", "ascii", "windows-1252"])
def test_old_names_mean_what_browsers_take_them_for(name: str) -> None:
    """Whoever writes "latin1" or "ascii" has the quotation marks and dashes of Windows."""
    data = f"<meta http-equiv=Content-Type content='text/html; charset={name}'>".encode() + b"\x93so\x94 \x96 \x80"
    assert decode_html(data).endswith("“so” – €")
    assert decode_html(b"\x93so\x94", name) == "“so”"


def test_every_label_names_an_encoding() -> None:
    """Each encoding of the table of labels is one that Python reads."""
    for name, labels in LABELS.items():
        for label in labels:
            assert decode_html("<p>x".encode("ascii"), label) == "<p>x"
        assert "x".encode(name) == b"x"


@pytest.mark.parametrize(
    ("data", "charset", "words"),
    [
        ("é – “so” ".encode() + b"\x92", None, "é – “so” \ufffd"),
        (b"it\x92s", "utf-8", "it\ufffds"),
        (b"<meta charset='utf-8'>it\x92s", None, "it\ufffds"),
        (b"it\x92s", None, "it’s"),
    ],
)
def test_a_bad_byte_spoils_no_page(data: bytes, charset: str | None, words: str) -> None:
    """A page that says it is UTF-8, or nearly all of which is, stays so, with a replacement for what is damaged."""
    assert decode_html(data, charset).endswith(words)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\n%PDF-1.7\n", "a PDF"),
        (b"PK\x03\x04rest", "a zip file"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "an old Office program"),
        (b"{\\rtf1 words}", "Rich Text Format"),
    ],
)
def test_other_formats_are_refused(data: bytes, named: str) -> None:
    """A file of another format that is called HTML is refused with the name of what it is."""
    with pytest.raises(UnreadableDocument, match=named):
        decode_html(data)
