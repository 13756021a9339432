"""Keeps addresses and marks out of what a language model is given, and tells a plain sentence from anything else."""

from __future__ import annotations

import re
import unicodedata

from assistant.citing import normalise
from assistant.words import without_marks
from vectorstore.publications import StoredSentence

ADDRESS = re.compile(r"(?:\w+://|www\.|mailto:)\S+|\S+@\S+|(?<![\w.])[\w-]{2,}(?:\.[\w-]{2,})+(?:/\S*)?", re.IGNORECASE)
"""Web and mail addresses, also without "https"; a number such as 3.25 is none."""
NUMBER = re.compile(r"[\d.]+")
INSTEAD = "[link]"
MARKS = re.compile(r"[<>`{}\\|#]|\[|\]|\*\*|__|~~|&\w+;|&#")
MOST_CHARACTERS = 600
KEPT = "\n\t"


def as_offered(sentence: StoredSentence) -> str:
    """Return a sentence as a model gets it, and as its quotations are looked up: one line, no marks, no addresses."""
    return normalise(without_addresses(without_signs(without_marks(sentence.text))))


def without_addresses(text: str) -> str:
    """Return a text with a word in place of each web or mail address."""
    return ADDRESS.sub(lambda match: match[0] if NUMBER.fullmatch(match[0]) else INSTEAD, text)


def without_signs(text: str) -> str:
    """Return a text without characters that cannot be seen, but for ends of lines and tabs."""
    return "".join(sign for sign in text if sign in KEPT or unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cn"})


def is_plain(text: str) -> bool:
    """Say whether a model's words may be shown: one line, not too long, without addresses, markup and hidden signs."""
    if len(text) > MOST_CHARACTERS or text != without_signs(text) or MARKS.search(text):
        return False
    return without_addresses(text) == text and len(text.splitlines()) == 1
