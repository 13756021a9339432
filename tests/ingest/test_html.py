from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import BlockKind
from ingest.errors import UnreadableDocument
from ingest.html import Link, find_links, read_html
from ingest.lines import RawText
from ingest.readings import make_reading
from tests.ingest.builders import limits
from tests.ingest.pages import blocks, read

SAMPLE = Path(__file__).parents[2] / "samples" / "newsletter-2033-06-14.html"
WORDS = st.text(alphabet="abc déf–“”", min_size=1, max_size=12)
TAGS = st.sampled_from(
    ["p", "div", "h2", "ul", "ol", "li", "table", "tr", "td", "th", "b", "a", "sup", "dl", "dt", "dd", "main", "nav"]
)


def covered(raw: RawText) -> list[int]:
    """Return the place of every character that lies in a line."""
    return [place for line in raw.lines for place in range(line.start, line.end)]


def nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return elements around other things."""
    inner = st.lists(children, max_size=4).map("".join)
    return st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", TAGS, inner)


trees = st.recursive(WORDS, nested, max_leaves=20)


def test_blocks_say_what_they_are() -> None:
    """Headings, paragraphs, list items, rows, captions and notes have their kinds, in the order of the page."""
    raw = read(
        "<h2>One</h2><p>Two<br>lines</p><ul><li>three<ol><li>four</ol></ul>"
        "<table><caption>Table 1</caption><tr><th>A<th>B<tr><td>1<td>2</table><img alt='A boat'>"
    )
    assert blocks(raw) == [
        ("heading", "One"),
        ("", "Two"),
        ("", "lines"),
        ("list_item", "three"),
        ("list_item", "1. four"),
        ("table_caption", "Table 1"),
        ("table_row", "A\tB"),
        ("table_row", "1\t2"),
        ("caption", "A boat"),
    ]
    assert [line.level for line in raw.lines if line.kind is BlockKind.LIST_ITEM] == [0, 1]
    assert [line.level for line in raw.lines if line.kind is BlockKind.TABLE_ROW] == [0, 1]


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ("<ol start=3 type=a><li>one<li value=7>two<li>three", ["c.", "g.", "h."]),
        ("<ol reversed><li>one<li>two<ol><li>three</ol>", ["2.", "1.", "1."]),
        ("<ol reversed start=9><li>one<li>two", ["9.", "8."]),
        ("<ol style='list-style-type: lower-roman'><li>one<li>two", ["i.", "ii."]),
        ("<ol style='list-style: none'><li>one", [""]),
        ("<ol><li>one<li style='list-style:none'>two<li>three", ["1.", "", "3."]),
        ("<ol class=govuk-list><li>one", [""]),
        ("<ol class='govuk-list govuk-list--number'><li>one", ["1."]),
        ("<ol class=legislative-list><li>4. one<li>(a) two<li>three", ["4.", "(a)", ""]),
        ("<ul><li>one", [""]),
    ],
)
def test_numbers_are_those_that_a_browser_prints(opening: str, marks: list[str]) -> None:
    """A list may start elsewhere, count down, be lettered, print no numbers or have them in its words."""
    raw = read(opening)
    assert [line.mark for line in raw.lines] == marks
    assert all(raw.text.startswith(line.mark, line.start) for line in raw.lines)


def test_an_address_is_one_block() -> None:
    """What the page marks as an address is read whole; other lines that are broken by hand are blocks of their own."""
    raw = read(
        "<address>1 High Street<br>Northmere</address>"
        "<div class='adr org'><p>2 High Street <br> Eastfold</div><p>A<br>B"
    )
    assert blocks(raw) == [
        ("paragraph", "1 High Street\nNorthmere"),
        ("paragraph", "2 High Street\nEastfold"),
        ("", "A"),
        ("", "B"),
    ]


def test_what_a_term_means_is_read_with_it() -> None:
    """Short meanings stand in one block with their term; others have the term as their lead-in."""
    raw = read(
        "<dl><dt>Published:<dd>3 May 2034<dt>From<dd>The board<dd>The council"
        "<dt>Rapid review<dd><p>A look at what happened.</p></dl><dl><dd>Set in"
    )
    assert blocks(raw) == [
        ("", "Published: 3 May 2034"),
        ("", "From The board"),
        ("list_item", "The council"),
        ("", "Rapid review"),
        ("list_item", "A look at what happened."),
        ("", "Set in"),
    ]
    sentences = make_reading(raw, reader="html", limits=limits()).sentences
    assert [sentences[one.lead_in].text for one in sentences if one.lead_in is not None] == [
        "From The board",
        "Rapid review",
    ]


def test_lines_that_are_set_by_hand_are_kept() -> None:
    """In a ``pre`` line breaks stay and an empty line ends a block."""
    assert blocks(read("<pre>one\n  two\r\n\nthree  four</pre><p>five\nsix")) == [
        ("paragraph", "one\ntwo"),
        ("paragraph", "three  four"),
        ("", "five six"),
    ]


@pytest.mark.parametrize(
    "figure",
    [
        "<figcaption>Table 1</figcaption><table><tr><th>A<th>B<tr><td>1<td>2</table>",
        "<table><tr><th>A<th>B<tr><td>1<td>2</table><figcaption>Table 1</figcaption>",
        "<table><caption>Table 1</caption><tr><th>A<th>B<tr><td>1<td>2</table>",
    ],
)
def test_the_caption_of_a_table_stands_over_it(figure: str) -> None:
    """However the page says it, the caption of a table comes before its rows, and that of a picture is one."""
    raw = read(f"<p>Before<figure>{figure}</figure><figure><img src=x><figcaption>A boat</figcaption></figure>")
    assert blocks(raw) == [
        ("", "Before"),
        ("table_caption", "Table 1"),
        ("table_row", "A\tB"),
        ("table_row", "1\t2"),
        ("caption", "A boat"),
    ]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Report - part one</title>", "Report - part one"),
        ("<title>Report - part one - GOV.UK</title>", "Report - part one"),
        ("<title>Report | The Board</title><meta property=og:site_name content='The board'>", "Report"),
        ("<title>Report – A B</title><meta name=author content='A B'>", "Report"),
        ("<title>GOV.UK</title>", "First of two"),
        ("<meta property=og:title content='Another'>", "Another"),
        ("", "First of two"),
    ],
)
def test_a_title_loses_the_name_of_the_site_only(head: str, title: str) -> None:
    """What stands behind a dash goes where it is the site's name; without a title the page's own heading is taken."""
    assert (
        read("<nav><h1>Menu</h1></nav><h1>First<br>of two</h1><svg><title>Sign</title></svg>", head=head).title == title
    )


def test_every_heading_has_a_fragment() -> None:
    """A heading is reached by its own anchor, by one right before it, or by its words."""
    raw = read(
        "<h2 id=own>One</h2><p>Text.</p><section id='around it'><h3>Two</h3></section><p>Text.</p>"
        "<h2>Re-read, & more</h2>"
    )
    # A hyphen, a comma and an ampersand are signs of the text directive.
    assert [fragment for _, fragment in raw.fragments] == ["own", "around%20it", ":~:text=Re%2Dread%2C%20%26%20more"]
    assert [raw.text[place:].split("\n")[0] for place, _ in raw.fragments] == ["One", "Two", "Re-read, & more"]
    reading = make_reading(raw, reader="html", limits=limits())
    assert [section.fragment for section in reading.sections] == [fragment for _, fragment in raw.fragments]


def test_what_stands_around_the_content_is_furniture() -> None:
    """Navigation, banner and footer are typed; scripts and hidden elements are not there at all."""
    raw = read(
        "<header>Banner</header><nav>Menu</nav><main><p>Content</p><p hidden>Never</p></main>"
        "<aside>Related</aside><footer>End</footer><script>var never</script>"
    )
    assert blocks(raw) == [
        ("furniture", "Banner"),
        ("furniture", "Menu"),
        ("", "Content"),
        ("furniture", "Related"),
        ("furniture", "End"),
    ]


def test_notes_are_tied_to_their_marks() -> None:
    """The mark of a note leads to its block, and is no part of the words that are searched."""
    raw = read_html(SAMPLE.read_bytes())
    reading = make_reading(raw, reader="html", limits=limits())
    (note,) = reading.notes
    assert reading.text[note.start : note.end] == "1"
    assert reading.blocks[note.block].kind is BlockKind.FOOTNOTE
    (asked,) = [one.text for one in reading.sentences if one.text.startswith("They were asked")]
    assert asked == "They were asked three questions everywhere:"


def test_the_sample_is_read_whole() -> None:
    """The newsletter has its title, its table with a head, its box in reading order and no navigation in its text."""
    raw = read_html(SAMPLE.read_bytes())
    reading = make_reading(raw, reader="html", limits=limits())
    assert raw.title == "Newsletter 7: June 2033"
    rows = [one.text for one in reading.sentences if one.kind is BlockKind.TABLE_ROW]
    assert rows[0] == "Region Notifications Rapid reviews on time"
    assert len(rows) == 4
    heads = {one.lead_in for one in reading.sentences if one.kind is BlockKind.TABLE_ROW and one.text != rows[0]}
    assert [reading.sentences[head or 0].text for head in heads] == [rows[0]]
    assert not any("Newsletters" in one.text for one in reading.sentences)
    assert ["Newsletter 7: June 2033", "Visits to partnerships", "Dates to keep free"] in [
        list(section.path) for section in reading.sections
    ]


def test_links_are_absolute_and_of_the_web() -> None:
    """Relative links are made absolute, by the page's own base where it has one; mail and scripts are no links."""
    html = (
        b"<base href='/deep/'><a href='b?c=1#d'>One <b>two</b></a>"
        b"<a href='//other.example/x' rel='external nofollow'>o</a>"
        b"<a href='mailto:a@b.example'>m</a><a href='javascript:x()'>j</a><a href='http://[bad'>b</a>"
    )
    assert find_links(html, "https://a.example/page") == [
        Link("https://a.example/deep/b?c=1#d", "One two"),
        Link("https://other.example/x", "o", nofollow=True),
    ]


