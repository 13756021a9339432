"""Checks one answer of the installed program: answered, in the words of the document that holds the answer.

Usage: check_answer.py ANSWER.json DOCUMENT WORDS. Stands on Python alone, so that it needs no environment.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def find_fault(answer: dict[str, Any], *, document: Path, words: str) -> str | None:
    """Return one sentence on what is wrong, or None: some quotation must hold the words and stand in the document."""
    if answer["outcome"] != "answered":
        return f"The outcome is {answer['outcome']} and should be answered."
    text = _join_lines(document.read_text(encoding="utf-8"))
    quotes = [_join_lines(cited["quote"]) for cited in answer["citations"] if cited["file"] == document.name]
    if not any(words in quote and quote in text for quote in quotes):
        return f"No quotation holds “{words}” and stands word for word in {document.name}."
    return None


def _join_lines(text: str) -> str:
    return " ".join(text.split())


def main() -> int:
    """Say what is wrong, if anything, in one line and in the exit code."""
    answer, document, words = sys.argv[1:]
    fault = find_fault(json.loads(Path(answer).read_text(encoding="utf-8")), document=Path(document), words=words)
    print(fault or f"The answer is quoted word for word from {Path(document).name}.")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
