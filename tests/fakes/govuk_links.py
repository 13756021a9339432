"""Expands the links of an item as the Publishing API does: content ids into what they stand for, and back.

Redirects and gone items cannot be linked to, and what is linked automatically (children, translations, the collections
that name a document) is found from the other side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tests.fakes.govuk_items import SITE, Item

UNLINKED = {"redirect", "gone"}
DETAILS = {
    "organisation": ("acronym", "brand", "logo", "organisation_govuk_status"),
    "government": ("started_on", "ended_on", "current"),
}
"""What of its details goes with a link to an item of a type; nothing for other types."""
BACKWARDS = {("publication", "parent"): "children", ("publication", "documents"): "document_collections"}
"""How a link is called from its other end, by the schema of that end."""


def expand_links(item: Item, others: Mapping[str, Item]) -> dict[str, list[Item]]:
    """Return the links of an item; ``others`` is every item by its path."""
    if item["schema_name"] in UNLINKED:
        return {}
    found = {kind: list(_expand(names, item["locale"], others.values())) for kind, names in item["links"].items()}
    found |= _backwards(item, others.values())
    same = (other for other in others.values() if other["content_id"] == item["content_id"])
    found["available_translations"] = [make_link(other) for other in sorted(same, key=lambda one: one["locale"])]
    return {kind: links for kind, links in found.items() if links}


def make_link(item: Item) -> Item:
    """Return an item as it is shown in the links of another."""
    path, wanted = item["base_path"], DETAILS.get(item["document_type"], ())
    link = {name: item[name] for name in ("base_path", "content_id", "document_type", "locale", "title")}
    link |= {
        "analytics_identifier": None,
        "api_path": f"/api/content{path}",
        "api_url": f"{SITE}/api/content{path}",
        "description": item["description"],
        "links": {},
        "public_updated_at": item["public_updated_at"],
        "schema_name": item["schema_name"],
        "web_url": f"{SITE}{path}",
        "withdrawn": bool(item.get("withdrawn_notice")),
    }
    return link | ({"details": {name: item["details"][name] for name in wanted}} if wanted else {})


def linked_from(item: Item, others: Iterable[Item]) -> Iterator[Item]:
    """Yield the items that show this one in their links: those that GOV.UK sends out anew when it changes."""
    shown = {item["content_id"]} | {name for _, kind in BACKWARDS for name in item["links"].get(kind, ())}
    for other in others:
        names_it = any(item["content_id"] in names for names in other["links"].values())
        if other is not item and (names_it or other["content_id"] in shown):
            yield other


def _expand(names: Iterable[str | Item], locale: str, others: Iterable[Item]) -> Iterator[Item]:
    """Yield what the names stand for, in their locale where it is there, in English otherwise."""
    known = [other for other in others if other["schema_name"] not in UNLINKED]
    for name in names:
        if isinstance(name, dict):
            yield name
            continue
        same = {other["locale"]: other for other in known if other["content_id"] == name}
        if found := same.get(locale) or same.get("en"):
            yield make_link(found)


def _backwards(item: Item, others: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for other in others:
        for kind, names in other["links"].items():
            name = BACKWARDS.get((item["schema_name"], kind))
            if name and item["content_id"] in names and other["schema_name"] not in UNLINKED:
                found.setdefault(name, []).append(make_link(other))
    return found
