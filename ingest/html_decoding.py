"""Finds the characters of a page: https://encoding.spec.whatwg.org/."""

from __future__ import annotations

import codecs
import re

from ingest.errors import UnreadableDocument
from ingest.html_names import named
from ingest.zipped import OLE_CONTAINER

CHARSET = re.compile(
    rb"<!--.*?(?:-->|\Z)|<meta[\s/][^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE | re.DOTALL
)
LOOKED_AT = 4096
WESTERN = "windows-1252"
LABELS = {
    "cp1252": named(
        "ansi_x3.4-1968 ascii cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
        "iso_8859-1:1987 l1 latin-1 latin1 us-ascii x-cp1252 x-user-defined"
    ),
    "cp1254": named("csisolatin5 iso-8859-9 iso8859-9 iso88599 iso_8859-9 l5 latin5"),
    "cp874": named("iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"),
    "gb18030": named("chinese gb2312 gb_2312-80 gbk x-gbk"),
    "cp949": named("euc-kr ks_c_5601-1987 korean ksc5601 windows-949"),
    "cp932": named("shift-jis shift_jis sjis x-sjis"),
    "utf-8": named("unicode-1-1-utf-8"),
}
"""What browsers take some names for: those who write "latin1" mean Windows' superset of it."""
MEANT = {label: name for name, labels in LABELS.items() for label in labels}
ENCODINGS = named(
    "utf-8 utf-16 utf-16-le utf-16-be cp866 koi8-r koi8-u mac-cyrillic mac-roman gb18030 big5 euc_jp iso2022_jp cp932 "
    "cp949 cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 "
    "iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16"
)
"""Those that pages are written in, by Python's names; Python knows others, which are none of texts."""
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
NOT_ASCII = bytes(range(0x80, 0x100))
OTHERS = (
    (b"%PDF-", "a PDF; give it the ending .pdf"),
    (b"PK\x03\x04", "a zip file, as Word and OpenDocument files are; give it its own ending"),
    (OLE_CONTAINER, "a file of an old Office program; save it as .docx, .odt or PDF"),
    (b"{\\rtf", "a file in Rich Text Format; save it as .docx, .odt or PDF"),
)


def decode_html(data: bytes, charset: str | None = None) -> str:
    """Return the characters of a page, with a replacement for what cannot be read.

    A byte order mark counts most, then ``charset`` (what the server said), then what the page says of itself, then what
    fits. ``UnreadableDocument`` where the bytes are those of another format.
    """
    _refuse_others(data)
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    for stated in (_known(charset), _known(_stated_within(data))):
        if stated:
            return data.decode(stated, errors="replace")
    words = data.decode("utf-8", errors="replace")
    return words if _fits(data, words) else data.decode(WESTERN, errors="replace")


def _refuse_others(data: bytes) -> None:
    start = data[:LOOKED_AT].lstrip()
    for mark, name in OTHERS:
        if start.startswith(mark):
            message = f"this is not HTML although its name says so: it is {name}"
            raise UnreadableDocument(message)


def _known(charset: str | None) -> str | None:
    """Return Python's name of an encoding; None where there is none of this name."""
    label = (charset or "").strip(" \t\r\n\f\"'").lower()
    try:
        name = codecs.lookup(MEANT.get(label, label)).name
    except (LookupError, ValueError):
        return None
    return name if name in ENCODINGS else None


def _stated_within(data: bytes) -> str | None:
    """Return the encoding that a page names in its head; what stands in a comment says nothing."""
    found = next((one for one in CHARSET.finditer(data[:LOOKED_AT]) if one[1]), None)
    said = found[1].decode("ascii", errors="replace") if found else None
    # A page that could be read up to here is not in UTF-16, whatever it says.
    return "utf-8" if said and said.lower().startswith("utf-16") else said


def _fits(data: bytes, words: str) -> bool:
    """Say whether bytes are UTF-8, but for a few that are damaged."""
    wrong = words.count("\ufffd")
    right = len(words) - wrong - len(data.translate(None, delete=NOT_ASCII))
    return not wrong or wrong < right
