from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import Reading
from ingest.docx import read_docx
from ingest.eml import read_eml
from ingest.html import read_html
from ingest.lines import RawText
from ingest.odt import read_odt
from ingest.pdf import read_pdf
from ingest.readings import make_reading
from ingest.text import read_text
from tests.benchmarks.fuzz_readers import is_whole
from tests.ingest.builders import limits
from tests.ingest.office import open_file, paragraph, word_file
from tests.ingest.pdfs import write_pdf

Pages = Sequence[Sequence[str]]

# Letters that every format and the PDF's encoding have, and signs that formats must not take for their own.
letters = st.text("abcdefghijklmnopqrstuvwxyzABCDEéü£&<>\"'%*_#-.,;:()1234567890", min_size=1, max_size=9)
paragraphs = st.lists(letters, min_size=2, max_size=10).map(lambda words: " ".join(["Visits", *words]))
pages = st.lists(st.lists(paragraphs, min_size=1, max_size=5), min_size=1, max_size=4)


def _all(document: Pages) -> list[str]:
    return [words for page in document for words in page]


def make_text(document: Pages) -> bytes:
    """Return a text file."""
    return "\n\n".join(_all(document)).encode()


def make_html(document: Pages) -> bytes:
    """Return a web page."""
    return "".join(f"<p>{escape(words)}</p>" for words in _all(document)).encode()


def make_docx(document: Pages) -> bytes:
    """Return a Word document."""
    return word_file("".join(paragraph(escape(words)) for words in _all(document)))


def make_odt(document: Pages) -> bytes:
    """Return an OpenDocument text."""
    return open_file("".join(f"<text:p>{escape(words)}</text:p>" for words in _all(document)))


def make_eml(document: Pages) -> bytes:
    """Return an e-mail."""
    message = EmailMessage()
    message["Subject"] = "Fictional sample"
    message["From"] = "imogen@panel.example"
    message.set_content("\n\n".join(_all(document)))
    return message.as_bytes()


FORMATS: dict[str, tuple[Callable[[Pages], bytes], Callable[[bytes], RawText]]] = {
    "text": (make_text, read_text),
    "html": (make_html, read_html),
    "docx": (make_docx, read_docx),
    "odt": (make_odt, read_odt),
    "eml": (make_eml, read_eml),
    "pdf": (lambda document: write_pdf(*document), read_pdf),
}


def take_apart(name: str, document: Pages) -> tuple[RawText, Reading]:
    """Return what is read of a document in some format."""
    make, read = FORMATS[name]
    raw = read(make(document))
    return raw, make_reading(raw, reader=name, limits=limits())


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40)
@given(document=pages)
def test_the_spans_of_a_reading_give_back_the_document(name: str, document: Pages) -> None:
    """Each character that is printed lies in one line and one block, furniture included, and none of them is lost."""
    raw, reading = take_apart(name, document)
    assert is_whole(raw)
    spans = sorted((one.start, one.end) for block in reading.blocks for one in block.segments)
    told = "".join("".join(raw.text[start:end].split()) for start, end in spans)
    assert told == "".join(raw.text.split())
    printed = "".join("".join(_all(document)).split())
    assert not [letter for letter in set(printed) if told.count(letter) < printed.count(letter)]


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=40)
@given(document=pages)
def test_passages_are_found_at_their_places(name: str, document: Pages) -> None:
    """The segments of every passage's sentences are verbatim text, and lie on the page that they name."""
    raw, reading = take_apart(name, document)
    for passage in reading.passages:
        for sentence in reading.sentences[passage.first : passage.last + 1]:
            assert sentence.text in passage.text
            for one in sentence.segments:
                assert raw.text[one.start : one.end].strip()
                assert one.page == (bisect_right(raw.pages, one.start) if raw.pages else None)


@settings(max_examples=40)
@given(document=pages)
def test_words_are_on_the_page_on_which_they_were_printed(document: Pages) -> None:
    """Every paragraph of a PDF is read between the beginning of its page and that of the next."""
    raw, _ = take_apart("pdf", document)
    ends = [*raw.pages[1:], len(raw.text)]
    for page, start, end in zip(document, raw.pages, ends, strict=True):
        printed, told = "".join("".join(page).split()), "".join(raw.text[start:end].split())
        assert sorted(printed) == sorted(told)
