"""The shapes that publications have on GOV.UK: by what hangs on them, a file, a page, several, none at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes.govuk_attachments import (
    File,
    attach_file,
    attach_page,
    attach_place,
    embed_file,
    embed_page,
    make_asset_path,
    make_old_asset_path,
)
from tests.fakes.govuk_collection import Collection
from tests.fakes.govuk_files import make_file
from tests.fakes.govuk_items import Dates, Item, make_html, make_html_publication
from tests.fakes.govuk_wording import Wording, make_wording


@dataclass(frozen=True, slots=True)
class Making:
    """One publication while it is made: where it goes, its item, what it says, when."""

    collection: Collection
    item: Item
    wording: Wording
    dates: Dates
    number: int
    seed: int

    def other_words(self, kind: str) -> Wording:
        """Return the words of something that goes with the document and is not it."""
        return make_wording(self.number, kind, seed=self.seed)


def one_pdf(making: Making) -> None:
    """Attach the document as a PDF file."""
    _introduce(making)
    _attach(making, "pdf", making.wording)


def three_formats(making: Making) -> None:
    """Attach the same document three times under one title: a PDF file, a page, an OpenDocument text."""
    one_pdf(making)
    _add_page(making, making.wording)
    _attach(making, "odt", making.wording)


def several_files(making: Making) -> None:
    """Attach a report, its annex and its table, each a document of its own."""
    one_pdf(making)
    _attach(making, "pdf", making.other_words("annex"))
    _attach(making, "csv", making.other_words("table"))


def one_page(making: Making) -> None:
    """Attach the document as a page only."""
    _introduce(making)
    _add_page(making, making.wording)


def a_place_elsewhere(making: Making) -> None:
    """Name a place outside GOV.UK, and say the words in the body."""
    attach_place(making.item, making.wording.title, f"https://panel.example/documents/{making.number}")


def one_docx(making: Making) -> None:
    """Attach the document as a Word file, and its easy-read page."""
    _introduce(making)
    _attach(making, "docx", making.wording)
    _add_page(making, making.other_words("easy read"))


def an_old_one(making: Making) -> None:
    """Attach files and a page in the old way, as pieces of HTML without any data about them."""
    _introduce(making)
    embed_page(making.item, _make_page(making, making.other_words("easy read")))
    for ending, wording in (("pdf", making.wording), ("odt", making.other_words("annex"))):
        file = _make(ending, wording)
        path = make_old_asset_path(making.item["base_path"], file, making.dates.first)
        embed_file(making.item, file, path)
        making.collection.add_asset(making.item, file, path, making.dates.first)


def the_body_alone(making: Making) -> None:
    """Attach nothing: the body is the document."""
    making.item["details"].pop("attachments", None)


SHAPES: tuple[Callable[[Making], None], ...] = (
    one_pdf,
    three_formats,
    several_files,
    one_page,
    a_place_elsewhere,
    one_docx,
    an_old_one,
    the_body_alone,
)


def _introduce(making: Making) -> None:
    """Let the body only say what the attachments are about."""
    making.item["details"]["body"] = make_html(making.wording.summary)


def _make(ending: str, wording: Wording) -> File:
    name = "_".join("".join(sign if sign.isalnum() else " " for sign in wording.title).split())
    return File(f"{name}.{ending}", wording.title, make_file(ending, wording))


def _attach(making: Making, ending: str, wording: Wording) -> None:
    file = _make(ending, wording)
    path = make_asset_path(making.item["base_path"], file, making.dates.public)
    attach_file(making.item, file, path)
    making.collection.add_asset(making.item, file, path, making.dates.public)


def _add_page(making: Making, wording: Wording) -> None:
    attach_page(making.item, _make_page(making, wording))


def _make_page(making: Making, wording: Wording) -> Item:
    page = make_html_publication(making.item, wording, making.dates)
    page["links"] |= making.item["links"]
    making.collection.items[page["base_path"]] = page
    return page
