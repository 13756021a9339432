"""Files that were cut off, overwritten or mixed up: what readers make of them, in what time and memory.

    python -m tests.benchmarks.fuzz_readers [pdf html docx odt eml] [--files 1000] [--first 0]

Every file is made from a number, the same one each time. A reader must return the text or refuse the file with one
sentence; anything else is printed with the file's number, and the program ends with 1.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ingest.apart import peak_memory
from ingest.docx import read_docx
from ingest.eml import read_eml
from ingest.errors import UnreadableDocument
from ingest.html import read_html
from ingest.lines import RawText
from ingest.odt import read_odt
from ingest.pdf import read_pdf
from tests.ingest.drawn import make_pdf
from tests.ingest.office import make_docx, make_eml, make_odt
from tests.ingest.pages import make_html

READERS: Mapping[str, tuple[Callable[[bytes], RawText], Callable[[], bytes]]] = {
    "pdf": (read_pdf, make_pdf),
    "html": (read_html, make_html),
    "docx": (read_docx, make_docx),
    "odt": (read_odt, make_odt),
    "eml": (read_eml, make_eml),
}
MEGABYTE = 1_000_000
SIGNS = (
    b"<",
    b">",
    b"&",
    b'"',
    b"/>",
    b"\x00",
    b"\xff",
    b"<!--",
    b"-->",
    b"&#0;",
    b"99999999999",
    b"\n\n",
    b"=?",
    b";",
)
NAME = re.compile(rb"</?(\w+:\w+)")
VALUE = re.compile(rb'="([^"<&]*)')


@dataclass(frozen=True, slots=True)
class Tried:
    """How one damaged file ended: ``read``, ``refused`` or what went wrong, and after how many seconds."""

    end: str
    seconds: float


def main() -> None:
    """Read as many damaged files as were asked for, and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*", default=[*READERS], metavar="READER", help=" ".join(READERS))
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    wanted = parser.parse_args()
    wrong = 0
    for name in wanted.readers:
        reader, make = READERS[name]
        whole = make()
        tried = {n: try_file(reader, damage(whole, n)) for n in range(wanted.first, wanted.first + wanted.files)}
        ends = [one.end for one in tried.values()]
        failed = {number: one.end for number, one in tried.items() if one.end not in ("read", "refused")}
        memory = peak_memory() // MEGABYTE
        sys.stdout.write(
            f"{name}: {ends.count('read')} read, {ends.count('refused')} refused, {len(failed)} failed; "
            f"longest {max(one.seconds for one in tried.values()):.2f} s, memory {memory} MB\n"
        )
        sys.stdout.writelines(f"  {number}: {end}\n" for number, end in failed.items())
        wrong += len(failed)
    sys.exit(bool(wrong))


def try_file(reader: Callable[[bytes], RawText], data: bytes) -> Tried:
    """Read one file."""
    begun = time.monotonic()
    try:
        raw = reader(data)
        end = "read" if is_whole(raw) else "a character lies in no line, or in two"
    except UnreadableDocument as reason:
        end = "refused" if str(reason).strip() else "refused without a reason"
    except Exception as error:  # noqa: BLE001  every other exception is what is looked for
        end = f"{type(error).__name__}: {error}"
    return Tried(end, time.monotonic() - begun)


def is_whole(raw: RawText) -> bool:
    """Say whether every character that is no space lies in one line."""
    places = [place for line in raw.lines for place in range(line.start, line.end) if not raw.text[place].isspace()]
    return places == [place for place, letter in enumerate(raw.text) if not letter.isspace()]


def damage(whole: bytes, number: int) -> bytes:
    """Return a file with the damage of this number: cut off, overwritten, or its parts mixed up."""
    choose = random.Random(number)  # noqa: S311  damage, no secret
    if whole.startswith(b"PK") and choose.random() < 2 / 3:
        return _damage_part(whole, choose)
    return _damage_bytes(whole, choose)


def _damage_bytes(whole: bytes, choose: random.Random) -> bytes:
    data = bytearray(whole)
    if choose.random() < 1 / 3:
        return bytes(data[: choose.randrange(len(data))])
    for _ in range(choose.randint(1, 12)):
        place = choose.randrange(len(data) + 1)
        turn = choose.randrange(4)
        if turn == 0:
            data[place : place + 1] = bytes([choose.randrange(256)])
        elif turn == 1:
            data[place:place] = choose.choice(SIGNS)
        elif turn == 2:
            del data[place : place + choose.randint(1, 40)]
        else:
            other = choose.randrange(len(data) + 1)
            data[place:place] = data[other : other + choose.randint(1, 400)]
    return bytes(data)


def _damage_part(whole: bytes, choose: random.Random) -> bytes:
    """Return a zip file that is sound and holds a part that is not, or lacks one."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    name = choose.choice([name for name, content in parts.items() if content and name.endswith((".xml", ".rels"))])
    turn = choose.randrange(6)
    if turn == 0:
        del parts[name]
    elif turn == 1:
        parts[name] = parts[choose.choice(list(parts))]
    else:
        parts[name] = _swap_words(parts[name], choose) if turn > 2 else _damage_bytes(parts[name], choose)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content)
    return made.getvalue()


def _swap_words(content: bytes, choose: random.Random) -> bytes:
    """Return XML that is well-formed as before, with names and values in the wrong places."""
    for _ in range(choose.randint(1, 6)):
        found = sorted(set(choose.choice((NAME, VALUE)).findall(content))) or [b"x"]
        one, other = choose.choice(found), choose.choice(found)
        content = re.sub(re.escape(one) + rb"(?=[\s/>\"])", other.replace(b"\\", b""), content)
    return content


if __name__ == "__main__":
    main()
