from __future__ import annotations

import io
from itertools import pairwise

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import BlockKind
from ingest.docx import read_docx
from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.readings import make_reading
from tests.benchmarks.fuzz_readers import is_whole
from tests.conftest import ROOT
from tests.ingest.builders import limits, words
from tests.ingest.office import cell, make_docx, pack, paragraph, run, table, unpack, word_file

BOLD = "<w:b/>"
LISTED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def told(body: str, **parts: str) -> list[tuple[str, str]]:
    """Return kind and words of each line of a Word document with this body."""
    return lines(read_docx(word_file(body, **parts)))


def lines(raw: RawText) -> list[tuple[str, str]]:
    """Return kind ("" where none is given) and words of each line."""
    return [(line.kind.value if line.kind else "", raw.text[line.start : line.end]) for line in raw.lines]


def level(depth: int, style: str, text: str, *, more: str = "") -> str:
    """Return the XML of one level of a list."""
    return f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def listed(words: str, *, depth: int = 0, number: int = 1) -> str:
    """Return the XML of a paragraph of a list."""
    return paragraph(words, properties=LISTED.format(depth, number))


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "%2)")}'
    f"{level(2, 'upperRoman', '%1.%3')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", chr(0xF0B7))}{level(1, "bullet", "o")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    "</w:lvlOverride></w:num>"
)


def test_everything_stands_in_the_order_in_which_it_is_read() -> None:
    """Headings, notes, boxes, lists, tables and what pages carry are told apart and stand in reading order."""
    assert lines(read_docx(make_docx())) == [
        ("furniture", "Fictional"),
        ("heading", "A review"),
        ("heading", "Findings"),
        ("", "The Panel met1 on page 7"),
        ("caption", "A map"),
        ("", "In a box."),
        ("footnote", "1 See the report."),
        ("list_item", "1. first"),
        ("list_item", "2. second"),
        ("list_item", "• bread"),
        ("list_item", "• salt"),
        ("", "kept"),
        ("", "Controlled."),
        ("table_caption", "Table 1: families"),
        ("table_row", "Area\tFamilies"),
        ("table_row", "Northmere\t12"),
        ("table_row", "Eastfold\t9"),
        ("furniture", "Page 1"),
    ]


def test_marks_of_lists_are_counted_as_word_prints_them() -> None:
    """Numbers, letters and Roman numerals go on and begin anew as in Word, and a list may start where it says."""
    body = [
        *(listed("one"), listed("in", depth=1), listed("in", depth=1), listed("deep", depth=2)),
        *(listed("two"), listed("in", depth=1), paragraph("Text."), listed("three"), listed("five", number=3)),
        *(listed("bread", number=2), listed("salt", number=2, depth=1)),
    ]
    raw = read_docx(word_file("".join(body), numbering=NUMBERING))
    items = [line for line in raw.lines if line.kind is BlockKind.LIST_ITEM]
    assert [(item.mark, item.level) for item in items] == [
        *(("1.", 0), ("a)", 1), ("b)", 1), ("1.I", 2), ("2.", 0), ("a)", 1), ("3.", 0), ("5.", 0)),
        *(("•", 0), ("o", 1)),
    ]
    assert all(raw.text.startswith(f"{item.mark} ", item.start) for item in items)


def test_a_numbered_heading_carries_its_number() -> None:
    """A heading that Word numbers has the number in front, and goes by the level of its style."""
    body = paragraph("Findings", style="Heading2", properties=LISTED.format(0, 1)) + paragraph("Text.")
    raw = read_docx(word_file(body, numbering=NUMBERING))
    assert lines(raw)[0] == ("heading", "1. Findings")
    assert (raw.lines[0].level, raw.lines[0].mark) == (2, "1.")


