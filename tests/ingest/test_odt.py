from __future__ import annotations

import io
from itertools import pairwise

import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import BlockKind
from ingest.errors import UnreadableDocument
from ingest.lines import RawText
from ingest.odt import read_odt
from ingest.readings import make_reading
from tests.benchmarks.fuzz_readers import is_whole
from tests.conftest import ROOT
from tests.ingest.builders import limits, words
from tests.ingest.office import make_odt, open_file, pack, unpack

LISTS = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="I" text:display-levels="2"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/>'
    '<text:list-level-style-image text:level="2"/></text:list-style>'
)
HEADINGS = (
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>'
    "</text:outline-style>"
)
STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Table"/>'
    '<style:style style:name="P3" style:family="paragraph" style:parent-style-name="Illustration"/>'
    '<style:style style:name="Table" style:family="paragraph" style:parent-style-name="Caption"/>'
    '<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/>'
    '<style:style style:name="Loop" style:family="paragraph" style:parent-style-name="Loop"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="P4" style:family="paragraph"><style:text-properties fo:font-weight="700"/></style:style>'
)


def told(body: str, *, styles: str = "", master: str = "", common: str = "") -> list[tuple[str, str]]:
    """Return kind and words of each line of an OpenDocument text with this body."""
    return lines(read_odt(open_file(body, styles=styles, master=master, common=common)))


def lines(raw: RawText) -> list[tuple[str, str]]:
    """Return kind ("" where none is given) and words of each line."""
    return [(line.kind.value if line.kind else "", raw.text[line.start : line.end]) for line in raw.lines]


def paragraph(said: str, *, style: str = "") -> str:
    """Return the XML of a paragraph."""
    return f'<text:p text:style-name="{style}">{said}</text:p>'


def listed(*items: str, style: str = "L", more: str = "") -> str:
    """Return the XML of a list of items, each of which is XML."""
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def table(*rows: str) -> str:
    """Return the XML of a table; cells are parted by ``|``."""
    return f"<table:table>{''.join(map(row, rows))}</table:table>"


def row(said: str) -> str:
    """Return the XML of a row; cells are parted by ``|``."""
    cells = (f"<table:table-cell>{paragraph(one)}</table:table-cell>" for one in said.split("|"))
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def note(mark: str, said: str, *, kind: str = "footnote") -> str:
    """Return the XML of a note in the text."""
    body = f"<text:note-body>{paragraph(said)}</text:note-body>"
    return f'<text:note text:note-class="{kind}"><text:note-citation>{mark}</text:note-citation>{body}</text:note>'


def test_everything_stands_in_the_order_in_which_it_is_read() -> None:
    """Headings, notes, boxes, lists, tables and what pages carry are told apart and stand in reading order."""
    raw = read_odt(make_odt())
    assert lines(raw) == [
        ("furniture", "Fictional"),
        ("heading", "Findings"),
        ("", "The Panel  met1 on Friday"),
        ("caption", "A map"),
        ("", "In a box."),
        ("footnote", "1 See the report."),
        ("list_item", "1. first"),
        ("list_item", "• inner"),
        ("table_row", "Area\tFamilies"),
        ("table_row", "Northmere\t12"),
        ("furniture", "Page 1"),
    ]
    assert [line.level for line in raw.lines if line.kind is BlockKind.TABLE_ROW] == [0, 1]


def test_marks_of_lists_are_counted_as_they_are_printed() -> None:
    """Numbers, letters and Roman numerals count as printed, and a list goes on only where it says so."""
    deep = listed(paragraph("a"), paragraph("b") + listed(paragraph("deep")))
    body = [
        listed(paragraph("one") + deep, paragraph("two") + paragraph("more"), listed(paragraph("only inner"))),
        listed(paragraph("goes on"), more='text:continue-numbering="true"'),
        listed(paragraph("anew")),
        listed(paragraph("bread") + listed(paragraph("salt"), style="B"), style="B"),
    ]
    raw = read_odt(open_file("".join(body), styles=LISTS))
    assert [(line.mark, line.level) for line in raw.lines] == [
        *(("1.", 0), ("a)", 1), ("b)", 1), ("b.I", 2), ("2.", 0), ("", 0), ("a)", 1)),
        *(("3.", 0), ("1.", 0), ("•", 0), ("•", 1)),
    ]


