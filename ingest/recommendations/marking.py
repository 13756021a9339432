"""Marks who can act in a sentence, so that the ways of asking can be told by short patterns."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.recommendations.bodies import JOINT, actors

BODY, PERSON, END = "\u01c0", "\u01c3", "\u01c1"
"""Letters that no document uses: before a body (alone or with others), before people alone, and after either."""

MARKS = dict.fromkeys(map(ord, (BODY, PERSON, END)))
HOLES = {"actors": f"[{BODY}{PERSON}][^{END}]*{END}", "bodies": f"{BODY}[^{END}]*{END}"}
ACTS = re.compile(r",?\s+(?:also\s+)?(?:should|must|ought|needs?|to|is asked|are asked)\b")


@lru_cache(maxsize=4096)
def mark_actors(plain: str, we: re.Pattern[str]) -> str:
    """Return a text with marks around those who can act; several in a row are marked together.

    Whoever writes, ``we``, is not marked unless it is asked to act itself.
    """
    marked, done = [], 0
    for start, end, is_body in _runs(plain):
        named = we.match(plain, start)
        own = named and named.end() == end and not ACTS.match(plain, end)
        if not own:
            marked += [plain[done:start], BODY if is_body else PERSON, plain[start:end], END]
            done = end
    return "".join((*marked, plain[done:]))


def unmark(text: str) -> str:
    """Return a text without the marks in it."""
    return text.translate(MARKS)


def _runs(plain: str) -> list[tuple[int, int, bool]]:
    """Return those who can act, in a row, and whether a body comes first."""
    runs: list[tuple[int, int, bool]] = []
    listed: list[tuple[int, int, bool]] = []
    for match in actors().one.finditer(plain):
        one = (*match.span(), match["person"] is None)
        gap = plain[listed[-1][1] : match.start()] if listed else ""
        if listed and not JOINT.fullmatch(gap):
            runs += listed
            listed = []
        listed.append(one)
        # Only the last of several says that they are a list: "partners, schools and police".
        if len(listed) > 1 and gap.strip() != ",":
            listed = [(listed[0][0], one[1], listed[0][2])]
    return [*runs, *listed]
