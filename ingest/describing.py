"""Says what a document is, as far as it says so itself: title, kind, speaker, date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import yaml

from ingest import marks
from ingest.documents import BlockKind, Description, Letter, Reading, Speaker
from ingest.facts import find_facts
from ingest.letters import MONTH_NUMBERS, find_letter
from ingest.lines import RawText
from ingest.subjects import find_subjects

MONTH_AND_YEAR = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{marks.MONTHS})\s+(?P<year>\d{{4}})\b", re.IGNORECASE
)
FRONT_LETTERS = 1200
LONGEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of ``kinds.yaml``: names of kinds, and the words by which kinds and speakers are recognised."""

    names: dict[str, str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    speakers: tuple[tuple[Speaker, re.Pattern[str]], ...]


@cache
def tables() -> Tables:
    """Read and check the tables."""
    data = yaml.safe_load((files("ingest") / "kinds.yaml").read_text(encoding="utf-8"))
    return Tables(
        names={kind: row["name"] for kind, row in data["kinds"].items()},
        kinds=tuple((kind, _any_of(row["says"])) for kind, row in data["kinds"].items() if row["says"]),
        speakers=tuple((Speaker(speaker), _any_of(says)) for speaker, says in data["speakers"].items()),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


def describe(reading: Reading, *, name: str, raw: RawText) -> Description:
    """Return a document's description; ``name`` is its file's name, ``raw`` may state a title and an author."""
    plain = _describe(reading, name=name, raw=raw)
    headings = [one.text for one in reading.sentences if one.kind is BlockKind.HEADING]
    subjects = find_subjects(plain.title, headings, reading.text)
    facts = find_facts(plain.title, _front(reading), reading.text) if plain.kind != "letter" else {}
    return replace(plain, agencies=subjects.agencies, topics=subjects.topics, **facts)


def _describe(reading: Reading, *, name: str, raw: RawText) -> Description:
    letter = find_letter(reading)
    front = _front(reading)
    if letter:
        return Description(
            title=_letter_title(letter),
            kind="letter",
            speaker=_speaker(_signed_part(reading)) or _speaker(front) or Speaker.OTHER,
            published=letter.sent,
            letter=letter,
        )
    title = raw.title or _first_heading(reading) or name
    kind = next((kind for kind, says in tables().kinds if says.search(title) or says.search(front)), "document")
    speaker = _speaker(front) or _speaker(raw.author or "") or Speaker.OTHER
    return Description(title, kind, speaker, _first_date(front))


def _front(reading: Reading) -> str:
    end = reading.pages[1] if len(reading.pages) > 1 else FRONT_LETTERS
    return " ".join(reading.text[:end].split())


def _signed_part(reading: Reading) -> str:
    """Return the signature and what stands before the date of a letter: the parts that name its author."""
    kinds = [b.kind for b in reading.blocks]
    start = kinds.index(BlockKind.DATE_LINE) if BlockKind.DATE_LINE in kinds else 0
    signature = [b for b in reading.blocks if b.kind is BlockKind.SIGNATURE]
    return " ".join(reading.quote(b.segments) for b in (*signature, *reading.blocks[: min(start, 1)]))


def _speaker(words: str) -> Speaker | None:
    return next((speaker for speaker, says in tables().speakers if says.search(words)), None)


def _letter_title(letter: Letter) -> str:
    parts = [
        "Letter",
        f"from {letter.sender}" if letter.sender else "",
        f"to {letter.recipient}" if letter.recipient else "",
    ]
    date = f", {letter.sent.day} {letter.sent:%B %Y}" if letter.sent else ""
    return " ".join(part for part in parts if part) + date


def _first_heading(reading: Reading) -> str | None:
    headings = [s.text for s in reading.sentences if s.kind is BlockKind.HEADING]
    return headings[0][:LONGEST_TITLE] if headings else None


def _first_date(front: str) -> dt.date | None:
    """Return the first date of the first page; the first of the month where no day is printed."""
    found = MONTH_AND_YEAR.search(front)
    if not found:
        return None
    try:
        return dt.date(int(found["year"]), MONTH_NUMBERS[found["month"].lower()], int(found["day"] or 1))
    except ValueError:
        return None
