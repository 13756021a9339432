"""Small real files for the stand-in for GOV.UK: PDF, ODT, DOCX and CSV, the same bytes for the same words."""

from __future__ import annotations

import csv
import io
import textwrap
import zipfile
from collections.abc import Callable, Mapping
from html import escape

from tests.fakes.govuk_wording import Wording
from tests.ingest.pdfs import Words, write_pdf

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": "application/pdf", "odt": ODT, "docx": DOCX, "csv": "text/csv"}
"""The media type of each ending, as GOV.UK says it."""
ALWAYS = (2031, 1, 1, 0, 0, 0)
"""The time of every entry of an archive, so that the same words give the same bytes."""

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODT_ROOT = f'xmlns:office="{OFFICE}:office:1.0" xmlns:text="{OFFICE}:text:1.0" office:version="1.3"'
ODT_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
OPENXML = "http://schemas.openxmlformats.org"
DOCX_TYPES = (
    f'<Types xmlns="{OPENXML}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/></Types>'
)
DOCX_START = (
    f'<Relationships xmlns="{OPENXML}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{OPENXML}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def make_file(ending: str, wording: Wording) -> bytes:
    """Return a file of this kind that says these words."""
    return MAKERS[ending](wording)


def make_pdf(wording: Wording) -> bytes:
    """Return a PDF file of one page."""
    lines = textwrap.wrap(wording.text, 80)
    return write_pdf([Words(wording.title, size=20, bold=True), *lines], title=wording.title)


def make_odt(wording: Wording) -> bytes:
    """Return an OpenDocument text: a heading, and one paragraph for each sentence."""
    heading = f'<text:h text:outline-level="1">{escape(wording.title)}</text:h>'
    body = heading + "".join(f"<text:p>{escape(sentence)}</text:p>" for sentence in wording.sentences)
    content = (
        f"<office:document-content {ODT_ROOT}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    # The format wants the media type first and uncompressed, so that it can be read without unpacking.
    return _pack({"mimetype": ODT, "META-INF/manifest.xml": ODT_MANIFEST, "content.xml": content}, stored="mimetype")


def make_docx(wording: Wording) -> bytes:
    """Return a Word document: one paragraph for the title and for each sentence."""
    texts = (wording.title, *wording.sentences)
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)
    document = f'<w:document xmlns:w="{OPENXML}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    return _pack({"[Content_Types].xml": DOCX_TYPES, "_rels/.rels": DOCX_START, "word/document.xml": document})


def make_csv(wording: Wording) -> bytes:
    """Return a table with one row for each sentence."""
    table = io.StringIO(newline="")
    csv.writer(table).writerows([("Number", "What was seen"), *enumerate(wording.sentences, start=1)])
    return table.getvalue().encode()


Make = Callable[[Wording], bytes]
MAKERS: Mapping[str, Make] = {"pdf": make_pdf, "odt": make_odt, "docx": make_docx, "csv": make_csv}


def _pack(parts: Mapping[str, str], *, stored: str = "") -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, ALWAYS)
            entry.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            head = "" if name == stored else '<?xml version="1.0" encoding="UTF-8"?>\n'
            archive.writestr(entry, head + text)
    return data.getvalue()
