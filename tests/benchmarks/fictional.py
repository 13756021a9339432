"""Writes a fictional collection of any size, as JSON Lines of ready passages: sentences put together at random.

    python -m tests.benchmarks.fictional 10000 > collection.jsonl

Nothing in it is true of anything. The sentences recur, so that their vectors are made once; the passages do not.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator

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


def main() -> None:
    """Write as many passages as were asked for."""
    for row in make_rows(int(sys.argv[1])):
        sys.stdout.write(json.dumps(row) + "\n")


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


if __name__ == "__main__":
    main()