def test_headings_carry_the_numbers_that_are_printed() -> None:
    """Headings are numbered by the outline of the document, except where one says that it is not."""
    heads = [(1, ""), (2, ""), (2, ""), (1, 'text:is-list-header="true"'), (1, "")]
    body = "".join(f'<text:h text:outline-level="{level}" {more}>H</text:h>' for level, more in heads)
    raw = read_odt(open_file(body, common=HEADINGS))
    assert [(line.mark, line.level) for line in raw.lines] == [("1.", 1), ("1.1", 2), ("1.2", 2), ("", 1), ("2.", 1)]


def test_styles_say_what_a_paragraph_is() -> None:
    """The title is a heading, captions belong to tables or pictures, and bold lines head a text without headings."""
    body = paragraph("T", style="P1") + paragraph("Table 1", style="P2") + table("a|b") + paragraph("Fig", style="P3")
    assert [kind for kind, _ in told(body + paragraph("x", style="Loop"), styles=STYLES)] == [
        *("heading", "table_caption", "table_row", "caption", ""),
    ]
    bold = paragraph('<text:span text:style-name="T1">Bold</text:span>') + paragraph("Text.")
    assert told(bold + paragraph("Too", style="P4") + paragraph("Text."), styles=STYLES) == [
        *(("heading", "Bold"), ("", "Text."), ("heading", "Too"), ("", "Text.")),
    ]


def test_what_is_not_seen_is_not_read() -> None:
    """Deleted words, comments, hidden words, phonetic guides and XML comments are no text."""
    gone = (
        f"<text:tracked-changes><text:changed-region>{paragraph('gone')}</text:changed-region></text:tracked-changes>"
    )
    hidden = '<text:hidden-text text:is-hidden="true" text:string-value="x">secret</text:hidden-text>'
    ruby = "<text:ruby><text:ruby-base>word</text:ruby-base><text:ruby-text>guide</text:ruby-text></text:ruby>"
    aside = f"<office:annotation>{paragraph('remark')}</office:annotation>"
    assert told(f"{gone}<text:p>a <!-- b -->c <text:change-start/>{aside}{hidden}{ruby}</text:p>") == [("", "a c word")]


def test_space_is_read_as_it_is_seen() -> None:
    """Line breaks of the file are spaces; tabs, line breaks and counted spaces of the document are kept."""
    body = '<text:p>a\n   b<text:tab/>c<text:s text:c="2"/>d<text:line-break/>e<text:s text:c="99999999"/>f</text:p>'
    found = told(body)[0][1]
    assert found.startswith("a b\tc  d\ne ")
    assert len(found) < 2000


def test_notes_are_tied_to_their_marks() -> None:
    """Footnotes and endnotes follow the paragraph that refers to them, and their marks are skipped in the search."""
    body = f"<text:p>One{note('1', 'First.')} and two.{note('i', 'Last.', kind='endnote')}</text:p>"
    reading = make_reading(read_odt(open_file(body)), reader="odt", limits=limits())
    assert reading.sentences[0].text == "One and two."
    assert [(reading.text[n.start : n.end], words(reading.text, reading.blocks[n.block])) for n in reading.notes] == [
        *(("1", "1 First."), ("i", "i Last.")),
    ]


def test_tables_are_read_row_by_row() -> None:
    """Rows in groups and merged cells are read once, and tables that are there for their look as text."""
    grouped = f"<table:table><table:table-row-group>{row('a|b')}</table:table-row-group></table:table>"
    merged = (
        "<table:table><table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>wide</text:p>"
        f"</table:table-cell><table:covered-table-cell/></table:table-row>{row('c|d')}</table:table>"
    )
    box = table("Key point")
    outer = f"<table:table><table:table-row><table:table-cell>{table('e|f')}</table:table-cell></table:table-row>"
    outer += "</table:table>"
    assert [(kind, said.rstrip()) for kind, said in told(grouped + merged + box + outer)] == [
        *(
            ("table_row", "a\tb"),
            ("table_row", "wide"),
            ("table_row", "c\td"),
            ("", "Key point"),
            ("table_row", "e\tf"),
        ),
    ]


