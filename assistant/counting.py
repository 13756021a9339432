"""Checks how many items of a list are quoted against the number that the words before it say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import AnswerWarning
from assistant.composing import Chosen
from assistant.figures import Figure, as_number, read_figures
from ingest.documents import BlockKind
from vectorstore.publications import StoredSentence

FEWEST = 2
MOST = 30
"""What counts more than this is no list that is quoted: "40 partnerships said:"."""
ENDS_SO = re.compile(r"(?:,? (?:are|were|as follows|which are|namely|these are|below|set out below))*\s*[:.–-]?$")
FOLLOWS = re.compile(r"\b(?:the )?(?:following|these)(?: \w+)?$", re.IGNORECASE)
AFTER = re.compile(r"^following\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _List:
    """A list that is quoted, or a part of it: the line that introduces it, and the number of its items quoted."""

    lead_in: StoredSentence
    items: int


def warn_of_counts(chosen: Sequence[Chosen]) -> list[AnswerWarning]:
    """Return a warning for each list quoted with fewer items than the words that introduce it say."""
    found = ((_stated(one.lead_in.text), one.items) for one in _lists(chosen))
    return [
        AnswerWarning.model_validate(
            {
                "kind": "incomplete",
                "message": f"The words say {said}; {_tell(items)} quoted here: read the whole list at its source.",
            }
        )
        for said, items in found
        if said and items < (as_number(said) or 0)
    ]


def _tell(items: int) -> str:
    return "1 item is" if items == 1 else f"{items} items are"


def _lists(chosen: Sequence[Chosen]) -> Iterator[_List]:
    """Yield the lists of which the line that introduces them is quoted too."""
    quoted = {(one.publication.edition_id, s.ordinal): s for one in chosen for s in one.sentences}
    blocks: dict[tuple[str, int], set[int]] = {}
    for (edition, _), sentence in quoted.items():
        if sentence.kind is BlockKind.LIST_ITEM and sentence.lead_in is not None:
            blocks.setdefault((edition, sentence.lead_in), set()).add(sentence.block)
    for lead, items in blocks.items():
        if lead in quoted:
            yield _List(quoted[lead], len(items))


def _stated(lead_in: str) -> str:
    """Return the number of items that words say will follow, as printed; "" when they say none for certain."""
    words = " ".join(lead_in.split())
    sure = (figure for figure in read_figures(words) if _is_of_list(figure, words))
    return next((figure.value.lower() for figure in sure), "")


def _is_of_list(figure: Figure, words: str) -> bool:
    """Say whether a figure counts what follows: "the following five", or what the line ends with ("nine regions:")."""
    number = as_number(figure.value)
    # "At least three" begins with other words than its value, and says no exact number.
    if number is None or not FEWEST <= number <= MOST or not figure.words.startswith(figure.value):
        return False
    before, _, after = words.rpartition(figure.words)
    follows = FOLLOWS.search(before.rstrip()) or AFTER.search(figure.counted)
    return bool(follows or (ENDS_SO.fullmatch(after) and figure.counted))
