"""How long exports of the register take: ``python -m tests.benchmarks.exports``. All entries are made up."""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence

from assistant.recommendations.entries import Recommendation
from assistant.recommendations.exports.assurance import write_assurance_docx, write_assurance_xlsx
from assistant.recommendations.exports.to_csv import write_csv
from assistant.recommendations.exports.to_docx import write_docx
from assistant.recommendations.exports.to_xlsx import write_xlsx
from tests.assistant.recommendations.exports.builders import ABOUT, make_entry
from tests.benchmarks.fictional import make_rows

TIMES = 5
IN_PUBLICATION = 20


def main() -> None:
    """Measure every form of the register, of one size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000, help="how many entries the register holds")
    entries = make_entries(parser.parse_args().entries)
    tell("csv", lambda: write_csv(entries))
    tell("xlsx", lambda: write_xlsx(entries, about=ABOUT))
    tell("docx", lambda: write_docx(entries, about=ABOUT))
    tell("assurance table, xlsx", lambda: write_assurance_xlsx(entries, about=ABOUT))
    tell("assurance table, docx", lambda: write_assurance_docx(entries, about=ABOUT))


def make_entries(count: int) -> Sequence[Recommendation]:
    """Return entries of about 400 letters, 20 to a publication, each with an address of its own."""
    return [
        make_entry(
            number,
            text=row["text"],
            publication_id=f"p{number // IN_PUBLICATION}",
            publication=f"Fictional review {number // IN_PUBLICATION}",
            page=number % IN_PUBLICATION + 1,
            url=f"https://panel.example/{number // IN_PUBLICATION}#page={number % IN_PUBLICATION + 1}",
        )
        for number, row in enumerate(make_rows(count))
    ]


def tell(what: str, work: Callable[[], bytes]) -> None:
    """Print the median and the longest of several times, the least of a processor that it took, and the size."""
    taken, used = [], []
    for _ in range(TIMES):
        begun, busy = time.perf_counter(), time.process_time()
        size = len(work())
        taken.append(time.perf_counter() - begun)
        used.append(time.process_time() - busy)
    words = f"{statistics.median(taken):.2f} s, longest {max(taken):.2f} s, processor {min(used):.2f} s"
    print(f"{what}: {words}, {size / 1e6:.1f} MB")  # noqa: T201  the result


if __name__ == "__main__":
    main()