def test_contents_and_page_edges_are_furniture() -> None:
    """Contents, headers and footers cannot be quoted, and each line of an edge stands there once."""
    body = (
        f"<text:table-of-content><text:index-body>{paragraph('Findings 3')}</text:index-body></text:table-of-content>"
    )
    edge = f"<style:header>{paragraph('Fictional') * 2}</style:header><style:footer>{paragraph('2')}</style:footer>"
    assert told(body + paragraph("Text."), master=edge) == [
        *(("furniture", "Fictional"), ("furniture", "Findings 3"), ("", "Text."), ("furniture", "2")),
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", "this is not an OpenDocument text although its name says so"),
        (pack({"a.txt": b"words"}), "this is not an OpenDocument text although its name says so"),
        (open_file(""), "there are no words in it"),
        (open_file("<text:p>"), "this file is damaged and cannot be opened; download it again"),
        (make_odt()[:-30], "this file is damaged and cannot be opened; download it again"),
        (
            pack({**unpack(make_odt()), "META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            "this document is encrypted; open it, save it without a password",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    """Encrypted, damaged and empty files, and other formats, are refused with one sentence."""
    with pytest.raises(UnreadableDocument) as refused:
        read_odt(data)
    assert str(refused.value).startswith(reason)


def test_entities_are_refused() -> None:
    """A file that declares entities is refused before anything expands them."""
    members = unpack(make_odt())
    content = b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + members["content.xml"]
    with pytest.raises(UnreadableDocument, match="declares entities of its own"):
        read_odt(pack({**members, "content.xml": content}))


def test_the_sample_is_read_with_its_list_its_table_and_its_note() -> None:
    """In the sample a list has its lead-in, a row its head, a mark its note, and furniture is quoted nowhere."""
    raw = read_odt((ROOT / "samples" / "annual-report-2032-extract.odt").read_bytes())
    reading = make_reading(raw, reader="odt", limits=limits())
    kinds = [block.kind for block in reading.blocks]
    assert [kinds.count(kind) for kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_CAPTION)] == [3, 1]
    assert [row.level for row in reading.blocks if row.kind is BlockKind.TABLE_ROW] == [0, 1, 1, 1]
    assert len(reading.notes) == kinds.count(BlockKind.FOOTNOTE) == 1
    led = [reading.sentences[s.lead_in].text for s in reading.sentences if s.lead_in is not None]
    assert all(words.endswith(":") or words.startswith(("Table", "Kind", "Region")) for words in led)
    assert len(led) == 3 + 4


written = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=30).filter(str.strip)
parts = st.tuples(st.sampled_from(["text", "heading", "list", "rows"]), written)


@settings(max_examples=60, deadline=None)
@given(st.lists(parts, min_size=1, max_size=8))
def test_all_words_are_kept_in_order(drawn: list[tuple[str, str]]) -> None:
    """Whatever odfdo writes is read: all words in their order, each character in one line."""
    document = odfdo.Document("text")
    document.body.clear()
    for kind, said in drawn:
        document.body.append(_element(kind, said))
    made = io.BytesIO()
    document.save(made)
    wanted = [word for kind, said in drawn for word in (said.split() * (2 if kind == "rows" else 1))]
    try:
        raw = read_odt(made.getvalue())
    except UnreadableDocument:
        assert not any(letter.isalnum() for word in wanted for letter in word)
        return
    assert is_whole(raw)
    found = iter(" ".join(raw.text[line.start : line.end].removeprefix(line.mark) for line in raw.lines).split())
    assert all(word in found for word in wanted)
    reading = make_reading(raw, reader="odt", limits=limits())
    places = [(s.start, s.end) for sentence in reading.sentences for s in sentence.segments]
    assert all(one[1] <= two[0] for one, two in pairwise(places))


def _element(kind: str, said: str) -> odfdo.Element:
    if kind == "heading":
        return odfdo.Header(2, said)
    if kind == "list":
        return odfdo.List([said])
    if kind == "rows":
        made = odfdo.Table("T", width=2, height=1)
        made.set_values([[said, said]])
        return made
    return odfdo.Paragraph(said)
