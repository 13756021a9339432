"""Reads from a question which field it asks for, and of which letter or publication."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.asking import asks_about_today
from assistant.fields.periods import Period, find_periods
from assistant.fields.phrases import Form, phrases
from assistant.words import stop_words

MOST_CHARACTERS = 300
"""Nobody asks for a field in more words."""
SEVERAL = re.compile(r"[?!]\s+\w")
"""What follows another question is not answered by the field that one of them asks for."""
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LETTER = re.compile(r"\b(?:letters?|circulars?|repl(?:y|ies)|response|correspondence)\b", re.IGNORECASE)
ENDS = (
    r"(?=\s+(?:to|of|about|on|in|dated|from|since|after|before|until|regarding|concerning|between|and|for|was|were|is|are"
    r"|that|which|who|when|with|asking|requesting|sent|held|by|get|got|been|ever|back|yet|so)\b|\s*[?.,;:!]|\s*$)"
)
NAME_WORD = r"(?!letters?\b|circulars?\b|repl(?:y|ies)\b|requests?\b)[\w.'-]+"
PHRASE = rf"(?P<said>{NAME_WORD}(?:\s+{NAME_WORD}){{0,8}}?)"
WRITES = r"(?:write|reply|respond|answer|get back|come back|send|sign|copy|enclose|attach|take|first|last|then|finally)"
WROTE = r"(?:wrote|replied|responded|answered|written|got back|came back|sent|signed)"
WRITERS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:did|do|has|have|had)\s+{PHRASE}\s+(?:{WRITES}|{WROTE})\b",
        rf"\bwhen\s+{PHRASE}\s+{WROTE}\b",
        rf"\b(?:from|by)\s+{PHRASE}{ENDS}",
        r"\b(?P<said>(?:[\w.’-]+\s+){0,4}[\w.-]+)['’]s?\s+(?:\w+\s+){0,2}(?:letter|reply|response|circular)\b",
        r"\b(?P<said>our|my)\s+(?:\w+\s+){0,3}(?:letter|circular)\b",
    )
)
READERS = (
    re.compile(
        r"\b(?:letters?|circulars?|repl(?:y|ies|ied)|response|write|wrote|written|send|sent|respond(?:ed)?|addressed)"
        rf"(?:\s+\w+){{0,2}}?\s+to\s+{PHRASE}{ENDS}",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:receive|received|get|got)\s+by\s+{PHRASE}{ENDS}", re.IGNORECASE),
)
RECEIVED = re.compile(
    r"\b(?:(?:did|do|have|has) (?:we|the panel)\b.{0,20}?\b(?:receive|received|get|got|had)|to us"
    r"|we (?:received|got))\b",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"^(?:the|a|an|our|my|this|that|their)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks for.

    ``writers`` and ``readers`` are phrases that may name who writes and who is written to; which of them do is told by
    the letters that are held. ``people`` are those that can be nothing else: a letter that is meant is theirs. ``rest``
    is the question without the times it names.
    """

    form: Form
    question: str
    rest: str
    periods: tuple[Period, ...]
    writers: tuple[str, ...]
    readers: tuple[str, ...]
    people: tuple[str, ...]
    received: bool
    today: bool

    def leftover(self, used: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the telling words that nothing accounts for: not the form, nor phrases that were ``used``."""
        rest = self.rest
        for phrase in used:
            rest = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", rest, flags=re.IGNORECASE)
        known = stop_words() | self.form.words
        return tuple(word for word in map(_bare, WORD.findall(rest)) if word not in known)

    def topic(self, used: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the words that say what a letter is about."""
        return tuple(word for word in self.leftover(used) if word not in phrases().letter)


def read_wanted(question: str) -> Wanted | None:
    """Return what field a question asks for; None when it asks for none, or for something besides."""
    plain = " ".join(question.replace("’", "'").split())
    if len(plain) > MOST_CHARACTERS or SEVERAL.search(plain) or phrases().besides.search(plain):
        return None
    form = next((form for form in phrases().forms if form.asked.search(plain)), None)
    if form is None:
        return None
    periods, rest = find_periods(plain)
    return Wanted(
        form=form,
        question=plain,
        rest=rest,
        periods=periods,
        writers=tuple(_said(WRITERS, rest)),
        readers=tuple(_said(READERS, rest)),
        people=tuple(_people(rest)),
        received=bool(RECEIVED.search(rest)),
        today=asks_about_today(plain),
    )


def _people(words: str) -> Iterator[str]:
    """Yield what a question names as a person or an office by its place: "did the Minister reply", "to Ms Fictley"."""
    for form in WRITERS[:2]:
        yield from (match["said"] for match in form.finditer(words))
    for form in READERS:
        said = (match["said"] for match in form.finditer(words))
        yield from (one for one in said if any(map(str.isupper, one)) or phrases().government_says.search(one))


def _said(forms: Iterable[re.Pattern[str]], words: str) -> Iterator[str]:
    """Yield each phrase in the place of a person, without articles, and its shorter ends."""
    seen: set[str] = set()
    for form in forms:
        for match in form.finditer(words):
            said = match["said"].strip()
            for one in _ends(said):
                if one.lower() not in seen:
                    seen.add(one.lower())
                    yield one


def _ends(said: str) -> Iterator[str]:
    """Yield a phrase and its ends: where a person's name begins cannot be told from the words before it."""
    words = said.split()
    for start in range(len(words)):
        whole = " ".join(words[start:])
        yield whole
        bare = ARTICLE.sub("", whole)
        if bare != whole:
            yield bare


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s").removesuffix("'")