def test_headings_go_by_styles_outline_levels_and_what_styles_are_based_on() -> None:
    """A style that is based on a heading is one, an outline level makes one, and a long paragraph is none."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Panel heading"/><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="x"/><w:basedOn w:val="Loop"/></w:style>'
    )
    outlined = paragraph("Outlined", properties='<w:outlineLvl w:val="2"/>')
    flat = paragraph("Flat", style="Own", properties='<w:outlineLvl w:val="9"/>')
    long = paragraph("They were told. " * 20, style="H")
    raw = read_docx(
        word_file(paragraph("Own", style="Own") + outlined + flat + long + paragraph("x", style="Loop"), styles=styles)
    )
    assert [(line.kind, line.level) for line in raw.lines] == [
        *((BlockKind.HEADING, 2), (BlockKind.HEADING, 3), (None, 0), (None, 0), (None, 0)),
    ]


def test_bold_lines_are_headings_only_where_no_others_are() -> None:
    """A short bold paragraph over plain text is a heading in a document without heading styles, and else is none."""
    bold = f"<w:p>{run('What we saw', properties=BOLD)}</w:p>"
    plain = paragraph("The Panel met.")
    assert told(bold + plain)[0] == ("heading", "What we saw")
    assert told(bold + bold)[1] == ("", "What we saw")
    assert told(bold + plain + paragraph("Real", style="Heading1"))[0] == ("", "What we saw")


def test_tracked_changes_are_read_as_if_accepted() -> None:
    """Insertions and where words were moved to are text; deletions, deleted rows and comments are not."""
    gone = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom>"
    kept = f"<w:ins>{run('new ')}</w:ins><w:moveTo>{run('place')}</w:moveTo><w:r><w:commentReference w:id='1'/></w:r>"
    dropped = f"<w:tr><w:trPr><w:del/></w:trPr>{cell(paragraph('x'))}{cell(paragraph('y'))}</w:tr>"
    rows = table("a|b").replace("</w:tbl>", f"{dropped}</w:tbl>")
    assert told(f"<w:p>{gone}{kept}</w:p>{rows}") == [("", "new place"), ("table_row", "a\tb")]


def test_a_paragraph_whose_end_is_deleted_goes_on() -> None:
    """Words before a deleted end of a paragraph, and a large first letter, belong to the next paragraph."""
    cut = paragraph("The Panel ", properties="<w:rPr><w:del/></w:rPr>")
    letter = paragraph("N", properties='<w:framePr w:dropCap="drop"/>')
    assert told(f"{cut}{paragraph('met.')}{letter}{paragraph('obody came.')}{cut}") == [
        *(("", "The Panel met."), ("", "Nobody came."), ("", "The Panel")),
    ]


def test_of_a_field_the_result_is_read() -> None:
    """The code of a field is no text, its result is, and a field without an end hides nothing after its paragraph."""
    turn = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
    inner = f"{turn.format('begin')}{run('hidden')}{turn.format('separate')}{run('lost')}{turn.format('end')}"
    whole = f"{turn.format('begin')}{code}{inner}{turn.format('separate')}{run('shown')}{turn.format('end')}"
    assert told(f"<w:p>{whole}</w:p><w:p>{turn.format('begin')}{code}</w:p>{paragraph('after')}") == [
        ("", "shown"),
        ("", "after"),
    ]


def test_signs_are_read_as_they_are_seen() -> None:
    """Tabs, line breaks, hyphens and symbols are characters; hidden words and phonetic guides are none."""
    signs = (
        f"<w:p>{run('a')}<w:r><w:tab/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:char="D800"/><w:sym w:char="zz"/></w:r>'
        f"{run('secret', properties='<w:vanish/>')}<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"
        "<w:ruby><w:rt><w:r><w:t>guide</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>word</w:t></w:r></w:rubyBase></w:ruby></w:p>"
    )
    assert told(signs) == [("", "a\tb\u00adc\u2011d✓x=2word")]


def test_words_in_links_controls_and_alternatives_are_read_once() -> None:
    """Hyperlinks, smart tags and content controls hold words, and of two alternatives the first is read."""
    both = (
        f"<mc:AlternateContent><mc:Choice>{run('one')}</mc:Choice><mc:Fallback>{run('two')}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    inner = f"<w:hyperlink>{run('a ')}</w:hyperlink><w:smartTag>{run('b ')}</w:smartTag>"
    inner += f"<w:sdt><w:sdtPr/><w:sdtContent>{run('c ')}</w:sdtContent></w:sdt>"
    assert told(f"<w:p>{inner}{both}</w:p>") == [("", "a b c one")]


def test_notes_are_tied_to_their_marks() -> None:
    """Notes follow the paragraph that refers to them, are numbered in its order, and are skipped in the search."""
    notes = "".join(f'<w:footnote w:id="{n}">{paragraph(told)}</w:footnote>' for n, told in ((4, "Four."), (2, "Two.")))
    line = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    end = f'<w:endnote w:id="1">{paragraph("The end.")}</w:endnote>'
    ends = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    data = word_file(
        f"<w:p>{run('One')}{NOTE.format(4)}{run(' and two.')}{NOTE.format(2)}{ends}</w:p>",
        footnotes=line + notes,
        endnotes=end,
    )
    reading = make_reading(read_docx(data), reader="docx", limits=limits())
    assert reading.sentences[0].text == "One and two."
    assert [(reading.text[n.start : n.end], words(reading.text, reading.blocks[n.block])) for n in reading.notes] == [
        *(("1", "1 Four."), ("2", "2 Two."), ("i", "i The end.")),
    ]


def test_notes_that_refer_to_each_other_end() -> None:
    """A note that refers to itself, and one that is referred to many times, are read once."""
    notes = f'<w:footnote w:id="2"><w:p>{run("Round")}{NOTE.format(2)}</w:p></w:footnote>'
    found = told(f"<w:p>{run('Words')}{NOTE.format(2) * 40}</w:p>", footnotes=notes)
    assert [kind for kind, _ in found] == ["", "footnote"]


def test_rows_that_head_columns_are_known() -> None:
    """A row that is marked as a head, or a first row in bold letters, has level 0 and the others 1."""
    head = "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell(paragraph("A")) + cell(paragraph("B")) + "</w:tr>"
    marked = table("1|2").replace("<w:tblPr/>", f"<w:tblPr/>{head}")
    bold = table("x|y", "1|2").replace("<w:rPr></w:rPr>", "<w:rPr><w:b/></w:rPr>", 2)
    for body in (marked, bold):
        assert [line.level for line in read_docx(word_file(body)).lines] == [0, 1]
    assert [line.level for line in read_docx(word_file(table("1|2", "3|4"))).lines] == [1, 1]


def test_merged_cells_are_read_once() -> None:
    """A cell over two columns or two rows gives its words once, and columns keep their places below it."""
    wide = cell(paragraph("wide"), properties='<w:gridSpan w:val="2"/>')
    top = cell(paragraph("tall"), properties='<w:vMerge w:val="restart"/>')
    low = cell("<w:p/>", properties="<w:vMerge/>")
    rows = (wide, top + cell(paragraph("a")), low + cell(paragraph("b")))
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    assert [words for _, words in told(body)] == ["wide", "tall\ta", "\tb"]


def test_tables_that_are_there_for_their_look_are_read_as_text() -> None:
    """A box of one column, and a table around a table, give their paragraphs and the rows of the inner table."""
    box = f"<w:tbl><w:tr>{cell(paragraph('Key points', style='Heading2') + paragraph('One.'))}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell(paragraph('Left'))}{cell(table('a|b') + paragraph('Right'))}</w:tr></w:tbl>"
    assert told(box + outer) == [
        *(("heading", "Key points"), ("", "One."), ("", "Left"), ("table_row", "a\tb"), ("", "Right")),
    ]


def test_notes_in_a_table_come_after_it() -> None:
    """A note between two rows would cut the table in two: it follows the last row."""
    rows = table("a|b", "c|d").replace("</w:p>", f"{NOTE.format(2)}</w:p>", 1)
    found = told(rows, footnotes=f'<w:footnote w:id="2">{paragraph("See a.")}</w:footnote>')
    assert found == [("table_row", "a1\tb"), ("table_row", "c\td"), ("footnote", "1 See a.")]


def test_a_caption_belongs_to_the_table_beside_it() -> None:
    """A caption next to a table can be quoted, and that of a figure cannot."""
    caption = paragraph("Table 1: homes", style="Caption")
    figure = paragraph("Figure 1: a map", style="Caption")
    assert [kind for kind, _ in told(figure + paragraph("Text.") + caption + table("a|b"))] == [
        *("caption", "", "table_caption", "table_row"),
    ]


def test_contents_and_page_edges_are_furniture() -> None:
    """Entries of contents, headers and footers cannot be quoted, and each line of an edge stands there once."""
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    body = paragraph("Findings 3", style="TOC1") + paragraph("Text.")
    twice = paragraph("Fictional") + paragraph("Fictional")
    assert told(body, styles=styles, header=twice) == [
        *(("furniture", "Fictional"), ("furniture", "Findings 3"), ("", "Text.")),
    ]


def test_an_address_in_one_paragraph_is_lines_of_a_letter() -> None:
    """Short lines that were broken by hand are blocks of their own, so that a signature is known as one."""
    signed = "<w:p><w:r><w:t>Yours sincerely,</w:t><w:br/><w:t>Imogen Testwell</w:t><w:br/><w:t>Chair</w:t></w:r></w:p>"
    body = paragraph("Dear partners,") + paragraph("We met in May.") + signed
    reading = make_reading(read_docx(word_file(body)), reader="docx", limits=limits())
    assert [block.kind.value for block in reading.blocks] == ["salutation", "paragraph", *["signature"] * 3]


def test_title_and_author_are_what_the_file_states() -> None:
    """Title and author come from the file's properties, and a file without properties has neither."""
    made = io.BytesIO()
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Briefing ", "The Panel"
    document.add_paragraph("Text.")
    document.save(made)
    raw = read_docx(made.getvalue())
    assert (raw.title, raw.author) == ("Briefing", "The Panel")
    members = unpack(made.getvalue())
    start = members["_rels/.rels"].replace(b"metadata/core-properties", b"metadata/other")
    bare = read_docx(pack({**members, "_rels/.rels": start}))
    assert (bare.title, bare.author) == (None, None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "this is an encrypted or an old Word file; open it in Word"),
        (b"%PDF-1.7", "this is not a Word document although its name says so"),
        (pack({"a.txt": b"words"}), "this is not a Word document although its name says so"),
        (word_file(""), "there are no words in it"),
        (make_docx()[:-30], "this file is damaged and cannot be opened; download it again"),
        (word_file("<w:p>"), "this file is damaged and cannot be opened; download it again"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    """Encrypted, old, damaged and empty files, and other formats, are refused with one sentence."""
    with pytest.raises(UnreadableDocument) as refused:
        read_docx(data)
    assert str(refused.value).startswith(reason)


def test_entities_and_strict_files_are_refused() -> None:
    """A file that declares entities, whatever they lead to, is refused, and a strict one says how to save it."""
    members = unpack(make_docx())
    told = members["word/document.xml"].replace(
        b"<w:document", b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///x">]><w:document'
    )
    with pytest.raises(UnreadableDocument, match="declares entities of its own"):
        read_docx(pack({**members, "word/document.xml": told}))
    strict = members["_rels/.rels"].replace(
        b"http://schemas.openxmlformats.org/officeDocument", b"http://purl.oclc.org/ooxml"
    )
    with pytest.raises(UnreadableDocument, match="Strict Open XML"):
        read_docx(pack({**members, "_rels/.rels": strict}))


def test_the_sample_is_read_with_its_list_its_table_and_its_note() -> None:
    """In the sample a list has its lead-in, a row its head, a mark its note, and furniture is quoted nowhere."""
    raw = read_docx((ROOT / "samples" / "briefing-2033-not-brought.docx").read_bytes())
    reading = make_reading(raw, reader="docx", limits=limits())
    kinds = [block.kind for block in reading.blocks]
    assert [kinds.count(kind) for kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CAPTION)] == [6, 1]
    assert [row.level for row in reading.blocks if row.kind is BlockKind.TABLE_ROW] == [0, 1, 1, 1]
    assert len(reading.notes) == kinds.count(BlockKind.FOOTNOTE) == 1
    led = [reading.sentences[s.lead_in].text for s in reading.sentences if s.lead_in is not None]
    assert all(words.endswith(":") or words.startswith(("Table", "Kind", "Region")) for words in led)
    assert len(led) == 6 + 4


written = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=30).filter(str.strip)
parts = st.tuples(st.sampled_from(["Normal", "Heading 1", "Heading 3", "List Bullet", "List Number", "rows"]), written)


@settings(max_examples=60, deadline=None)
@given(st.lists(parts, min_size=1, max_size=8))
def test_all_words_are_kept_in_order(drawn: list[tuple[str, str]]) -> None:
    """Whatever python-docx writes is read: all words in their order, each character in one line."""
    document = docx.Document()
    for style, said in drawn:
        if style == "rows":
            row = document.add_table(1, 2).rows[0]
            row.cells[0].text, row.cells[1].text = said, said
        else:
            document.add_paragraph(said, style=style)
    made = io.BytesIO()
    document.save(made)
    wanted = [word for style, said in drawn for word in (said.split() * (2 if style == "rows" else 1))]
    try:
        raw = read_docx(made.getvalue())
    except UnreadableDocument:
        assert not any(letter.isalnum() for word in wanted for letter in word)
        return
    assert is_whole(raw)
    found = iter(" ".join(raw.text[line.start : line.end].removeprefix(line.mark) for line in raw.lines).split())
    assert all(word in found for word in wanted)
    reading = make_reading(raw, reader="docx", limits=limits())
    places = [(s.start, s.end) for sentence in reading.sentences for s in sentence.segments]
    assert all(one[1] <= two[0] for one, two in pairwise(places))
