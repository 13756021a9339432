"""Builds the sample documents of word processors in samples/: a briefing (.docx) and an extract of a report (.odt).

    python tools/build_samples_office.py

All of it is fiction. The defects are those that real files have, and are made on purpose: see samples/README.md.
"""
# ruff: noqa: INP001  a program, not a package

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import odfdo
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
BRIEFING = SAMPLES / "briefing-2033-not-brought.docx"
REPORT = SAMPLES / "annual-report-2032-extract.odt"

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
EPOCH = (2033, 1, 1, 0, 0, 0)
MARK = "Fictional sample – not a real publication"

NOTE = "The count leaves out appointments that the clinic itself called off."
OPENING = (
    "A child under five cannot go to a clinic alone. When records say that a child “did not attend”, they hide "
    "who might have needed help to come. We therefore ask services to write “was not brought”."
)
SEEN = [
    "letters went to an address that the family had left",
    "the clinic was two buses away,  and the family had no money for fares",
    "nobody asked an interpreter to explain what the appointment was for",
]
ASKED = [
    "Ring the family on the same day, and ask what made it hard to come.",
    "Tell the health visitor within two working days.",
    "After a second missed appointment, talk to the person who knows the family best.",
]
COUNTED = [
    ("Kind of appointment", "Offered", "Not brought"),
    ("Hearing", "412", "61"),
    ("Eyes", "388", "47"),
    ("Weight and growth", "1,204", "96"),
]
BOX = "Key message: a missed appointment is a question, and somebody has to ask it."

SWIFT = [
    ("Region", "Swift reviews", "Within 20 working days"),
    ("Northmere", "31", "24"),
    ("Westhaven", "28", "19"),
    ("Tarrow Islands", "6", "6"),
]
QUOTED = 'One author wrote: "We stopped asking who was at fault, and that’s when people be\u00adgan to talk".'
BEST = [
    "they said what daily life was like for the child",
    "they asked why things had happened as they did",
    "they named one person for each change that they proposed",
]


def main() -> None:
    """Write both samples."""
    write(BRIEFING, make_briefing())
    write(REPORT, make_report())


