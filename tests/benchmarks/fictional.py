"""Writes a fictional collection of any size: sentences put together at random.

    python -m tests.benchmarks.fictional 10000 > collection.jsonl
    python -m tests.benchmarks.fictional 10000 --folder FOLDER

The first writes JSON Lines of ready passages, each a publication of its own; the second writes publications of 100
sections, as Markdown. Nothing in it is true of anything. The sentences recur, so that their vectors are made once; the
passages do not.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

WHO = (
    "The panel|Partners in {place}|The review of {place}|A health visitor in {place}|The school|Practitioners|"
    "The board of {place}|Leaders"
)
DID = "found|recorded|was told|asked whether|did not learn until later|agreed|set out|explained to families"
WHAT = (
    "that visits were made late|that the plan was shared with everyone|how injuries in babies are looked into|"
    "that the records of two services differed|who would lead the next meeting|that help came before harm was done|"
    "what children said of their homes|that staff had been trained|why a referral was closed|that fathers were left out"
)
WHEN = (
    "in the spring of {year}|within ten working days|for the second time|before the end of {year}|as planned|in writing"
)
PLACES = [
    f"{first}{last}" for first in ("North", "West", "East", "Mid", "South", "Lark") for last in ("mere", "vale", "ford")
]
SENTENCES_IN_PASSAGE = 6
SECTIONS = 100
"""How many passages a publication of several has: a national review has some hundred."""


def main() -> None:
    """Write as many passages as were asked for."""
    wanted = _read_arguments()
    rows = make_rows(wanted.passages)
    if not wanted.folder:
        for row in rows:
            sys.stdout.write(json.dumps(row) + "\n")
        return
    wanted.folder.mkdir(parents=True, exist_ok=True)
    for number, sections in enumerate(make_publications(rows)):
        (wanted.folder / f"fictional-{number}.md").write_text(sections, encoding="utf-8")


def make_publications(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    """Yield publications of many sections, as Markdown."""
    while some := list(islice(rows, SECTIONS)):
        title = f"# Fictional review {some[0]['_id']}\n\n"
        yield title + "".join(f"## Section {place}\n\n{row['text']}\n\n" for place, row in enumerate(some, start=1))


def make_rows(count: int) -> Iterator[dict[str, str]]:
    """Yield passages, the same ones each time."""
    choose = random.Random(2031)  # noqa: S311  a collection, no secret
    pool = [_make_sentence(choose) for _ in range(1500)]
    for number in range(count):
        text = " ".join(choose.sample(pool, SENTENCES_IN_PASSAGE))
        yield {"_id": f"fictional-{number}", "title": f"Fictional note {number}", "text": text}


def _make_sentence(choose: random.Random) -> str:
    parts = [choose.choice(parts.split("|")) for parts in (WHO, DID, WHAT, WHEN)]
    return f"{' '.join(parts)}.".format(place=choose.choice(PLACES), year=choose.randint(2019, 2034))


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", type=int)
    parser.add_argument("--folder", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
