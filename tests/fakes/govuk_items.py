"""Makes content items as GOV.UK's published schemas describe them, one function for each schema.

An item made here names what it is linked to by content id; ``govuk_links`` expands that as the Publishing API does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tests.fakes.govuk_wording import PANEL, Wording

Item = dict[str, Any]
SITE = "https://www.gov.uk"
ASSETS = "https://assets.publishing.service.gov.uk"
SUMMER = timezone(timedelta(hours=1))
"""GOV.UK writes some of its times in British Summer Time, some in UTC, with and without parts of a second."""
PROVENANCE = {
    "analytics_identifier": None,
    "locale": "en",
    "phase": "live",
    "publishing_app": "whitehall",
    "publishing_request_id": None,
    "publishing_scheduled_at": None,
    "rendering_app": "frontend",
    "scheduled_publishing_delay_seconds": None,
}
GONE: Item = {"title": None, "description": None, "rendering_app": None}
"""What a redirect and a gone item are without."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When an item was first published, last changed for readers, and last changed in any way."""

    first: datetime
    public: datetime
    updated: datetime


def make_id(name: str) -> str:
    """Return the content id of what bears this name, always the same."""
    return str(uuid5(NAMESPACE_URL, name))


def in_utc(moment: datetime) -> str:
    """Write a time as most of an item's times are written."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def in_summer_time(moment: datetime) -> str:
    """Write a time with another offset, as GOV.UK does in ``updated_at`` and the change history."""
    return moment.astimezone(SUMMER).isoformat(timespec="seconds")


def in_zulu(moment: datetime) -> str:
    """Write a time with a Z, as GOV.UK does in links and notices."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def make_html(*paragraphs: str, above: str = "") -> str:
    """Return paragraphs as the body of an item, which GOV.UK wraps in a ``div``; ``above`` is markup."""
    return f'<div class="govspeak">{above}' + "\n\n".join(f"<p>{escape(text)}</p>" for text in paragraphs) + "\n</div>"


def make_item(path: str, kind: tuple[str, str], wording: Wording, dates: Dates) -> Item:
    """Return what items of every schema have in common; ``kind`` is the schema's name and the document type."""
    return PROVENANCE | {
        "base_path": path,
        "content_id": make_id(path),
        "title": wording.title,
        "description": wording.summary,
        "schema_name": kind[0],
        "document_type": kind[1],
        "first_published_at": in_utc(dates.first),
        "public_updated_at": in_utc(dates.public),
        "updated_at": in_summer_time(dates.updated),
        "withdrawn_notice": {},
        "details": {},
        "links": {},
    }


def make_publication(path: str, document_type: str, wording: Wording, dates: Dates) -> Item:
    """Return a publication without attachments, whose body says all its words."""
    item = make_item(path, ("publication", document_type), wording, dates)
    history = [{"note": "First published.", "public_timestamp": in_summer_time(dates.first)}]
    if dates.public > dates.first:
        history.insert(0, {"note": "Corrected one date.", "public_timestamp": in_summer_time(dates.public)})
    item["details"] = {
        "body": make_html(*wording.sentences),
        "change_history": history,
        "first_public_at": in_summer_time(dates.first),
        "political": False,
        "tags": {"browse_pages": [], "policies": []},
    }
    return item


def make_html_publication(parent: Item, wording: Wording, dates: Dates) -> Item:
    """Return the page of an HTML attachment, an item of its own below the publication that it belongs to."""
    path = f"{parent['base_path']}/{_slug(wording.title)}"
    item = make_item(path, ("html_publication", "html_publication"), wording, dates)
    heading = '<h2 id="what-was-seen">What was seen</h2>\n\n'
    item["description"] = None
    item["details"] = {
        "body": make_html(*wording.sentences, above=heading),
        "first_published_version": dates.first == dates.public,
        "headers": [{"id": "what-was-seen", "level": 2, "text": "What was seen"}],
        "political": parent["details"]["political"],
        "public_timestamp": in_utc(dates.public),
    }
    item["links"] = {"parent": [parent["content_id"]]}
    return item


def make_document_collection(path: str, wording: Wording, dates: Dates, *, documents: list[str]) -> Item:
    """Return a collection that names documents by content id, in two groups where there are two."""
    item = make_item(path, ("document_collection", "document_collection"), wording, dates)
    half = (len(documents) + 1) // 2
    groups = {"Reviews": documents[:half], "Letters and notes": documents[half:]}
    item["details"] = {
        "body": make_html(wording.sentences[0]),
        "collection_groups": [
            {"title": title, "body": make_html(f"{title} of one year."), "documents": ids}
            for title, ids in groups.items()
            if ids
        ],
        "first_public_at": in_summer_time(dates.first),
        "political": False,
    }
    item["links"] = {"documents": documents}
    return item


def make_redirect(path: str, destination: str, at: datetime, **route: str) -> Item:
    """Return what lies at a path whose content has moved; ``route`` may hold type and segments_mode."""
    dates = Dates(at, at, at)
    item = make_item(path, ("redirect", "redirect"), Wording("", "", ()), dates) | GONE
    item["content_id"] = None
    item["redirects"] = [{"path": path, "type": "exact", "destination": destination} | route]
    return item


def make_gone(path: str, at: datetime, *, explanation: str | None = None, alternative: str | None = None) -> Item:
    """Return what lies at a path whose content was unpublished; the schema has no first publication for it."""
    item = make_item(path, ("gone", "gone"), Wording("", "", ()), Dates(at, at, at)) | GONE
    item["details"] = {"explanation": explanation, "alternative_path": alternative}
    return item


def make_organisation(slug: str, title: str, at: datetime) -> Item:
    """Return an organisation."""
    words = Wording(title, f"{title} reads what was learnt, and says so.", ())
    kind = ("organisation", "organisation")
    item = make_item(f"/government/organisations/{slug}", kind, words, Dates(at, at, at))
    item["rendering_app"] = "collections"
    item["details"] = {
        "acronym": "".join(word[0] for word in title.split()),
        "body": make_html(words.summary),
        "brand": "department-for-education",
        "logo": {"crest": "single-identity", "formatted_title": title.replace(" ", "<br/>", 1)},
        "organisation_govuk_status": {"status": "live", "updated_at": None, "url": None},
        "organisation_political": False,
        "organisation_type": "advisory_ndpb",
    }
    return item


def make_government(number: int, *, current: bool) -> Item:
    """Return a government, to which items are linked and which has no page."""
    title = f"Example government {number}"
    begin = datetime(2024 + 4 * number, 5, 12, tzinfo=UTC)
    path = f"/government/example-government-{number}"
    item = make_item(path, ("government", "government"), Wording(title, "", ()), Dates(begin, begin, begin))
    ended = None if current else in_utc(begin.replace(year=begin.year + 4))
    item["details"] = {"started_on": in_utc(begin), "ended_on": ended, "current": current}
    return item


def make_panel(slug: str, at: datetime) -> Item:
    """Return the organisation whose publications the collection holds."""
    return make_organisation(slug, PANEL, at)


def _slug(title: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in title.lower()).split())
