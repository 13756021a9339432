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

STATUSES = ("current", "superseded", "withdrawn", "draft")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person states of a document; None where nothing is stated. The field names are the sidecar's keys."""

    title: str | None = None
    kind: str | None = None
    speaker: str | None = None
    published: dt.date | None = None
    url: str | None = None
    visibility: str | None = None
    status: str | None = None
    fictional: bool | None = None

    def over(self, other: Stated) -> Stated:
        """Return both together; where both speak, this one counts."""
        own = {key: value for key, value in asdict(self).items() if value is not None}
        return replace(other, **own)

    def applied(self, description: Description) -> Description:
        """Return a description with everything stated put in."""
        own: dict[str, Any] = {key: value for key, value in asdict(self).items() if value is not None}
        if "speaker" in own:
            own["speaker"] = Speaker(own["speaker"])
        if "visibility" in own:
            own["visibility"] = Visibility(own["visibility"])
        return replace(description, **own)


def sidecar_of(path: Path) -> Path | None:
    """Return the sidecar of a document: ``letter.txt.meta.yaml`` or ``letter.meta.yaml``."""
    candidates = (path.with_name(path.name + ".meta.yaml"), path.with_name(path.stem + ".meta.yaml"))
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def read_sidecar(path: Path) -> Stated:
    """Read and check a sidecar; ``BadMetadata`` names the key that is wrong."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{path.name} cannot be opened ({error.strerror}); check its permissions"
        raise BadMetadata(message) from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        message = f"{path.name} is not YAML in UTF-8; mend it, one `key: value` on each line"
        raise BadMetadata(message) from error
    except ValueError as error:
        # YAML makes dates and numbers by itself, and fails on those that cannot be.
        message = f"{path.name} holds a date that does not exist ({error}); write it as YYYY-MM-DD"
        raise BadMetadata(message) from error
    if not isinstance(data, dict):
        message = f"{path.name} must hold `key: value` lines"
        raise BadMetadata(message)
    return check_stated(data, where=path.name)


def check_stated(data: Mapping[str, Any], *, where: str) -> Stated:
    """Check metadata from anywhere; ``where`` is named in the message when something is wrong."""
    known = set(Stated.__dataclass_fields__)
    for key in data:
        if key not in known:
            message = f"{where} has the unknown key {str(key)[:40]!r}; use {', '.join(sorted(known))}"
            raise BadMetadata(message)
    _check_choices(data, where)
    _check_words(data, where)
    if not isinstance(data.get("fictional"), bool | None):
        message = f"{where}: fictional cannot be {str(data['fictional'])[:40]!r}; use true or false"
        raise BadMetadata(message)
    return Stated(**{**data, "published": _date(data.get("published"), where)})


def _check_choices(data: Mapping[str, Any], where: str) -> None:
    choices = {"kind": tables().names, "speaker": list(Speaker), "visibility": list(Visibility), "status": STATUSES}
    for key, allowed in choices.items():
        value = data.get(key)
        if value is not None and value not in list(allowed):
            message = f"{where}: {key} cannot be {str(value)[:40]!r}; use one of {', '.join(allowed)}"
            raise BadMetadata(message)


def _check_words(data: Mapping[str, Any], where: str) -> None:
    for key in ("title", "url"):
        value = data.get(key)
        if value is not None and not _is_words(value):
            message = f"{where}: {key} must be words; put them in quotation marks"
            raise BadMetadata(message)


def _is_words(value: object) -> bool:
    """Say whether a value is text that can be kept: half a character, as from a wrongly set terminal, cannot."""
    return isinstance(value, str) and bool(value.strip()) and not any("\ud800" <= c <= "\udfff" for c in value)


def _date(value: object, where: str) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        message = f"{where}: published is not a date: {str(value)[:40]!r}; write it as YYYY-MM-DD"
        raise BadMetadata(message) from error
