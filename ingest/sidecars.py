"""Metadata that people give: ``NAME.meta.yaml`` beside a document, or options on the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from ingest.describing import tables
from ingest.documents import Description, Speaker, Visibility
from ingest.errors import BadMetadata

SIDECAR = ".meta.yaml"
DAYS = ("published", "updated", "as_at", "period_from", "period_to", "status_since")
FROM_SOURCES = {"changes", "likely_kind", "likely_speaker"}
"""What sources state, and sidecars do not."""
LISTS = ("organisations", "agencies", "topics")
STATUSES = ("current", "superseded", "withdrawn", "draft")


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of a document; None where nothing is stated. The field names are the sidecar's keys.

    ``likely_kind`` and ``likely_speaker`` count where the document itself does not show them.
    """

    title: str | None = None
    kind: str | None = None
    speaker: str | None = None
    published: dt.date | None = None
    url: str | None = None
    visibility: str | None = None
    status: str | None = None
    fictional: bool | None = None
    updated: dt.date | None = None
    as_at: dt.date | None = None
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    status_since: dt.date | None = None
    status_reason: str | None = None
    page_url: str | None = None
    licence: str | None = None
    locale: str | None = None
    organisations: tuple[str, ...] | None = None
    agencies: tuple[str, ...] | None = None
    topics: tuple[str, ...] | None = None
    government: str | None = None
    changes: tuple[tuple[str, str], ...] | None = None
    likely_kind: str | None = None
    likely_speaker: str | None = None

    def over(self, other: Stated) -> Stated:
        """Return both together; where both speak, this one counts."""
        own = {key: value for key, value in asdict(self).items() if value is not None}
        return replace(other, **own)

    def applied(self, description: Description) -> Description:
        """Return a description with everything stated put in."""
        own: dict[str, Any] = {key: value for key, value in asdict(self).items() if value is not None}
        kind, speaker = own.pop("likely_kind", None), own.pop("likely_speaker", None)
        if kind and description.kind == "document":
            own.setdefault("kind", kind)
        if speaker and description.speaker is Speaker.OTHER:
            own.setdefault("speaker", speaker)
        if "speaker" in own:
            own["speaker"] = Speaker(own["speaker"])
        if "visibility" in own:
            own["visibility"] = Visibility(own["visibility"])
        return replace(description, **own)


def sidecar_of(path: Path) -> Path | None:
    """Return the sidecar of a document: ``letter.txt.meta.yaml`` or ``letter.meta.yaml``."""
    candidates = (path.with_name(path.name + SIDECAR), path.with_name(path.stem + SIDECAR))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def read_sidecar(path: Path) -> Stated:
    """Read and check a sidecar; ``BadMetadata`` names the key that is wrong."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"{path.name} cannot be opened ({error.strerror}); check its permissions"
        raise BadMetadata(message) from error
    return parse_sidecar(content, name=path.name)


def parse_sidecar(content: bytes, *, name: str) -> Stated:
    """Check the bytes of a sidecar; ``BadMetadata`` names the key that is wrong."""
    try:
        data = yaml.safe_load(content.decode())
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        message = f"{name} is not YAML in UTF-8; mend it, one `key: value` on each line"
        raise BadMetadata(message) from error
    except ValueError as error:
        # YAML makes dates and numbers by itself, and fails on those that cannot be.
        message = f"{name} holds a date that does not exist ({error}); write it as YYYY-MM-DD"
        raise BadMetadata(message) from error
    if not isinstance(data, dict):
        message = f"{name} must hold `key: value` lines"
        raise BadMetadata(message)
    return check_stated(data, where=name)


def check_stated(data: Mapping[str, Any], *, where: str) -> Stated:
    """Check metadata from anywhere; ``where`` is named in the message when something is wrong."""
    known = set(Stated.__dataclass_fields__) - FROM_SOURCES
    for key in data:
        if key not in known:
            message = f"{where} has the unknown key {str(key)[:40]!r}; use {', '.join(sorted(known))}"
            raise BadMetadata(message)
    _check_choices(data, where)
    _check_words(data, where)
    if not isinstance(data.get("fictional"), bool | None):
        message = f"{where}: fictional cannot be {str(data['fictional'])[:40]!r}; use true or false"
        raise BadMetadata(message)
    days = {key: _date(key, data.get(key), where) for key in DAYS}
    return Stated(**{**data, **days, **{key: _words(key, data.get(key), where) for key in LISTS}})


def _check_choices(data: Mapping[str, Any], where: str) -> None:
    choices = {"kind": tables().names, "speaker": list(Speaker), "visibility": list(Visibility), "status": STATUSES}
    for key, allowed in choices.items():
        value = data.get(key)
        if value is not None and value not in list(allowed):
            message = f"{where}: {key} cannot be {str(value)[:40]!r}; use one of {', '.join(allowed)}"
            raise BadMetadata(message)


def _check_words(data: Mapping[str, Any], where: str) -> None:
    for key in ("title", "url", "status_reason", "page_url", "licence", "locale", "government"):
        value = data.get(key)
        if value is not None and not _is_words(value):
            message = f"{where}: {key} must be words; put them in quotation marks"
            raise BadMetadata(message)


def _is_words(value: object) -> bool:
    """Say whether a value is text that can be kept: half a character, as from a wrongly set terminal, cannot."""
    return isinstance(value, str) and bool(value.strip()) and not any("\ud800" <= c <= "\udfff" for c in value)


def _words(key: str, value: object, where: str) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not all(_is_words(one) for one in value):
        message = f"{where}: {key} must be a list of words, as in [police, health]"
        raise BadMetadata(message)
    return tuple(value)


def _date(key: str, value: object, where: str) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        message = f"{where}: {key} is not a date: {str(value)[:40]!r}; write it as YYYY-MM-DD"
        raise BadMetadata(message) from error
