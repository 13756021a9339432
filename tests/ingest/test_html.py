from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from contextlib import suppress
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

SAMPLE = Path(__file__).parents[2] / "samples" / "newsletter-2033-06-14.html"
WORDS = st.text(alphabet="abc déf–“”", min_size=1, max_size=12)
TAGS = st.sampled_from(
    ["p", "div", "h2", "ul", "ol", "li", "table", "tr", "td", "th", "b", "a", "sup", "dl", "dt", "dd", "main", "nav"]
)


def read(body: str) -> RawText:
    """Return the text of a page with this body."""
    return read_html(f"<!doctype html><title>A page</title><body>{body}".encode())


def blocks(raw: RawText) -> list[tuple[str, str]]:
    """Return kind and words of each block; a paragraph has no kind."""
    return [(str(line.kind or ""), raw.text[line.start : line.end]) for line in raw.lines]


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


def test_numbers_are_those_that_a_browser_prints() -> None:
    """A list may start elsewhere, be lettered, and give an item a number of its own."""
    raw = read("<ol start=3 type=a><li>one<li value=7>two<li>three</ol>")
    assert [line.mark for line in raw.lines] == ["c.", "g.", "h."]


def test_every_heading_has_a_fragment() -> None:
    """A heading is reached by its own anchor, by one right before it, or by its words."""
    raw = read(
        "<h2 id=own>One</h2><p>Text.</p><section id=around><h3>Two</h3></section><p>Text.</p><h2>Three & four</h2>"
    )
    assert [fragment for _, fragment in raw.fragments] == ["own", "around", ":~:text=Three%20%26%20four"]
    assert [raw.text[place:].split("\n")[0] for place, _ in raw.fragments] == ["One", "Two", "Three & four"]
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


@pytest.mark.parametrize(
    ("data", "charset", "words"),
    [
        ("<p>Café".encode(), None, "Café"),
        ("<meta charset=latin-1><p>Café".encode("latin-1"), None, "Café"),
        ("<p>Café".encode("latin-1"), "iso-8859-1", "Café"),
        ("<p>Café".encode("latin-1"), None, "Café"),
        ("<p>Café".encode("utf-16"), None, "Café"),
        ("<p>Café".encode("utf-8-sig"), "latin-1", "Café"),
        (b"<p>Caf&eacute; &#8220;a&#x201d;", "no-such-charset", "Café “a”"),
    ],
)
def test_the_character_set_is_found(data: bytes, charset: str | None, words: str) -> None:
    """A byte order mark counts most, then the server's word, the page's own, and what fits."""
    assert read_html(data, charset=charset).text == words


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


@pytest.mark.parametrize("html", [b"", b"<p> </p>", b"<script>var words</script>", b"<div>" * 20_000 + b"deep"])
def test_a_page_that_cannot_be_read_says_why(html: bytes) -> None:
    """A page without words, or that nests without end, is refused in one sentence."""
    with pytest.raises(UnreadableDocument) as refused:
        read_html(html)
    assert "\n" not in str(refused.value)


def test_damaged_pages_are_read_or_refused() -> None:
    """Three hundred damaged copies of a page are read or refused, each at once."""
    chance = random.Random(7)  # noqa: S311  no secret
    whole = SAMPLE.read_bytes()
    for _ in range(300):
        data = bytearray(whole[: chance.randrange(len(whole))])
        for _ in range(chance.randrange(30)):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
        begun = time.monotonic()
        with suppress(UnreadableDocument):
            read_html(bytes(data))
        assert time.monotonic() - begun < 10


def test_real_items_are_read(shared: Path) -> None:
    """Every published example of an HTML publication gives headings with fragments and citable sentences."""
    for path in sorted((shared / "govuk" / "examples").glob("html_publication*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))["details"]["body"]
        raw = read(body)
        reading = make_reading(raw, reader="html", limits=limits())
        assert len(raw.fragments) == sum(line.kind is BlockKind.HEADING for line in raw.lines)
        assert reading.sentences
