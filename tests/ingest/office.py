"""Makes Word, OpenDocument and e-mail files for tests: real files around the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
import odfdo

WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
ROOTS = {"document": "document", "styles": "styles", "numbering": "numbering", "settings": "settings"}
NEW_ROOTS = {"footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}
RELATIONS = "word/_rels/document.xml.rels"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing")),
        *(("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
    )
)


def word_file(body: str, **parts: str) -> bytes:
    """Return a Word document with this XML in its body and in other parts (``footnotes``, ``header``, …)."""
    made = io.BytesIO()
    docx.Document().save(made)
    members = unpack(made.getvalue())
    xml = {"document": f"<w:body>{body}<w:sectPr/></w:body>", **parts}
    for name, inner in xml.items():
        root = ROOTS.get(name) or NEW_ROOTS[name]
        members[f"word/{name}.xml"] = f"<w:{root} {WORD}>{inner}</w:{root}>".encode()
        if name in NEW_ROOTS:
            _refer(members, name)
    return pack(members)


def open_file(body: str, *, styles: str = "", master: str = "", common: str = "") -> bytes:
    """Return an OpenDocument text with this XML in its body; ``master`` holds what its pages carry."""
    made = io.BytesIO()
    odfdo.Document("text").save(made)
    members = unpack(made.getvalue())
    members["content.xml"] = (
        f"<office:document-content {OPEN}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    ).encode()
    members["styles.xml"] = (
        f"<office:document-styles {OPEN}><office:styles>{common}</office:styles><office:master-styles>"
        f"<style:master-page style:name='Standard'>{master}</style:master-page></office:master-styles>"
        "</office:document-styles>"
    ).encode()
    return pack(members)


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the members of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(members: Mapping[str, bytes]) -> bytes:
    """Return a zip file with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def paragraph(words: str, *, style: str = "", properties: str = "") -> str:
    """Return the XML of a paragraph of Word."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run(words)}</w:p>"


def run(words: str, *, properties: str = "") -> str:
    """Return the XML of words of Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def table(*rows: str) -> str:
    """Return the XML of a table of Word; cells are parted by ``|``."""
    told = "".join(f"<w:tr>{''.join(cell(paragraph(words)) for words in row.split('|'))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{told}</w:tbl>"


def cell(inner: str, *, properties: str = "") -> str:
    """Return the XML of a cell of Word."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def make_docx() -> bytes:
    """Return a Word document with something of everything that is read."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    words = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:shape alt='A map'>{words}</v:shape></w:pict></w:r>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = [
        paragraph("A review", style="Title"),
        paragraph("Findings", style="Heading1"),
        f"<w:p>{run('The Panel met')}{note}{run(' on page ')}{field}{box}</w:p>",
        *(paragraph(words, style="ListNumber") for words in ("first", "second")),
        *(paragraph(words, style="ListBullet") for words in ("bread", "salt")),
        f"<w:p><w:ins>{run('kept')}</w:ins><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>",
        f"<w:sdt><w:sdtContent>{paragraph('Controlled.')}</w:sdtContent></w:sdt>",
        paragraph("Table 1: families", style="Caption"),
        table("Area|Families", "Northmere|12", "Eastfold|9"),
    ]
    notes = f'<w:footnote w:id="2">{paragraph("See the report.")}</w:footnote>'
    return word_file("".join(body), footnotes=notes, header=paragraph("Fictional"), footer=paragraph("Page 1"))


def make_odt() -> bytes:
    """Return an OpenDocument text with something of everything that is read."""
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>'
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>See the report.</text:p></text:note-body></text:note>"
    )
    box = "<draw:frame><svg:desc>A map</svg:desc><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>"
    body = (
        '<text:h text:outline-level="1">Findings</text:h>'
        f'<text:p>The Panel<text:s text:c="2"/>met{note} on <text:span text:style-name="B">Friday</text:span>'
        f"{box}</text:p>"
        '<text:list text:style-name="L1"><text:list-item><text:p>first</text:p><text:list><text:list-item>'
        "<text:p>inner</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Area</text:p>"
        "</table:table-cell><table:table-cell><text:p>Families</text:p></table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell><text:p>Northmere</text:p></table:table-cell>"
        "<table:table-cell><text:p>12</text:p></table:table-cell></table:table-row></table:table>"
    )
    master = (
        "<style:header><text:p>Fictional</text:p></style:header><style:footer><text:p>Page 1</text:p></style:footer>"
    )
    return open_file(body, styles=styles, master=master)


def make_eml() -> bytes:
    """Return an e-mail with something of everything that is read."""
    lines = [
        "From: =?utf-8?q?The_Panel_=C3=A9?= <panel@panel.example>",
        "To: Partners <partners@panel.example>, office@panel.example",
        "Cc: chair@panel.example",
        "Date: Mon, 9 Jun 2031 10:00:00 +0000",
        "Subject: =?iso-8859-1?q?Caf=E9s?= and =?utf-8?b?aG9tZXM=?=",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="one"',
        "",
        "--one",
        'Content-Type: multipart/alternative; boundary="two"',
        "",
        "--two",
        "Content-Type: text/plain; charset=utf-8; format=flowed",
        "Content-Transfer-Encoding: quoted-printable",
        "",
        "Dear partners,",
        "",
        "This is the first of what will be two circulars a year to the =",
        "partners. The caf=C3=A9 is open, and it will be open in the autumn. ",
        "It was opened in May.",
        "",
        "> What did you decide?",
        "-- ",
        "Imogen Testwell, Chair",
        "--two",
        "Content-Type: text/html",
        "",
        "<p>Dear partners,</p>",
        "--two--",
        "--one",
        'Content-Type: application/pdf; name="report.pdf"',
        'Content-Disposition: attachment; filename="report.pdf"',
        "Content-Transfer-Encoding: base64",
        "",
        "JVBERi0=",
        "--one--",
        "",
    ]
    return "\r\n".join(lines).encode()


def _refer(members: dict[str, bytes], name: str) -> None:
    """Let the document refer to a part that its template lacks."""
    told = f'<Relationship Id="t-{name}" Type="{KIND}/{name}" Target="{name}.xml"/></Relationships>'
    members[RELATIONS] = members[RELATIONS].replace(b"</Relationships>", told.encode())
    kind = f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{name}+xml"/></Types>'
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(b"</Types>", kind.encode())
