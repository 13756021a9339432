"""Metadata that people give: ``NAME.meta.yaml`` beside a document, or options on the command line."""

from __future__ import annotations

import datetime as dt
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
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        message = f"{path.name} is not YAML in UTF-8; mend it, one `key: value` on each line"
        raise BadMetadata(message) from error
    if not isinstance(data, dict):
        message = f"{path.name} must hold `key: value` lines"
        raise BadMetadata(message)
    return check_stated(data, where=path.name)


def check_stated(data: dict[str, Any], *, where: str) -> Stated:
    """Check metadata from anywhere; ``where`` is named in the message when something is wrong."""
    known = set(Stated.__dataclass_fields__)
    for key in data:
        if key not in known:
            message = f"{where} has the unknown key {str(key)[:40]!r}; use {', '.join(sorted(known))}"
            raise BadMetadata(message)
    values = dict(data)
    values["published"] = _date(values.get("published"), where)
    choices = {"kind": tables().names, "speaker": list(Speaker), "visibility": list(Visibility), "status": STATUSES}
    for key, allowed in choices.items():
        value = values.get(key)
        if value is not None and value not in list(allowed):
            message = f"{where}: {key} cannot be {str(value)[:40]!r}; use one of {', '.join(allowed)}"
            raise BadMetadata(message)
    for key in ("title", "url"):
        if values.get(key) is not None and not (isinstance(values[key], str) and values[key].strip()):
            message = f"{where}: {key} must be words; put them in quotation marks"
            raise BadMetadata(message)
    return Stated(**values)


def _date(value: object, where: str) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        message = f"{where}: published is not a date: {str(value)[:40]!r}; write it as YYYY-MM-DD"
        raise BadMetadata(message) from error
