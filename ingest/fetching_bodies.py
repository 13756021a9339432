"""Bodies as they come: whole, unpacked, and never longer than is taken."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ingest.fetching_errors import TooLarge, Unreachable

GZIP = zlib.MAX_WBITS | 16
GZIP_BEGINS = b"\x1f\x8b"
PLAIN = frozenset({"", "identity"})
PACKED = frozenset({"gzip", "x-gzip"})


def read_body(parts: Iterable[bytes], packing: str, most: int) -> bytes:
    """Join the parts of a body, unpacking it where it is packed; stop as soon as it is too long.

    packing is the Content-Encoding: only gzip is asked for, and several layers are refused, which only a trap has.
    """
    packing = packing.strip().lower()
    if packing in PLAIN:
        return _joined(parts, most)
    if packing in PACKED:
        return unpack(parts, most)
    raise Unreachable(f"The server packs its answer as {packing!r}, which was not asked for.")


def unpack(parts: Iterable[bytes], most: int) -> bytes:
    """Unpack gzip part by part; a body that ends too early or is damaged may come right when asked for again."""
    taken, unpacking = bytearray(), zlib.decompressobj(GZIP)
    came = False
    for part in parts:
        came = came or bool(part)
        waiting = part
        while waiting:
            if unpacking.eof:  # gzip may be several, one after the other; what else follows is padding
                if not waiting.startswith(GZIP_BEGINS):
                    break
                unpacking = zlib.decompressobj(GZIP)
            with _damage_told():
                taken += unpacking.decompress(waiting, most + 1 - len(taken))
            _check(len(taken), most)
            waiting = unpacking.unused_data
    if came and not unpacking.eof:
        raise Unreachable("The answer ends before its packed body does.", passing=True)
    return bytes(taken)


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except zlib.error as error:
        raise Unreachable(f"The packed body of the answer is damaged ({error}).", passing=True) from error


def _joined(parts: Iterable[bytes], most: int) -> bytes:
    taken = bytearray()
    for part in parts:
        taken += part
        _check(len(taken), most)
    return bytes(taken)


def _check(length: int, most: int) -> None:
    if length > most:
        raise TooLarge(
            f"The body is longer than {most:,} bytes, the most that is taken; raise the setting if it is right."
        )
