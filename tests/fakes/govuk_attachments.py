"""Attaches files, pages and places elsewhere to a publication, as Whitehall does; old ones only as a piece of HTML."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from html import escape

from tests.fakes.govuk_files import TYPES
from tests.fakes.govuk_items import ASSETS, Item

EMPTY = {
    "command_paper_number": "",
    "hoc_paper_number": "",
    "isbn": "",
    "unique_reference": "",
    "unnumbered_command_paper": False,
    "unnumbered_hoc_paper": False,
}
SNIPPET = (
    '<section class="attachment embedded" id="attachment_{number}">\n  <div class="attachment-thumb">\n    '
    '<a aria-hidden="true" class="thumbnail" href="{url}"><img alt="" src="{url}.png"></a>\n  </div>\n'
    '  <div class="attachment-details">\n    <h2 class="title"><a href="{url}">{title}</a></h2>\n'
    '    <p class="metadata"><span class="type">{kind}</span></p>\n'
    "  </div>\n</section>"
)


@dataclass(frozen=True, slots=True)
class File:
    """A file to attach."""

    name: str
    title: str
    data: bytes

    @property
    def content_type(self) -> str:
        """The media type, known from the ending."""
        return TYPES.get(self.name.rpartition(".")[2], "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Asset:
    """What the asset host has at one path: a file of an item, or the place where it is now."""

    file: File
    modified: datetime
    parent: str
    """The path of the item it belongs to."""
    replaced_by: str = ""
    """The path of the asset that replaced it."""
    withdrawn_to: str = ""
    """The path of the page that tells why it was unpublished."""

    @property
    def etag(self) -> str:
        """The file's mark, made of its time and size as the asset manager makes it."""
        return f'"{int(self.modified.timestamp()):x}-{len(self.file.data):x}"'


def make_asset_path(parent: str, file: File, at: datetime) -> str:
    """Return a path of today's form: every upload has a number of its own."""
    return f"/media/{_number(parent, file, at)[:24]}/{file.name}"


def make_old_asset_path(parent: str, file: File, at: datetime) -> str:
    """Return a path of the form that older publications keep."""
    number = int(_number(parent, file, at)[:5], 16)
    return f"/government/uploads/system/uploads/attachment_data/file/{number}/{file.name}"


def attach_file(item: Item, file: File, path: str) -> None:
    """Name a file among the attachments of an item."""
    pages = {"number_of_pages": 1} if file.name.endswith(".pdf") else {}
    attachment = (
        EMPTY
        | pages
        | {
            "accessible": not file.name.endswith(".pdf"),
            "alternative_format_contact_email": "formats@panel.example",
            "assets": [{"asset_manager_id": path.split("/")[-2], "filename": file.name}],
            "attachment_type": "file",
            "content_type": file.content_type,
            "file_size": len(file.data),
            "filename": file.name,
            "id": file.name,
            "title": file.title,
            "url": f"{ASSETS}{path}",
        }
    )
    _attach(item, attachment)


def attach_page(item: Item, page: Item) -> None:
    """Name an HTML publication among the attachments of its parent; GOV.UK gives its path, not a whole URL."""
    name = page["base_path"].rpartition("/")[2]
    place = {"attachment_type": "html", "id": name, "title": page["title"], "url": page["base_path"]}
    _attach(item, EMPTY | place | ({"locale": page["locale"]}))


def attach_place(item: Item, title: str, url: str) -> None:
    """Name a place outside GOV.UK among the attachments of an item."""
    _attach(item, EMPTY | {"attachment_type": "external", "id": url, "title": title, "url": url})


def embed_file(item: Item, file: File, path: str) -> None:
    """Name a file as older items do: not as data but as a piece of HTML."""
    kind, size = file.name.rpartition(".")[2].upper(), max(1, len(file.data) // 1024)
    _embed(item, file.title, f"{ASSETS}{path}", f'{kind}</span>, <span class="file-size">{size}KB')


def embed_page(item: Item, page: Item) -> None:
    """Name an HTML publication as older items do."""
    _embed(item, page["title"], page["base_path"], "HTML")


def _embed(item: Item, title: str, url: str, kind: str) -> None:
    documents = item["details"].setdefault("documents", [])
    documents.append(SNIPPET.format(number=len(documents) + 1, title=escape(title), url=url, kind=kind))


def _attach(item: Item, attachment: Item) -> None:
    item["details"].setdefault("attachments", []).append(attachment)
    item["details"].setdefault("featured_attachments", []).append(attachment["id"])


def _number(parent: str, file: File, at: datetime) -> str:
    return hashlib.sha256(f"{parent} {file.name} {at.isoformat()}".encode()).hexdigest()
