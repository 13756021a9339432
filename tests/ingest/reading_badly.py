"""A process that reads files as badly as it is asked to."""

from __future__ import annotations

import os
import signal
import sys

from ingest.apart import answer_forever
from ingest.errors import UnreadableDocument


def read(data: bytes, manner: str) -> bytes:
    """Read a file in the manner asked for."""
    match manner:
        case "busy":
            while True:
                pass
        case "greedy":
            return bytes(2_000_000_000)
        case "big":
            held = bytes(b"x" * 400_000_000)
            return data + b" %d" % len(held)
        case "big and refusing":
            held = bytes(b"x" * 400_000_000)
            raise UnreadableDocument(f"there are no words in {len(held)} bytes")
        case "killed":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "gone":
            sys.exit(7)
        case "wrong":
            raise ValueError("no such thing")
        case "refusing":
            raise UnreadableDocument("there are no words in it")
    return b"%s %d" % (data, os.getpid())


if __name__ == "__main__":
    answer_forever(read)
