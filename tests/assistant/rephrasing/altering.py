"""Makes of a true statement false ones: each changes one thing that a reader would rely on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

MODALS = ("must", "should", "may", "will", "can", "did")
NAMES = ("Ambrose Fabler", "Southwick", "Inspectorate", "Ludmila Inventa")
MONTHS = ("January", "March", "May", "June", "September")
NUMBERS = ("two", "three", "four", "six", "nine", "ten")
VERBS = re.compile(r"\b(must|should|may|will|can|was|were|is|are|had|has)\b")
CAPITALS = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
TURNED = {
    "before": "after",
    "every": "some",
    "each": "some",
    "both": "neither",
    "only": "almost",
    "without": "with",
    "until": "from",
    "more": "less",
    "some": "all",
    "most": "all",
    "fell": "rose",
    "late": "early",
    "because": "although",
    "unless": "if",
    "and": "or",
}


def alter_negation(text: str) -> Iterator[str]:
    """Take a "not" out, or put one in."""
    for match in re.finditer(r"\b(?:not|never) |n't\b", text):
        yield text[: match.start()] + text[match.end() :]
    for match in VERBS.finditer(text):
        if not re.match(r" not\b|n't", text[match.end() :]):
            yield f"{text[: match.end()]} not{text[match.end() :]}"
            yield f"{text[: match.end()]} never{text[match.end() :]}"


def alter_number(text: str) -> Iterator[str]:
    """Make each number another one."""
    for match in re.finditer(r"\d+(?:\.\d+)?", text):
        for other in (f"{float(match[0]) + 1:g}", f"1{match[0]}", match[0].replace(".", "") + "0"):
            yield text[: match.start()] + other + text[match.end() :]
    for match in re.finditer(rf"\b(?:{'|'.join(NUMBERS)})\b", text):
        other = NUMBERS[(NUMBERS.index(match[0]) + 1) % len(NUMBERS)]
        yield text[: match.start()] + other + text[match.end() :]
    for match in re.finditer(r"%|per cent|£", text):
        yield text[: match.start()] + text[match.end() :]


def alter_name(text: str) -> Iterator[str]:
    """Put another name in the place of each, and leave each out."""
    for match in CAPITALS.finditer(text):
        for other in (*NAMES, match[0] + "s"):
            yield text[: match.start()] + other + text[match.end() :]
        yield text[: match.start()] + text[match.end() :].lstrip()
    first = re.match(r"[A-Z][a-z]+(?: [A-Z][a-z]+)+", text)
    if first:
        yield from (other + text[first.end() :] for other in NAMES)


def alter_date(text: str) -> Iterator[str]:
    """Make each month, year and day another one."""
    for match in re.finditer(rf"\b(?:{'|'.join(MONTHS)})\b", text):
        other = MONTHS[(MONTHS.index(match[0]) + 1) % len(MONTHS)]
        yield text[: match.start()] + other + text[match.end() :]
        yield text[: match.start()] + text[match.end() :].lstrip()
    for match in re.finditer(r"\b20\d\d\b", text):
        yield text[: match.start()] + str(int(match[0]) - 1) + text[match.end() :]
        yield text[: match.start()].rstrip() + text[match.end() :]


def alter_modality(text: str) -> Iterator[str]:
    """Make what must be what may be, what will be what was, and so on."""
    for match in re.finditer(rf"\b(?:{'|'.join(MODALS)})\b", text):
        for other in MODALS:
            if other != match[0]:
                yield text[: match.start()] + other + text[match.end() :]
        yield text[: match.start()] + text[match.end() :].lstrip()


def alter_voice(text: str) -> Iterator[str]:
    """Make of what was done to somebody what they did, and of what was so what is so."""
    for match in re.finditer(r"\b(?:is|are|was|were|be|been|has|had|did)\b ", text):
        yield text[: match.start()] + text[match.end() :]
        for other in ("is", "was", "has", "had", "has been", "will be"):
            if other != {"are": "is", "were": "was"}.get(match[0].strip(), match[0].strip()):
                yield f"{text[: match.start()]}{other} {text[match.end() :]}"


def alter_sense(text: str) -> Iterator[str]:
    """Turn a small word into one that says something else."""
    for match in re.finditer(rf"\b(?:{'|'.join(TURNED)})\b", text):
        yield text[: match.start()] + TURNED[match[0]] + text[match.end() :]


def add_address(text: str) -> Iterator[str]:
    """Add what must never be shown: addresses, links, markup, signs that cannot be seen."""
    yield f"{text} See https://panel.example/more."
    yield f"{text} See www.panel.example."
    yield f"{text} Ask help@panel.example."
    yield f"{text} See panel.example/more."
    yield f"[{text}](https://panel.example)"
    yield f"{text} <img src=x>"
    yield f"**{text}**"
    yield text[:5] + "\u202e" + text[5:]
    yield text[:5] + "\x07" + text[5:]


ALTERATIONS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "negation": alter_negation,
    "number": alter_number,
    "name": alter_name,
    "date": alter_date,
    "modality": alter_modality,
    "voice": alter_voice,
    "sense": alter_sense,
    "address": add_address,
}
"""By what they change."""