@settings(max_examples=150, deadline=None)
@given(trees)
def test_every_character_lies_in_one_line(tree: str) -> None:
    """Whatever the elements, each character that is no space lies in exactly one line, and no word is lost."""
    raw = read(f"<p>first</p>{tree}")
    places = covered(raw)
    assert len(places) == len(set(places))
    assert {place for place, letter in enumerate(raw.text) if not letter.isspace()} <= set(places)
    written = Counter(letter for letter in re.sub(r"<[^>]*>", "", tree) if not letter.isspace())
    assert not written - Counter(raw.text)
    reading = make_reading(raw, reader="html", limits=limits())
    for sentence in reading.sentences:
        assert reading.quote(sentence.segments).strip()


@pytest.mark.parametrize(
    "html",
    [
        *(b"", b"<p> </p>", b"<script>var words</script>", b"<div>" * 20_000 + b"deep"),
        *(b"%PDF-1.7 words", b"PK\x03\x04 words", b"{\\rtf1 words}"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(html: bytes) -> None:
    """A page without words, one that nests without end, and a file of another format are refused in one sentence."""
    with pytest.raises(UnreadableDocument) as refused:
        read_html(html)
    assert "\n" not in str(refused.value)


def test_real_items_are_read(shared: Path) -> None:
    """Every published example of an HTML publication gives headings with fragments and citable sentences."""
    for path in sorted((shared / "govuk" / "examples").glob("html_publication*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))["details"]["body"]
        raw = read(body)
        reading = make_reading(raw, reader="html", limits=limits())
        assert len(raw.fragments) == sum(line.kind is BlockKind.HEADING for line in raw.lines)
        assert reading.sentences
