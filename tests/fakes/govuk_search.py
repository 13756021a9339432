"""Answers a search over the collection of the stand-in for GOV.UK."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.fakes.govuk_collection import Collection
from tests.fakes.govuk_fields import EXPANDED, expand, list_documents
from tests.fakes.govuk_filters import MISSING, Filter
from tests.fakes.govuk_items import Item
from tests.fakes.govuk_query import MOST, Query

NOT_RANKED = {"es_score": None, "model_score": None, "original_rank": None, "combined_score": None}


@dataclass(frozen=True, slots=True)
class Habits:
    """What the usage page leaves open."""

    most_in_page: int = MOST
    """More results than this are not given at once, whatever was asked for."""
    lists_withdrawn: bool = True
    """Whether withdrawn items are listed at all; if not, then only with ``debug=include_withdrawn``."""
    explained_gone: int = 200
    """The status of a gone item that says why or what there is instead; the OpenAPI description has 410 for all."""


def search(query: Query, collection: Collection, habits: Habits) -> Item:
    """Return what search answers."""
    hidden = not (habits.lists_withdrawn or query.withdrawn)
    listed = [one for one in list_documents(collection) if not (hidden and one["is_withdrawn"])]
    found = [one for one in listed if _holds(one, query)]
    ordered = _sort(found, query)
    page = ordered[query.start : query.start + min(query.count, habits.most_in_page)]
    return {
        "results": [_show(one, query, collection) for one in page],
        "total": len(found),
        "start": query.start,
        "aggregates": {},
        "suggested_queries": [],
        "suggested_autocomplete": [],
        "es_cluster": "A",
        "reranked": False,
    }


def _holds(document: Item, query: Query) -> bool:
    text = " ".join(str(document[name]) for name in ("title", "description", "indexable_content")).casefold()
    words = query.words.casefold().replace('"', " ").split()
    return all(word in text for word in words) and all(_passes(document, one) for one in query.filters)


def _passes(document: Item, wanted: Filter) -> bool:
    value = document.get(wanted.field)
    values = value if isinstance(value, list) else [] if value is None else [value]
    if wanted.kind == "date" and MISSING not in wanted.values:
        first, last = wanted.period
        matched = any(first <= datetime.fromisoformat(one) <= last for one in values)
    else:
        held = {str(one).lower() if isinstance(one, bool) else str(one) for one in values} or {MISSING}
        together: Callable[[list[bool]], bool] = all if wanted.every else any
        matched = together([one in held for one in wanted.values])
    return matched is not wanted.reject


def _sort(documents: list[Item], query: Query) -> list[Item]:
    """Return documents in the order asked for; without one, those most looked at first. What has no value is last."""
    name = query.order.removeprefix("-") or "popularity"
    with_value = [one for one in documents if one.get(name) is not None]
    without = [one for one in documents if one.get(name) is None]
    down = not query.order or query.order.startswith("-")
    return sorted(with_value, key=lambda one: _sort_value(one[name]), reverse=down) + without


def _sort_value(value: str | float) -> str | float:
    return value.casefold() if isinstance(value, str) else value


def _show(document: Item, query: Query, collection: Collection) -> Item:
    """Return the fields asked for, and those that are always given."""
    known = document | {"title_with_highlighting": document["title"], "expanded_topics": []}
    known["description_with_highlighting"] = document["description"]
    for name in EXPANDED:
        known[name] = expand(name, document[name], collection)
    known["expanded_organisations"] = known["organisations"]
    shown = {name: known[name] for name in query.fields if known.get(name) is not None}
    always = {"index": "govuk", "_id": document["link"], "elasticsearch_type": "edition", "document_type": "edition"}
    return shown | NOT_RANKED | always
