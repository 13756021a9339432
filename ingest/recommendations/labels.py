"""Reads the label that sets an entry apart: "Recommendation 3:", "Learning point A.", "Time to reflect:"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.recommendations.printed import Span
from ingest.recommendations.setting import Setting
from ingest.recommendations.signs import signs
from ingest.recommendations.topics import Topic
from ingest.recommendations.wordings import split_actors

WRITTEN = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
NUMBER = (
    rf"\(?(?P<number>\d{{1,3}}(?:\.\d{{1,2}}){{0,2}}[a-z]?|(?-i:[A-Z]\d{{0,2}})|[ivx]{{1,5}}|{WRITTEN})"
    r"(?![\w'’]|\.\d)\)?"
)
REST = (
    r"(?:\s*[(\[](?P<who>[^)\]]{3,120})[)\]])?(?:,?\s+(?:for|to)\s+(?P<to>[^:.]{3,100}?))?"
    r"\s*(?P<end>[:.–—|-]|$|(?<=\d)(?=\s(?-i:[A-Z])))\s*"
)
NAMING = re.compile(r"(?:for|to|of)\s+(?P<to>[^:.–—]{3,150}?)\s*(?P<end>[:.–—])\s+(?=\S)")
"""Who is addressed, after the sign behind the number: "Recommendation 1 – to the Home Office."."""
BETWEEN = re.compile(
    r"[\s,;/&()]|\b(?:and|the|with|jointly|together|all|each|every|to|for|or|of|both)\b", re.IGNORECASE
)
SHORT = re.compile(r"(?P<number>(?:R|LP|L|Q)\s?\d{1,2}(?:\.\d{1,2})?)\s*(?P<end>[:.)–—|-]|$)\s*")
"""A number that is a label by itself, where recommendations are made."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label and the words after it, if any; ``who`` is named in it."""

    topic: Topic
    number: str | None
    rest: Span | None
    who: tuple[str, ...] = ()


def read_label(span: Span, setting: Setting) -> Label | None:
    """Return the label that words begin with; one without a number ends in a colon or a dash."""
    text = span.text
    for topic, pattern in _labels("panel" if setting.is_panel else "other").items():
        match = pattern.match(text)
        if match and (match["number"] or (match["end"] in (":", "–", "—") and text[match.end() :])):
            who = split_actors(match["who"] or match["to"] or "")
            end = match.end()
            if not who and (naming := NAMING.match(text, end)) and (named := _only_names(naming["to"])):
                who, end = named, naming.end()
            rest = span.part(end) if text[end:] else None
            return Label(Topic(topic), match["number"], rest, who)
    return None


def _only_names(words: str) -> tuple[str, ...]:
    """Return who is named by words that hold nothing but names; else nobody: they are text."""
    found = split_actors(words)
    for one in found:
        words = words.replace(one, "")
    return found if not BETWEEN.sub("", words) else ()


def read_short_label(span: Span) -> tuple[str, Span | None] | None:
    """Return a number like "R3" that words begin with, and the words after it."""
    match = SHORT.match(span.text)
    return (match["number"], span.part(match.end()) if span.text[match.end() :] else None) if match else None


@cache
def _labels(we: str) -> dict[str, re.Pattern[str]]:
    numbered = rf"(?:\s+(?:no\.?|number|#)?\s*{NUMBER})?"
    nouns = signs(we).tables["labels"]
    return {topic: re.compile(rf"(?:{noun.pattern}){numbered}{REST}", re.IGNORECASE) for topic, noun in nouns.items()}
