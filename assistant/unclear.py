"""Questions that do not say what they are about: what they might mean is shown, and whoever asked chooses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.composing import Chosen, near_best
from assistant.conversation import REFERS
from assistant.evidence import Run
from assistant.words import WORD, stop_words

MEASURES = frozenset(
    {"long", "many", "much", "often", "soon", "far", "times"}
    | {"day", "days", "week", "weeks", "month", "months", "year", "years", "hours"}
)
"""They ask how much, and not of what."""
GOES_ON = re.compile(
    r"\W*(?:and|or)\b(?!.*\b(?:is|are|was|were|do|does|did|has|have|can|should|must)\b)", re.IGNORECASE
)
"""Words that go on from a question, and are none by themselves: "and for health visitors?"."""
FEWEST_READINGS, MOST_READINGS = 2, 4


def is_unclear(question: str) -> bool:
    """Say whether a question by itself has no subject: nothing that tells, one word and "it", or a further "and …"."""
    if GOES_ON.match(question):
        return True
    first = question.split("?", maxsplit=1)[0]
    plain = (word.lower() for word in WORD.findall(first))
    telling = {word for word in plain if word not in stop_words() and word not in MEASURES}
    return bool(WORD.search(first)) and (not telling or (len(telling) == 1 and bool(REFERS.search(first))))


def find_readings(runs: Sequence[Run]) -> tuple[Chosen, ...]:
    """Return the best words for each thing that a question may be about, named by heading and title; none for one."""
    readings: dict[str, Chosen] = {}
    for run in near_best(runs):
        path = run.sentences[0].section_path
        name = f"{path[-1]} ({run.publication.title})" if path else run.publication.title
        if len(readings) < MOST_READINGS:
            readings.setdefault(name, Chosen(run.publication, run.sentences, name))
    return tuple(readings.values()) if len(readings) >= FEWEST_READINGS else ()
