"""Takes an e-mail apart: which of its parts are its text, which are attached, and the words of each.

Anything may be broken: headers, encodings, boundaries. What the standard library cannot make out is left as it stands.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from email.policy import EmailPolicy
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

PLAIN = "text/plain"
HTML = "text/html"
ALTERNATIVE = "multipart/alternative"
ENCLOSED = "message/"
MOST_PARTS = 300
DEEPEST = 50
CHARSETS = ("utf-8", "cp1252")
NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "unicode-escape"})
"""Encodings that Python knows and no e-mail is written in."""

FLOW = re.compile(r"(?<!\n--)(?<=\S) +\n(?![\s>]|-- \n)")
DELETED_FLOW = re.compile(r"(?<!\n--)(?<=\S) ( *)\n(?![\s>]|-- \n)")
STUFFING = re.compile(r"^ (?=[ >]|From )", re.MULTILINE)
LINE_ENDS = re.compile(r"\r\n?")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029]")
SURROGATES = re.compile(r"[\ud800-\udfff]")

LONGEST_HEADER = 5_000
LONGEST_CONTENT_HEADER = 600
CONTENT = "content-"

Told = TypeVar("Told")
Other = TypeVar("Other")


class Short(EmailPolicy):
    """The rules of the standard library, with headers cut short and those of parts not read again at each question."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name of a header and no more of it than anybody writes."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[: LONGEST_CONTENT_HEADER if name.lower().startswith(CONTENT) else LONGEST_HEADER]

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return what a header says."""
        if not name.lower().startswith(CONTENT):
            return super().header_fetch_parse(name, value)
        return _read_header(name, value)


@lru_cache(maxsize=MOST_PARTS)
def _read_header(name: str, value: str) -> Any:
    return policy.default.header_fetch_parse(name, value)


def ask(read: Callable[[], Told], *, otherwise: Other) -> Told | Other:
    """Return what a part says of itself, or something else where the standard library stumbles over it."""
    try:
        return read()
    except Exception:  # noqa: BLE001  broken headers raise whatever they meet first
        return otherwise


def type_of(part: EmailMessage) -> str:
    """Return the type of a part; plain text where it cannot be made out."""
    kind = ask(part.get_content_type, otherwise=PLAIN)
    # A part that promises parts and has none was written by hand or cut off.
    return PLAIN if kind.startswith("multipart/") and not part.is_multipart() else kind


def take_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield a message and its parts, but not those of the messages that are enclosed."""
    return islice(_walk(message, 0), MOST_PARTS)


def is_attached(part: EmailMessage) -> bool:
    """Say whether a part is attached to the text, and not a part of it."""
    kind = type_of(part)
    if kind.startswith("multipart/"):
        return False
    return kind not in (PLAIN, HTML) or ask(part.is_attachment, otherwise=False)


def choose_bodies(message: EmailMessage) -> list[EmailMessage]:
    """Return the parts that are the text of a message, in order; of alternatives the plain one, else the last."""
    return list(islice(_bodies(message, 0), MOST_PARTS))


def read_words(part: EmailMessage) -> str:
    """Return the characters of a part in the encoding that it names, or else in the usual ones."""
    content = ask(lambda: part.get_payload(decode=True), otherwise=b"")
    if not isinstance(content, bytes):
        return ""
    named = ask(part.get_content_charset, otherwise=None)
    for charset in (named, *CHARSETS):
        if charset and _is_charset(charset):
            found = ask(lambda charset=charset: content.decode(charset), otherwise=None)  # type: ignore[misc]
            if found is not None:
                return clean_controls(LINE_ENDS.sub("\n", found.removeprefix("\ufeff")))
    return clean_controls(LINE_ENDS.sub("\n", content.decode("latin-1")))


def read_plain(part: EmailMessage) -> str:
    """Return the text of a part as it is shown: lines that were broken to be sent are whole again."""
    words = read_words(part)
    if str(ask(lambda: part.get_param("format"), otherwise="")).lower() != "flowed":
        return words
    if str(ask(lambda: part.get_param("delsp"), otherwise="")).lower() == "yes":
        return STUFFING.sub("", DELETED_FLOW.sub(r"\1", words))
    return STUFFING.sub("", FLOW.sub(" ", words))


def clean_controls(text: str) -> str:
    """Return a text without the characters that nobody sees or that stand for none."""
    return SURROGATES.sub("\ufffd", CONTROLS.sub(" ", text))


def _walk(part: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    yield part
    if depth < DEEPEST and type_of(part).startswith("multipart/"):
        for inner in _inner(part):
            yield from _walk(inner, depth + 1)


def _bodies(part: EmailMessage, depth: int) -> Iterator[EmailMessage]:
    kind = type_of(part)
    if not kind.startswith("multipart/"):
        if not is_attached(part):
            yield part
        return
    inner = _inner(part) if depth < DEEPEST else []
    if kind == ALTERNATIVE:
        plain = next((one for one in inner if type_of(one) == PLAIN and read_words(one).strip()), None)
        inner = [plain] if plain else [one for one in inner if not is_attached(one)][-1:]
    for one in inner:
        yield from _bodies(one, depth + 1)


def _inner(part: EmailMessage) -> list[EmailMessage]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, EmailMessage)] if isinstance(payload, list) else []


def _is_charset(name: str) -> bool:
    """Say whether a name is that of an encoding of text."""
    found = ask(lambda: codecs.lookup(name).name, otherwise=None)
    return found is not None and found not in NO_CHARSETS