def write(path: Path, data: bytes) -> None:
    """Write a zip file with its members dated alike, so that building it again changes nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            stored = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))


def make_briefing() -> bytes:
    """Return the practice briefing, a Word document."""
    document = docx.Document()
    facts = document.core_properties
    facts.title, facts.author = "Microsoft Word - Document1", "Example Safeguarding Review Panel"
    document.sections[0].header.paragraphs[0].text = "Example Safeguarding Review Panel"
    document.sections[0].footer.paragraphs[0].text = f"{MARK}   Page 1 of 2"
    document.add_paragraph(MARK)
    document.add_heading("Not brought: a practice briefing on missed appointments", 0)
    document.add_paragraph("7 November 2033")
    document.add_heading("Why the words matter", 1)
    document.add_paragraph(OPENING)
    document.add_paragraph()
    insert_changes(document.add_paragraph("We read the records of 74 children "))
    document.add_heading(" What we saw ", 1)
    document.add_paragraph("In most of the records nobody had asked why. Three reasons came back again and again:")
    for words in SEEN:
        document.add_paragraph(f"•\t{words}")
    insert_box(document.add_paragraph())
    document.add_heading("What to do", 1)
    document.add_paragraph("When a child under five was not brought, we ask services to do three things:")
    for words in ASKED:
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("Table 1: appointments in 43 local areas, April to June 2033", style="Caption")
    add_table(document)
    insert_note(document, document.add_paragraph("Hearing tests were missed most often"))
    document.add_paragraph("Questions about this briefing can be sent to questions@panel.example.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def add_table(document: Any) -> None:
    """Add the table of the briefing, with a first row in bold letters that is not marked as a head."""
    table = document.add_table(len(COUNTED), len(COUNTED[0]), style="Table Grid")
    for number, words in enumerate(COUNTED):
        for cell, said in zip(table.rows[number].cells, words, strict=True):
            cell.paragraphs[0].add_run(said).bold = number == 0


def insert_changes(paragraph: Any) -> None:
    """Add words that were inserted and words that were deleted, with nobody having accepted either."""
    changed = 'w:author="Editor" w:date="2033-10-01T09:00:00Z"'
    gone = '<w:r><w:delText xml:space="preserve">who did not attend a clinic.</w:delText></w:r>'
    kept = '<w:r><w:t xml:space="preserve">who were not brought to a clinic\u00a0in 2032.</w:t></w:r>'
    paragraph._p.append(parse_xml(f'<w:del {W} w:id="1" {changed}>{gone}</w:del>'))  # noqa: SLF001  python-docx has no way in
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="2" {changed}>{kept}</w:ins>'))  # noqa: SLF001  as above


def insert_box(paragraph: Any) -> None:
    """Add a text box."""
    shape = '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:300pt;height:40pt"><v:textbox>'
    inner = f"<w:txbxContent><w:p><w:r><w:t>{BOX}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
    paragraph.add_run()._r.append(parse_xml(f"<w:pict {W}>{shape}{inner}</w:pict>"))  # noqa: SLF001  as above


def insert_note(document: Any, paragraph: Any) -> None:
    """Add a footnote in the middle of a sentence."""
    line = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    words = f'<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {NOTE}</w:t></w:r>'
    note = f'<w:footnote w:id="1"><w:p>{words}</w:p></w:footnote>'
    blob = f"<?xml version='1.0' encoding='UTF-8'?><w:footnotes {W}>{line}{note}</w:footnotes>".encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    paragraph._p.append(parse_xml(f'<w:r {W}>{raised}<w:footnoteReference w:id="1"/></w:r>'))  # noqa: SLF001  as above
    paragraph.add_run(", and we don't  know why.")


def make_report() -> bytes:
    """Return the extract of the annual report, an OpenDocument text."""
    document = odfdo.Document("text")
    document.meta.title = "Annual report for 2032: extract"
    document.meta.set_initial_creator("Example Safeguarding Review Panel")
    body = document.body
    body.clear()
    add_styles(document)
    for element in report_elements():
        body.append(element)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def report_elements() -> list[odfdo.Element]:
    """Return the elements of the report in order."""
    numbers = odfdo.Paragraph("We were sent 212 swift reviews in the year")
    numbers.append(odfdo.Note(citation="1", body="Reviews that came after 31 December 2032 are counted next year."))
    numbers.append(odfdo.Span(". Of these,  149 came in time."))
    crest = "<draw:frame text:anchor-type='as-char'><svg:desc>The crest of the Panel</svg:desc></draw:frame>"
    return [
        odfdo.Paragraph(MARK),
        odfdo.Element.from_tag(f"<text:p>{crest}</text:p>"),
        odfdo.Header(1, "Annual report for 2032: extract"),
        odfdo.Paragraph("Published 6 June 2033"),
        odfdo.Paragraph(),
        odfdo.Header(2, "Chapter 3.  Swift reviews"),
        numbers,
        odfdo.Paragraph("The authors of the best reviews had three things in common:"),
        odfdo.List(BEST, style="Marks"),
        odfdo.Paragraph(
            'One author wrote: "We stopped asking who was at fault, and that’s when people be\u00adgan to talk".'
        ),
        odfdo.Paragraph("Table 3: swift reviews in three regions, 2032", style="Caption"),
        make_table(),
        odfdo.Paragraph(),
        odfdo.Paragraph(
            "The Tarrow Islands sent few reviews, and all of them came in time. A small number proves little."
        ),
        odfdo.Header(2, "Chapter 4.  What comes next"),
        odfdo.Paragraph("In 2034 we will read again 50 swift reviews, and ask their authors what helped them."),
    ]


def make_table() -> odfdo.Element:
    """Return the table of the report, with its first row marked as its head."""
    rows = []
    for row in SWIFT:
        cells = "".join(f"<table:table-cell><text:p>{words}</text:p></table:table-cell>" for words in row)
        rows.append(f"<table:table-row>{cells}</table:table-row>")
    head = f"<table:table-header-rows>{rows[0]}</table:table-header-rows>"
    columns = "<table:table-column table:number-columns-repeated='3'/>"
    return odfdo.Element.from_tag(f"<table:table table:name='Swift'>{columns}{head}{''.join(rows[1:])}</table:table>")


def add_styles(document: odfdo.Document) -> None:
    """Add how the list is marked, and what stands on every page; headings are not numbered."""
    for outline in document.styles.get_elements("//text:outline-level-style"):
        for name in ("style:num-format", "style:num-suffix"):
            outline.set_attribute(name, "")
    level = "<text:list-level-style-bullet text:level='1' text:bullet-char='–'/>"
    marks = f"<text:list-style style:name='Marks'>{level}</text:list-style>"
    document.content.get_elements("//office:automatic-styles")[0].append(odfdo.Element.from_tag(marks))
    page = document.styles.get_elements("//style:master-page")[0]
    for name, words in (("header", "Example Safeguarding Review Panel"), ("footer", f"{MARK} · 14")):
        page.append(odfdo.Element.from_tag(f"<style:{name}><text:p>{words}</text:p></style:{name}>"))


if __name__ == "__main__":
    main()
