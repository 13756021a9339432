"""Items of GOV.UK's Content API, made into offers of documents.

A page has attachments: files, HTML publications (items of their own) and places elsewhere. Those of one title are one
document in several formats. A page without attachments is a document itself.
Schemas: https://docs.publishing.service.gov.uk/content-schemas.html
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from selectolax.lexbor import LexborHTMLParser

from ingest.documents import Failure, Locator, Offer
from ingest.errors import IngestError, UnreadableDocument
from ingest.fetching import Fetched
from ingest.offers import Content, make_offer
from ingest.readers import find_format
from ingest.readings import Limits
from ingest.sidecars import Stated

Item = Mapping[str, Any]
Get = Callable[[str], Fetched]
"""Fetches an address, or a path of the site."""

GONE, REDIRECT = "gone", "redirect"
FORMAT_WORDS = re.compile(
    r"\s*[-–(\[]*\s*\b(?:(?:accessible|html|pdf|word)(?: version)?|odt|web version)\b"
    r"\s*[)\]]*\s*$",
    re.IGNORECASE,
)
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the site, the hosts that may be asked, whose words these are (None: as each shows itself).

    ``likely_speaker`` and ``licence`` hold for what does not say otherwise.
    """

    site: str
    hosts: Sequence[str]
    speaker: str | None
    likely_speaker: str
    licence: str | None


@dataclass(frozen=True, slots=True)
class _Attachment:
    title: str
    url: str
    type: str
    content_type: str | None = None

    @property
    def key(self) -> str:
        """What attachments of one document have in common: the title without words for formats."""
        return NOT_IN_NAMES.sub("-", FORMAT_WORDS.sub("", self.title).lower()).strip("-")


def listed_only(item: Item) -> bool:
    """Say whether an item is no document: an organisation, a person, a role; or a page of another item's."""
    belongs = item.get("schema_name") == "html_publication" and bool(item.get("links", {}).get("parent"))
    return belongs or item.get("document_type") in _tables()["not_documents"]


def offer_all(
    item: Item, publisher: Publisher, get: Get, scope: Locator, limits: Limits
) -> tuple[list[Offer | Failure], list[str]]:
    """Return the offers of a page's documents, and notes of what is not held."""
    stated, notes = _state(item, publisher), _notes(item)
    offers: list[Offer | Failure] = []
    for key, attachments in _grouped(item, publisher):
        place = Locator(scope.source, f"{scope.place}{key}")
        contents: list[Content] = []
        for one in attachments:
            try:
                contents += _fetch(one, publisher, get)
            except UnreadableDocument as error:
                notes.append(f"{one.title} ({one.url}) is not held: {error}")
            except IngestError as error:
                offers.append(Failure(place, str(error)))
                contents = []
                break
        if contents:
            own = Stated(title=attachments[0].title or None, url=_url_of(contents)).over(stated)
            offers.append(make_offer([place], contents, own, limits))
    if not offers and words_of(item.get("details", {}).get("body")):
        place = Locator(scope.source, f"{scope.place}page")
        offers.append(make_offer([place], [_as_page(item, publisher.site)], stated, limits))
    return offers, notes


def paths_named(item: Item) -> list[str]:
    """Return the paths of an item's translations and, of a collection, of its documents."""
    links = item.get("links", {})
    others = [one for one in links.get("available_translations", ()) if one.get("locale") != item.get("locale")]
    documents = links.get("documents", ()) if item.get("schema_name") == "document_collection" else ()
    return [one["base_path"] for one in (*others, *documents) if one.get("base_path")]


def words_of(html: object) -> str:
    """Return the words of a piece of HTML, on one line."""
    if not isinstance(html, str) or not html.strip():
        return ""
    return " ".join(LexborHTMLParser(html).text(separator=" ").split())


@cache
def _tables() -> dict[str, Any]:
    return dict(yaml.safe_load((files("ingest") / "govuk.yaml").read_text(encoding="utf-8")))


def _state(item: Item, publisher: Publisher) -> Stated:
    """Return what an item says of all its documents."""
    notice, details = item.get("withdrawn_notice") or {}, item.get("details", {})
    links = item.get("links", {})
    governments = [one for one in (*links.get("government", ()), details.get("government") or {}) if one]
    earlier = [one for one in governments if not (one.get("details") or one).get("current", True)]
    published = item.get("first_published_at") or details.get("first_public_at")
    url = f"{publisher.site}{item.get('base_path', '')}"
    return Stated(
        title=item.get("title") or None,
        likely_kind=_tables()["kinds"].get(item.get("document_type")),
        speaker=publisher.speaker,
        likely_speaker=publisher.likely_speaker,
        published=_day(published),
        updated=_day(item.get("public_updated_at")),
        url=url,
        page_url=url,
        licence=publisher.licence,
        locale=item.get("locale"),
        organisations=tuple(one["title"] for one in links.get("organisations", ()) if one.get("title")),
        status="withdrawn" if notice.get("withdrawn_at") else None,
        status_since=_day(notice.get("withdrawn_at")),
        status_reason=words_of(notice.get("explanation")) or None,
        government=earlier[0].get("title") if earlier and details.get("political") else None,
        changes=tuple(_changes(details)),
    )


