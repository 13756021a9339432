"""Writes small PDF files byte by byte: with words, with pictures only, with a password.

Format: ISO 32000-1; section 7.6.3 says how the password makes the keys (revision 2, RC4 with 40 bits).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
PERMISSIONS = (-4).to_bytes(4, "little", signed=True)
FILE_ID = b"fictional sample"
TOP, LEFT = 780.0, 72.0
BOLD = b"/FontDescriptor << /Type /FontDescriptor /FontName /Helvetica-Bold /Flags 32 /StemV 140 >>"
PICTURE = b"q 100 0 0 100 72 600 cm 0.5 g 0 0 1 1 re f Q"

Encrypt = Callable[[int, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Words:
    """One line on a page: its letters' size and weight, the space above it in points, its indent."""

    text: str
    size: float = 12
    bold: bool = False
    above: float = 14
    indent: float = 0


def write_pdf(*pages: Sequence[Words | str], title: str = "", password: str = "") -> bytes:
    """Return a PDF file with these lines on its pages; a page without lines shows a picture."""
    streams = [_content(page) if page else PICTURE for page in pages]
    look = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding %b >>" % BOLD,
        f"<< /Title ({title}) >>".encode() if title else b"<< >>",
    ]
    encrypt, dictionary = _encryption(password) if password else (_leave, b"")
    for number, stream in enumerate(streams):
        page = 6 + 2 * number
        head = f"<< /Type /Page /Parent 2 0 R {look} /Contents {page + 1} 0 R >>"
        body = encrypt(page + 1, stream)
        objects += [head.encode(), b"<< /Length %d >>\nstream\n%b\nendstream" % (len(body), body)]
    return _file(objects, dictionary)


def _content(page: Sequence[Words | str]) -> bytes:
    """Return the drawing orders for the lines of a page, from the top down."""
    orders, height = [], TOP
    for line in page:
        words = line if isinstance(line, Words) else Words(line)
        height -= words.above
        escaped = words.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
        font = b"/F2" if words.bold else b"/F1"
        place = f"{words.size:g} Tf 1 0 0 1 {LEFT + words.indent:g} {height:g} Tm".encode()
        orders.append(b"BT %b %b (%b) Tj ET" % (font, place, escaped))
    return b"\n".join(orders)


def _file(objects: Sequence[bytes], encryption: bytes) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"<< /Size %d /Root 1 0 R /Info 5 0 R %b >>" % (len(objects) + 1, encryption)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return data + head + table + b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(data))


def _encryption(password: str) -> tuple[Encrypt, bytes]:
    """Return what encrypts the streams of a file, and the entries of its trailer that say so."""
    padded = (password.encode() + PADDING)[:32]
    owner = _rc4(_md5(padded)[:5], padded)
    key = _md5(padded + owner + PERMISSIONS + FILE_ID)[:5]
    user = _rc4(key, PADDING)

    def encrypt(number: int, stream: bytes) -> bytes:
        return _rc4(_md5(key + number.to_bytes(3, "little") + bytes(2))[:10], stream)

    values = (owner.hex().encode(), user.hex().encode(), FILE_ID.hex().encode(), FILE_ID.hex().encode())
    return encrypt, b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >> /ID [<%b> <%b>]" % values


def _leave(_number: int, stream: bytes) -> bytes:
    return stream


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i, j, done = 0, 0, bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        done.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(done)
