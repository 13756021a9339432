"""The examples: sentences written for this project, by which a text's words and meaning are judged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from assistant.errors import BadRequest
from assistant.screening.concerns import Concern, read_documents

NONE = ""
"""What an example is of that is of no concern."""


def list_examples() -> list[tuple[str, str]]:
    """Return every example with the concern it is an example of; ``BadRequest`` when one stands there twice."""
    examples = [one for concern in Concern for one in _list(concern)]
    texts = [text for text, _ in examples]
    if len(set(texts)) < len(texts):
        twice = next(text for text in texts if texts.count(text) > 1)
        raise BadRequest(f"The example {twice!r} of assistant/screening stands there twice; keep one.")
    return examples


def _list(concern: Concern) -> Iterator[tuple[str, str]]:
    _, sentences = read_documents(concern)
    yield from ((str(text), str(concern)) for text in sentences["positive"])
    yield from ((str(text), NONE) for text in sentences["negative"])


def digest_examples() -> str:
    """Return a digest of all examples."""
    return hashlib.sha256(json.dumps(list_examples()).encode()).hexdigest()[:16]
