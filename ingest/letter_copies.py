"""Reads to whom a letter is copied: from its "cc" lines and from the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.documents import Said
from ingest.letter_layout import SILENT, Layout
from ingest.letter_marks import OFFICE, TITLE, WORD
from ingest.letter_parties import find_person
from ingest.letter_words import Words

COPIED = re.compile(
    r"(?:cc|c\.c\.?|copy(?: to)?|copies(?: to)?|copied to)(?:\s*[:.–-]\s*|\s+(?=[A-Z])|\s*$)", re.IGNORECASE
)
OTHER = re.compile(r"(?:enc|encl|encs|enclosures?|attachments?|annex|appendix|by e-?mail)\b|.*https?:", re.IGNORECASE)
SENTENCE = re.compile(
    r"\b(?:(?:I|we) (?:am|are|have|will be|shall be)(?: also)?"
    r" (?:(?:copying|copied|sending|sent)(?: (?:a )?cop(?:y|ies))?(?: of)?(?: this)?"
    r"(?: letter| reply| response)?(?: as well)?)"
    r"|(?:this|my) (?:letter|reply|response) (?:is|has been|will be)(?: also)? (?:copied|sent)"
    r"|cop(?:y|ies) of this (?:letter|reply|response)"
    r" (?:goes|go|(?:is|are|has been|have been|will be)(?: also)?(?: being)?(?: sent| going)?)|copied)"
    r" to (?P<to>[^.;]+(?:\.(?=\s?[A-Z]\.)[^.;]*)*)",
    re.IGNORECASE,
)
NEXT = re.compile(
    rf"\s*;\s*(?:and\s+)?(?:to\s+)?|\s*,?\s+(?:and|as well as)\s+(?:also\s+)?(?=(?:to\s+)?(?:(?:the|all|each|my|our)\s"
    rf"|{TITLE}\s|(?-i:{OFFICE.pattern})|{WORD}\s+{WORD},))(?:to\s+)?|\s*,\s+(?:to\s+)?(?=(?:the|all|each)\s|{TITLE}\s)"
    rf"|\s*,\s+(?:to\s+)?(?={WORD}(?:\s+{WORD})+,\s+(?:the\s+)?(?:{OFFICE.pattern}))"
)
LONGEST = 120
LAST = re.compile(r"\s+and\s+(?!.*\sand\s)")
ARTICLE = re.compile(r"(?:to\s+)?(?:the\s+)?", re.IGNORECASE)


def read_copies(words: Words, layout: Layout) -> tuple[Said, ...]:
    """Return those who get a copy, each as the letter names them; nobody is named twice."""
    found = (*_lines(words, layout), *_sentences(words, layout))
    return tuple({said.text.lower(): said for said in reversed(found)}.values())[::-1]


def _lines(words: Words, layout: Layout) -> Iterator[Said]:
    """Yield those named after "cc", and in the lines under it until another kind of line."""
    blocks = words.reading.blocks
    for part in (layout.front, layout.end(words.reading)):
        copying = False
        for ordinal in part:
            if blocks[ordinal].kind in SILENT:
                continue
            for line in words.lines([ordinal]):
                label = COPIED.match(line.text)
                copying = bool(label) or (copying and ordinal not in layout.front and _goes_on(line.text))
                rest = words.part(line, label.end(), len(line.text)) if label else line
                if copying and rest:
                    yield from _divided(words, rest)


def _goes_on(text: str) -> bool:
    return len(text) < LONGEST and not OTHER.match(text) and bool(OFFICE.search(text) or find_person(text))


def _sentences(words: Words, layout: Layout) -> Iterator[Said]:
    body = {*layout.body, *layout.end(words.reading)}
    for sentence in words.reading.sentences:
        told = sentence.block in body and SENTENCE.search(sentence.text)
        said = words.said(sentence.segments) if told else None
        for found in SENTENCE.finditer(said.text) if said else ():
            to = words.part(said, *found.span("to")) if said else None
            if to:
                yield from _divided(words, to)


def _divided(words: Words, said: Said) -> Iterator[Said]:
    """Yield each of those named in a row, as in "the Home Secretary and the Minister for Health"."""
    between = [found.span() for found in NEXT.finditer(said.text)]
    if between and not any(" and" in said.text[start:end] for start, end in between):
        # A row that is parted by commas ends with "and".
        between += [found.span() for found in LAST.finditer(said.text, between[-1][1])]
    cuts = [(0, 0), *between, (len(said.text), 0)]
    for (_, start), (end, _) in pairwise(cuts):
        article = ARTICLE.match(said.text, start, end)
        one = words.part(said, article.end() if article else start, end)
        if one:
            yield one
