"""Measures how fast PDF files are read, and how much memory that takes.

    python -m tests.benchmarks.reading documents/*.pdf

Each file is read in a process of its own, so that its peak of memory is its own; the time is that of the reader alone.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from pathlib import Path
from typing import NamedTuple

from ingest.pdf import read_pdf
from ingest.structure import find_blocks

MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


class Measured(NamedTuple):
    """What reading a file took: pages, blocks, seconds, and megabytes at the peak over what was there before."""

    pages: int
    blocks: int
    seconds: float
    megabytes: float


def measure(path: Path) -> Measured:
    """Read a file once."""
    data = path.read_bytes()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    raw = read_pdf(data)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Measured(len(raw.pages), len(find_blocks(raw)), seconds, (peak - before) / MEGABYTE)


def main() -> None:
    """Print a row for each file, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    files: list[Path] = parser.parse_args().files
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        found = pool.map(measure, files, chunksize=1)
    for path, one in zip(files, found, strict=True):
        sys.stdout.write(_row(path.name, one))
    pages, seconds = sum(one.pages for one in found), sum(one.seconds for one in found)
    most = max(one.megabytes for one in found)
    sys.stdout.write(_row("all", Measured(pages, sum(one.blocks for one in found), seconds, most)))


def _row(name: str, one: Measured) -> str:
    speed = one.pages / one.seconds
    return (
        f"{name[:48]:<48} {one.pages:>5} pages {one.blocks:>6} blocks {one.seconds:>7.2f} s"
        f" {speed:>6.0f} pages/s {one.megabytes:>6.0f} MB\n"
    )


if __name__ == "__main__":
    main()
