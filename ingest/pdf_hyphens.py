"""Tells a hyphen that only breaks a word at the end of a line from one that belongs to the word."""

from __future__ import annotations

import re
from collections.abc import Iterator

BROKEN = re.compile(r"(?<![\w-])(?P<first>[^\W\d_]+)(?P<hyphen>-)\n(?P<rest>[^\W\d_]+)(?![\w-])")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ENDING = re.compile(
    r"(?:[a-z]{0,3}[ts]ions?|[a-z]{0,2}ments?|ness(?:es)?|ings?|ed|ly|[a-z]{0,2}it(?:y|ies)|[a-z]{0,2}[ae]nces?|ally|ers?)"
)


def find_breaking_hyphens(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of hyphens that are no part of a word, judged by how the text writes it elsewhere.

    The hyphen goes when the text has the word without it, or when what follows is a word's ending and no word.
    """
    broken = [match for match in BROKEN.finditer(text) if match["rest"].islower()]
    if not broken:
        return
    known = set(WORD.findall(BROKEN.sub(" ", text).casefold()))
    for match in broken:
        first, rest = match["first"].casefold(), match["rest"]
        if f"{first}-{rest}" in known:
            continue
        if first + rest in known or (ENDING.fullmatch(rest) and rest not in known):
            yield match.span("hyphen")
