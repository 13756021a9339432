"""What an answer is: what was asked for, or what the publisher says instead."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message

import httpx

from ingest.fetching_errors import NotThere, Refused, Unreachable

GONE = frozenset({404, 410})
MOST_WORDS = 300
LASTING = frozenset({301, 308})
SAYING = ("detail", "error", "message", "title", "description", "errors")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found at an address.

    url is where it was found in the end, asked the address asked for, without fragments. downloaded is False where the
    publisher said that what is kept is still right (304). moved holds the addresses that have given way for good: those
    asked for in vain before any redirect that is only for now. robots holds what X-Robots-Tag says, line by line.
    """

    url: str
    asked: str
    status: int
    media_type: str
    charset: str | None
    body: bytes
    downloaded: bool
    moved: tuple[str, ...] = ()
    robots: tuple[str, ...] = ()


def read_answer(asked: str, passed: Sequence[tuple[httpx.URL, int]], answer: httpx.Response) -> Fetched:
    """Give what was found; raise what the answer means where it is no document. passed ends with its address."""
    url, status = passed[-1]
    check_answer(str(url), answer)
    kind = Message()
    kind["content-type"] = answer.headers.get("content-type", "application/octet-stream")
    return Fetched(
        url=str(url),
        asked=asked,
        status=status,
        media_type=kind.get_content_type(),
        charset=kind.get_content_charset(),
        body=answer.content,
        downloaded=is_downloaded(answer),
        moved=_moved(passed),
        robots=tuple(answer.headers.get_list("x-robots-tag")),
    )


def _moved(passed: Sequence[tuple[httpx.URL, int]]) -> tuple[str, ...]:
    moved: list[str] = []
    for url, status in passed:
        if status not in LASTING:
            break
        moved.append(str(url))
    return tuple(moved)


def is_downloaded(answer: httpx.Response) -> bool:
    """Say whether the body came with this answer, and is not what was kept."""
    return not answer.extensions["caching"]["from_cache"]


def check_answer(url: str, answer: httpx.Response) -> None:
    """Raise what an answer means where it is no document."""
    status = answer.status_code
    if status in GONE:
        raise NotThere(f"{url}: nothing is there ({status}).", status=status, body=answer.content)
    if httpx.codes.is_client_error(status):
        words = publishers_words(answer)
        said = f": {words}" if words else "."
        raise Refused(f"{url}: the publisher refuses this ({status}){said}", status=status, body=answer.content)
    if not httpx.codes.is_success(status):
        raise Unreachable(f"{url}: the server answers {status}, which leads nowhere.")


def publishers_words(answer: httpx.Response) -> str:
    """Give what the publisher says in an answer of JSON or plain text, in one line; a page is left out."""
    kind = answer.headers.get("content-type", "").lower()
    if "json" in kind:
        return _line(_said(answer))
    return _line(answer.content[: 4 * MOST_WORDS].decode("utf-8", "replace")) if kind.startswith("text/plain") else ""


def _said(answer: httpx.Response) -> str:
    try:
        value = json.loads(answer.content)
    except (ValueError, RecursionError):
        return ""
    for key in SAYING if isinstance(value, dict) else ():
        if value.get(key):
            return value[key] if isinstance(value[key], str) else json.dumps(value[key], ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def _line(words: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(printable.split())[:MOST_WORDS]
