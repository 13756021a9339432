"""The process in which documents are read: ``ingest.apart`` says how; the arguments are the reader and what it asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import Any

from ingest.apart import answer_forever


def read(data: bytes, place: str, *asked: str) -> bytes:
    """Return what a reader (its module and name) makes of a document, a dataclass, as JSON."""
    module, _, function = place.rpartition(".")
    reader: Callable[..., Any] = getattr(import_module(module), function)
    return json.dumps(asdict(reader(data, *asked))).encode()


if __name__ == "__main__":
    answer_forever(read)