def _changes(details: Item) -> Iterator[tuple[str, str]]:
    for row in details.get("change_history") or ():
        day = _day(row.get("public_timestamp"))
        if day:
            yield day.isoformat(), words_of(row.get("note"))


def _notes(item: Item) -> list[str]:
    kind = item.get("document_type")
    if kind in _tables()["kinds"]:
        return []
    return [f"Its document type, {kind!r}, is not known here; it is kept as a document."]


def _grouped(item: Item, publisher: Publisher) -> list[tuple[str, list[_Attachment]]]:
    """Return the attachments by document: those of one title and different formats are one."""
    groups: dict[str, list[_Attachment]] = {}
    for one in _attachments(item, publisher):
        key, repeat = one.key or "document", 1
        while any(_form(other) == _form(one) for other in groups.get(key, ())):
            repeat += 1
            key = f"{one.key}-{repeat}"
        groups.setdefault(key, []).append(one)
    return list(groups.items())


def _form(one: _Attachment) -> str:
    try:
        return "html" if one.type == "html" else find_format(urlsplit(one.url).path, one.content_type).name
    except UnreadableDocument:
        return one.url


def _attachments(item: Item, publisher: Publisher) -> Iterator[_Attachment]:
    details = item.get("details", {})
    rows = details.get("attachments") or ()
    for row in rows:
        url = urljoin(f"{publisher.site}/", str(row.get("url", "")))
        title = str(row.get("title") or item.get("title") or "")
        yield _Attachment(title, url, str(row.get("attachment_type")), row.get("content_type"))
    if not rows:
        for snippet in details.get("documents") or ():
            yield from _embedded(str(snippet), item, publisher)


def _embedded(snippet: str, item: Item, publisher: Publisher) -> Iterator[_Attachment]:
    """Yield the attachment that a piece of HTML shows, as older items have it: the first link with words."""
    for link in LexborHTMLParser(snippet).css("a[href]"):
        title = " ".join(link.text().split())
        if title:
            url = urljoin(f"{publisher.site}/", link.attributes.get("href") or "")
            own = urlsplit(url).netloc == urlsplit(publisher.site).netloc
            kind = "html" if own and not leads_to_file(url) else "file"
            yield _Attachment(title or str(item.get("title")), url, kind)
            return


def leads_to_file(url: str) -> bool:
    """Say whether an address of the site leads to a file: its last part has an ending."""
    return "." in urlsplit(url).path.rpartition("/")[2]


def _fetch(one: _Attachment, publisher: Publisher, get: Get) -> list[Content]:
    """Return the bytes of an attachment; ``UnreadableDocument`` when it is not one that can be held."""
    parts = urlsplit(one.url)
    if one.type == "external" or parts.hostname not in {host.partition(":")[0] for host in publisher.hosts}:
        raise UnreadableDocument("it is published elsewhere")
    if one.type == "html":
        item = json.loads(get(f"/api/content{parts.path}").body)
        return [_as_page(item, publisher.site)]
    name = parts.path.rpartition("/")[2]
    find_format(name, one.content_type)
    found = get(one.url)
    return [Content(name, found.body, one.content_type or found.media_type, one.url)]


def _as_page(item: Item, site: str) -> Content:
    title, body = str(item.get("title") or ""), str(item.get("details", {}).get("body") or "")
    path = str(item.get("base_path", ""))
    # The title stands over the text on the page, and is not part of the item's body.
    html = f"<!doctype html><title>{escape(title)}</title><main><h1>{escape(title)}</h1>{body}</main>"
    return Content(f"{path.rpartition('/')[2]}.html", html.encode(), "text/html", f"{site}{path}")


def _url_of(contents: Sequence[Content]) -> str | None:
    return min(contents, key=lambda one: find_format(one.name, one.media_type).rank).url


def _day(moment: object) -> dt.date | None:
    """Return the day of a moment as the Content API writes it; None where there is none."""
    try:
        return dt.datetime.fromisoformat(str(moment)).date()
    except ValueError:
        return None
