"""What GOV.UK's search knows about an item: its fields, their types, and their values."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from html import unescape

from tests.conftest import SHARED
from tests.fakes.govuk_collection import Collection
from tests.fakes.govuk_items import Item
from tests.fakes.govuk_links import UNLINKED, make_link

DEFINITIONS = SHARED / "govuk" / "search_api_field_definitions.json"
FIELDS: Mapping[str, str] = {
    "content_id": "identifier",
    "content_store_document_type": "identifier",
    "description": "searchable_text",
    "detailed_format": "identifier",
    "display_type": "identifier",
    "document_collections": "identifiers",
    "first_published_at": "date",
    "format": "identifier",
    "government_name": "unsearchable_text",
    "indexable_content": "searchable_text",
    "is_historic": "boolean",
    "is_political": "boolean",
    "is_withdrawn": "boolean",
    "latest_change_note": "unsearchable_text",
    "link": "identifier",
    "organisation_content_ids": "identifiers",
    "organisations": "identifiers",
    "popularity": "float",
    "primary_publishing_organisation": "identifiers",
    "public_timestamp": "date",
    "publishing_app": "identifier",
    "rendering_app": "identifier",
    "slug": "identifier",
    "title": "searchable_sortable_text",
    "updated_at": "date",
}
"""The fields that the stand-in fills; the published definitions name some 270 more."""
EXPANDED = ("organisations", "document_collections")
"""Fields whose values are shown as objects, though one filters by the slug."""
UNLISTED = {"redirect", "gone", "html_publication"}
MARKUP = re.compile(r"<[^>]*>")


@cache
def field_types() -> Mapping[str, str]:
    """Return the type of every field: by the published definitions where they are there, else of those filled."""
    if not DEFINITIONS.is_file():
        return FIELDS
    published = json.loads(DEFINITIONS.read_text(encoding="utf-8"))
    return {name: definition["type"] for name, definition in published.items()}


def filter_kind(name: str) -> str:
    """Return how a field is filtered: by text, by date, by yes and no; empty when it cannot be."""
    if name in {"document_type", "elasticsearch_type"}:
        return "text"
    kind = field_types().get(name, "")
    return "text" if "identifier" in kind else kind if kind in {"date", "boolean"} else ""


def list_documents(collection: Collection) -> list[Item]:
    """Return what search lists: English items that are neither moved nor gone; pages belong to their publication."""
    listed = (item for item in collection.items.values() if item["schema_name"] not in UNLISTED)
    return [describe(item, collection) for item in listed if item["locale"] == "en"]


def describe(item: Item, collection: Collection) -> Item:
    """Return the fields of an item."""
    path, details, document_type = item["base_path"], item["details"], item["document_type"]
    organisations = _linked(item, "organisations", collection) or ([item] if document_type == "organisation" else [])
    history = details.get("change_history") or [{"note": None}]
    publishers = _linked(item, "primary_publishing_organisation", collection)
    kept = {name: item.get(name) for name in ("content_id", "title", "description", "publishing_app", "rendering_app")}
    return kept | {
        "content_store_document_type": document_type,
        "detailed_format": document_type.replace("_", "-"),
        "display_type": document_type.replace("_", " ").capitalize(),
        "document_collections": [_slug(one) for one in _collections_of(item, collection)],
        "document_type": "edition",
        "first_published_at": item.get("first_published_at"),
        "format": document_type,
        "government_name": details.get("government", {}).get("title"),
        "indexable_content": " ".join(unescape(MARKUP.sub(" ", details.get("body", ""))).split()),
        "is_historic": details.get("political", False) and not details.get("government", {}).get("current", True),
        "is_political": details.get("political", False),
        "is_withdrawn": bool(item.get("withdrawn_notice")),
        "latest_change_note": history[0]["note"],
        "link": path,
        "organisation_content_ids": [one["content_id"] for one in organisations],
        "organisations": [_slug(one) for one in organisations],
        "popularity": int(hashlib.sha256(path.encode()).hexdigest()[:6], 16) / 16**7,
        "primary_publishing_organisation": [_slug(one) for one in publishers],
        "public_timestamp": item["public_updated_at"],
        "slug": path.rpartition("/")[2],
        "updated_at": item["updated_at"],
    }


def expand(name: str, slugs: list[str], collection: Collection) -> list[Item]:
    """Return the objects that stand for slugs in an answer."""
    folder = "/government/organisations" if name == "organisations" else "/government/collections"
    paths = (f"{folder}/{slug}" for slug in slugs)
    links = (make_link(collection.items[path]) for path in paths if path in collection.items)
    return [
        {"slug": _slug(link), "link": link["base_path"], "title": link["title"], "content_id": link["content_id"]}
        for link in links
    ]


def _linked(item: Item, kind: str, collection: Collection) -> list[Item]:
    names = item["links"].get(kind, ())
    ready = [name for name in names if isinstance(name, dict)]
    return ready + [other for name in names for other in collection.items.values() if other["content_id"] == name]


def _collections_of(item: Item, collection: Collection) -> list[Item]:
    others = (other for other in collection.items.values() if other["schema_name"] not in UNLINKED)
    return [other for other in others if item["content_id"] in other["links"].get("documents", ())]


def _slug(item: Item) -> str:
    return str(item["base_path"].rpartition("/")[2])
