"""The process in which a document is read: ``ingest.apart`` says how; the arguments are the reader and what it asks."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module

from ingest.apart import refuse, take_file
from ingest.errors import UnreadableDocument
from ingest.lines import RawText


def main() -> None:
    """Read, and write the text and its lines as JSON."""
    data, (place, *asked) = take_file()
    module, _, function = place.rpartition(".")
    reader: Callable[..., RawText] = getattr(import_module(module), function)
    try:
        raw = reader(data, *asked)
    except UnreadableDocument as reason:
        refuse(str(reason))
    except MemoryError:
        refuse("reading it takes more memory than a document may; open it, save a new copy and add that")
    json.dump(asdict(raw), sys.stdout)


if __name__ == "__main__":
    main()
