"""Measures how fast PDF files are read, and how much memory that takes.

    python -m tests.benchmarks.reading documents/*.pdf
    python -m tests.benchmarks.reading --fictional 500

They are read one after another as an ingest reads them, in the process that stays; memory is the peak of that process.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ingest import pdf_apart, reading_apart
from ingest.structure import find_blocks
from tests.benchmarks.fictional import make_rows
from tests.ingest.drawn import Drawing

PAGES = 20


class Measured(NamedTuple):
    """What reading took: pages, blocks, seconds."""

    pages: int
    blocks: int
    seconds: float


def measure(data: bytes) -> Measured:
    """Read a file."""
    start = time.perf_counter()
    raw = pdf_apart.read_pdf_apart(data)
    return Measured(len(raw.pages), len(find_blocks(raw)), time.perf_counter() - start)


def draw(number: int) -> bytes:
    """Return a PDF of many pages, each with a heading, paragraphs and a running footer."""
    drawing = Drawing()
    for page, row in enumerate(make_rows(PAGES), start=1):
        drawing.text(f"{page} What we found", y=780, size=16)
        for place in range(3):
            drawing.paragraph(row["text"], y=740 - 200 * place)
        drawing.text(f"Fictional review {number}, page {page}", y=40)
        drawing.next_page()
    return drawing.data()


def main() -> None:
    """Print a row for each file, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--fictional", type=int, default=0, help="so many documents that are made for this")
    wanted = parser.parse_args()
    found = []
    for name, data in _documents(wanted.files, wanted.fictional):
        found.append(measure(data))
        if wanted.files:
            sys.stdout.write(_row(name, found[-1]))
    sys.stdout.write(_row(f"all {len(found)}", Measured(*map(sum, zip(*found, strict=True)))))
    sys.stdout.write(f"memory of the process that reads: {_peak(reading_apart.APART.process_id)} MB\n")


def _peak(process: int | None) -> int:
    """Return the most memory that a process has had in use, in megabytes (Linux)."""
    status = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1000 for line in status if line.startswith("VmHWM:"))


def _documents(files: list[Path], fictional: int) -> Iterator[tuple[str, bytes]]:
    yield from ((path.name, path.read_bytes()) for path in files)
    yield from ((f"fictional {number}", draw(number)) for number in range(fictional))


def _row(name: str, one: Measured) -> str:
    speed = one.pages / one.seconds
    return f"{name[:48]:<48} {one.pages:>6} pages {one.blocks:>6} blocks {one.seconds:>7.2f} s {speed:>6.0f} pages/s\n"


if __name__ == "__main__":
    main()
