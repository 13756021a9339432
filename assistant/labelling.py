"""Says what kind of statement a quotation is, by its own words and the heading it stands under; never by guessing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

import yaml

from assistant.answers import Label
from assistant.asking import any_of, tells_a_case
from assistant.composing import Chosen
from ingest.documents import Speaker


@dataclass(frozen=True, slots=True)
class _Sign:
    """What marks a kind of statement: words of its own or of its heading, and whose words they must be."""

    label: Label
    words: re.Pattern[str] | None
    heading: re.Pattern[str] | None
    speakers: frozenset[Speaker]
    unless: re.Pattern[str] | None


@cache
def _signs() -> tuple[_Sign, ...]:
    data = yaml.safe_load((files("assistant") / "labels.yaml").read_text(encoding="utf-8"))
    known: dict[str, Label] = {one: one for one in get_args(Label)}
    return tuple(
        _Sign(
            known[row["label"]],
            any_of(row["words"]) if "words" in row else None,
            any_of(row["heading"]) if "heading" in row else None,
            frozenset(map(Speaker, row.get("speakers", Speaker))),
            any_of(row["unless"]) if "unless" in row else None,
        )
        for row in data
    )


def label(chosen: Chosen) -> Label | None:
    """Return what kind of statement chosen sentences are; None when their words do not tell."""
    words = " ".join(sentence.text for sentence in chosen.sentences)
    headings = " > ".join(chosen.sentences[0].section_path)
    if tells_a_case(headings):
        return "illustration"
    found = (sign for sign in _signs() if _shows(sign, words, headings, chosen.publication.speaker))
    return next((sign.label for sign in found), None)


def _shows(sign: _Sign, words: str, headings: str, speaker: Speaker) -> bool:
    if speaker not in sign.speakers or (sign.unless and sign.unless.search(words)):
        return False
    told = sign.words and sign.words.search(words)
    return bool(told or (sign.heading and sign.heading.search(headings)))
