"""Several questions in one: where one ends and the next begins."""

from __future__ import annotations

import re

MOST_PARTS = 4
FEWEST_FIRST, FEWEST_WORDS = 4, 3
ASKING = (
    r"(?:who|whom|whose|what|whats|what's|when|where|why|how|which|is|are|was|were|do|does|did|can|could|should|must|"
    r"will|would|has|have|had)"
)
SENTENCE_END = re.compile(r"(?<=\?)\s+")
JOINT = re.compile(rf"\s*(?:,|;|\s-)?\s+(?:and|or)\s+(?={ASKING}\b)|\s*[,;]\s*(?={ASKING}\b)", re.IGNORECASE)
BEGINS = re.compile(rf"\W*(?:and |or |but |so )?{ASKING}\b", re.IGNORECASE)
CONDITION = re.compile(r"\W*(?:and |but |so )?(?:what if|if|when|where|once|unless)\b", re.IGNORECASE)
"""What begins so may go on with a question: "when a child is missing, who is told?"."""


def split_questions(question: str) -> tuple[str, ...]:
    """Return the several questions that a question is made of; none when it is one.

    Each begins as questions do or ends with a question mark, so that "when and where" and "what parents do and should
    do" stay whole; what is told before or after a question goes with it.
    """
    parts: list[str] = []
    for sentence in SENTENCE_END.split(question.strip()):
        if parts and not (BEGINS.match(sentence) or sentence.endswith("?")):
            parts[-1] = f"{parts[-1]} {sentence}"
        else:
            parts += _split_sentence(sentence)
    return tuple(parts) if 1 < len(parts) <= MOST_PARTS and _are_whole(parts) else ()


def _split_sentence(sentence: str) -> list[str]:
    """Return the questions of a sentence, which is one where anything but its first part does not begin as one."""
    if not BEGINS.match(sentence) or CONDITION.match(sentence):
        return [sentence]
    parts = [part.strip() for part in JOINT.split(sentence)]
    return parts if _are_whole(parts) else [sentence]


def _are_whole(parts: list[str]) -> bool:
    return len(parts[0].split()) >= FEWEST_FIRST and all(len(part.split()) >= FEWEST_WORDS for part in parts)
