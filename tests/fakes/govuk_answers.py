"""What GOV.UK answers to one request: items, pages, files, each with the marks by which it is asked for again.

What the OpenAPI description leaves open is as in https://github.com/alphagov/content-store: a redirect is an item with
its ``redirects`` and no HTTP redirect; a gone item is 410 only when it says neither why nor what there is instead.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from tests.fakes.govuk_attachments import Asset
from tests.fakes.govuk_collection import Collection, matches
from tests.fakes.govuk_items import SITE, Item
from tests.fakes.govuk_pages import make_page
from tests.fakes.govuk_query import Refused, read_query
from tests.fakes.govuk_search import Habits, search

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"
CACHED = {"Cache-Control": "max-age=300, public"}
API = "/api/content/"
NOT_FOUND = b"<!DOCTYPE html><html lang=en><title>Page not found - GOV.UK</title><h1>Page not found</h1></html>"


@dataclass(frozen=True, slots=True)
class Request:
    """One request, as far as an answer depends on it; the names of headers are in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, headers and a body."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(request: Request, collection: Collection, habits: Habits) -> Answer:
    """Answer one request."""
    if request.method not in {"GET", "HEAD"}:
        return Answer(405, headers={"Allow": "GET, HEAD"})
    if request.path == "/api/search.json":
        return _search(request, collection, habits)
    if request.path.startswith(API):
        return _unless_known(_item(f"/{request.path.removeprefix(API)}", collection, habits), request)
    if request.path.startswith("/assets/"):
        return _unless_known(_asset(request.path.removeprefix("/assets"), collection), request)
    return _unless_known(_page(request, collection, habits), request)


def _search(request: Request, collection: Collection, habits: Habits) -> Answer:
    headers = {"Content-Type": JSON, "Access-Control-Allow-Origin": "*"}
    try:
        found = search(read_query(request.query), collection, habits)
    except Refused as refused:
        return Answer(422, json.dumps({"error": str(refused)}).encode(), {"Content-Type": JSON})
    return Answer(200, json.dumps(found).encode(), headers | CACHED)


def _item(path: str, collection: Collection, habits: Habits) -> Answer:
    """Answer with the item at a path, or with the way to the item that is responsible for it."""
    if path in collection.items:
        item = collection.present(path)
        body = json.dumps(item, sort_keys=True, ensure_ascii=False).encode()
        headers = {"Content-Type": JSON, "Access-Control-Allow-Origin": "*"}
        return Answer(_status(item, habits), body, headers | CACHED | _mark(body))
    if other := collection.responsible_for(path):
        return Answer(303, headers={"Location": f"{SITE}/api/content{other}"} | CACHED)
    return Answer(404, b"{}", {"Content-Type": JSON} | CACHED)


def _page(request: Request, collection: Collection, habits: Habits) -> Answer:
    """Answer with the page of an item, as a reader's browser gets it."""
    path = request.path
    item = collection.items.get(path) or collection.items.get(collection.responsible_for(path))
    if item is None or item["document_type"] == "government":
        return Answer(404, NOT_FOUND, {"Content-Type": HTML} | CACHED)
    if item["schema_name"] == "redirect":
        return Answer(301, headers={"Location": _destination(item, request)} | CACHED)
    body = make_page(item).encode()
    return Answer(_status(item, habits), body, {"Content-Type": HTML} | CACHED | _mark(body))


def _destination(item: Item, request: Request) -> str:
    """Return where a redirect leads: unless it says otherwise, a prefix keeps what follows it, and no other does."""
    route = next(route for route in item["redirects"] if matches(route, request.path))
    mode = route.get("segments_mode", "preserve" if route["type"] == "prefix" else "ignore")
    if mode == "ignore":
        return str(route["destination"])
    rest = request.path.removeprefix(route["path"]) if route["type"] == "prefix" else ""
    return f"{route['destination']}{rest}{'?' if request.query else ''}{request.query}"


def _asset(path: str, collection: Collection) -> Answer:
    """Answer with a file, or with the way to what replaced it."""
    asset = collection.assets.get(path)
    if asset is None:
        return Answer(404, NOT_FOUND, {"Content-Type": HTML})
    if asset.withdrawn_to:
        return Answer(302, headers={"Location": f"{SITE}{asset.withdrawn_to}"} | CACHED)
    if asset.replaced_by:
        return Answer(301, headers={"Location": f"/assets{asset.replaced_by}"} | CACHED)
    return Answer(200, asset.file.data, _file_headers(asset))


def _file_headers(asset: Asset) -> dict[str, str]:
    return CACHED | {
        "Content-Type": asset.file.content_type,
        "Content-Disposition": f'inline; filename="{asset.file.name}"',
        "ETag": asset.etag,
        "Last-Modified": format_datetime(asset.modified.astimezone(UTC), usegmt=True),
        "Link": f'<{SITE}{asset.parent}>; rel="up"',
        "X-Frame-Options": "DENY",
    }


def _unless_known(found: Answer, request: Request) -> Answer:
    """Return 304 without a body when the request says that it holds this very state (RFC 9110, section 13)."""
    if found.status != 200 or not _is_known(found.headers, request.headers):
        return found
    kept = ("Cache-Control", "ETag", "Last-Modified")
    return Answer(304, headers={name: value for name, value in found.headers.items() if name in kept})


def _is_known(offered: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    """Compare marks; only a request without marks is compared by time."""
    if "if-none-match" in asked:
        marks = {mark.strip().removeprefix("W/") for mark in asked["if-none-match"].split(",")}
        return bool(marks & {"*", offered.get("ETag", "").removeprefix("W/")})
    if "if-modified-since" not in asked or "Last-Modified" not in offered:
        return False
    return _time(offered["Last-Modified"]) <= _time(asked["if-modified-since"])


def _time(value: str) -> datetime:
    try:
        return parsedate_to_datetime(value).astimezone(UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)  # what is no date is as if it were not there


def _status(item: Item, habits: Habits) -> int:
    if item["schema_name"] != "gone":
        return 200
    return habits.explained_gone if any(item["details"].values()) else 410


def _mark(body: bytes) -> dict[str, str]:
    return {"ETag": f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'}
