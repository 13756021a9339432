"""Publications that a question about the register names: by title, or by their kind with a date or other words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from assistant.fields.periods import Period, find_periods
from assistant.recommendations.wordings import wordings
from assistant.titles import PARTS, YEAR
from assistant.words import WORD, stop_words
from ingest import marks
from vectorstore.publications import Publication

SIGN = re.compile(r"§(\d+)")
"""What stands for publications in a question in which they were found."""
YEARS = r"(?:19|20)\d\d(?:\s*(?:to|-|–|/)\s*(?:(?:19|20)\d\d|\d\d(?!\d)))?"
DATE = rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{marks.MONTHS}),?\s+(?:19|20)\d\d|{YEARS})"
JOINS = r"(?:of|from|dated|for|in|published in|issued in|sent (?:in|on))"
FEWEST_WORDS = 2
"""A part of a title with fewer words names nothing; one of which fewer tell something must be written as printed."""
LITTLE = frozenset(
    {"the", "a", "an", "on", "of", "into", "about", "for", "to", "its", "their", "our", "and", "panel's"}
)
Ids = frozenset[str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A question in which a sign stands for each publication that it names, and the ids for each sign."""

    text: str
    ids: tuple[Ids, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """The publications that may be named, and their names without regard to capitals, the longest first."""

    publications: tuple[Publication, ...]
    names: tuple[tuple[str, str, Ids], ...]

    @classmethod
    def of(cls, publications: Iterable[Publication]) -> Shelf:
        """Return publications by their names."""
        held = tuple(publications)
        named: defaultdict[str, set[str]] = defaultdict(set)
        for one in held:
            for name in _names(one.title):
                named[name].add(one.id)
        found = ((name.casefold(), name, frozenset(ids)) for name, ids in named.items())
        return cls(held, tuple(sorted(found, key=lambda one: (-len(one[0]), one[1]))))

    def mark(self, question: str) -> Marked:
        """Return a question with signs for what is named by title, or by kind and date."""
        return self._mark_dated(self._mark_titles(Marked(question)))

    def _mark_titles(self, marked: Marked) -> Marked:
        for key, name, ids in self.names:
            lowered = marked.text.casefold()
            if key not in lowered:
                continue
            form = re.compile(
                rf"[“\"']?(?<!\w){re.escape(name)}(?!\w)[”\"']?", 0 if _is_common(name) else re.IGNORECASE
            )
            if found := form.search(marked.text):
                marked = _replace(marked, found, self._of_kind(ids, found[0]))
        return marked

    def _of_kind(self, ids: Ids, words: str) -> Ids:
        """Return those publications that are of the kind which words name, if any are."""
        kinds = _find_kinds(words)
        some = frozenset(one.id for one in self.publications if one.id in ids and kinds and one.kind in kinds[0])
        return some or ids

    def _mark_dated(self, marked: Marked) -> Marked:
        for says, kinds in wordings().kinds:
            kind = says.pattern
            for form in (rf"(?<!\w)(?P<date>{DATE})\s+{kind}", rf"{kind}\s+{JOINS}\s+(?P<date>{DATE})(?!\w)"):
                while found := re.search(form, marked.text, re.IGNORECASE):
                    marked = _replace(marked, found, self._dated(kinds, found["date"]))
        return marked

    def _dated(self, kinds: Collection[str], date: str) -> Ids:
        own = [one for one in self.publications if one.kind in kinds]
        years = _years(date)
        titled = frozenset(one.id for one in own if years and years == frozenset(YEAR.findall(one.title)))
        periods, _ = find_periods(date)
        within = frozenset(one.id for one in own if periods and _whole(periods).holds(one.published))
        return titled if titled and not re.search(r"[a-z]{3}", date, re.IGNORECASE) else within

    def point(self, phrase: str, ids: tuple[Ids, ...]) -> Ids | None:
        """Return the publications that a phrase means, all words of which must name them; None when it means none."""
        signs = [ids[int(one)] for one in SIGN.findall(phrase)]
        kinds = _find_kinds(phrase)
        rest = [_stem(word) for word in WORD.findall(SIGN.sub(" ", kinds[1] if kinds else phrase).lower())]
        rest = [word for word in rest if word not in LITTLE]
        if signs:
            return None if rest else frozenset.intersection(*signs) or None
        if kinds is None:
            return None
        own = [one for one in self.publications if one.kind in kinds[0]]
        if rest:
            return frozenset(one.id for one in own if set(rest) <= _stems(one.title)) or None
        # "The review" is one of several; "reviews" are all.
        clear = len(kinds[0]) == 1 and (kinds[2] or len(own) == 1)
        return frozenset(one.id for one in own) or None if clear else None


def _names(title: str) -> Iterator[str]:
    yield title
    for part in PARTS.split(title):
        if len(WORD.findall(part)) >= FEWEST_WORDS and _telling(part):
            yield part.strip()


def _telling(words: str) -> int:
    return sum(word.lower() not in stop_words() for word in WORD.findall(words))


def _is_common(name: str) -> bool:
    """Say whether a name is so common as words that it must be written as it is printed."""
    return _telling(name) < FEWEST_WORDS


def _replace(marked: Marked, found: re.Match[str], ids: Ids) -> Marked:
    sign = f"§{len(marked.ids)}"
    return Marked(f"{marked.text[: found.start()]} {sign} {marked.text[found.end() :]}", (*marked.ids, ids))


def _find_kinds(words: str) -> tuple[frozenset[str], str, bool] | None:
    """Return the kinds that words name, the words without these, and whether they name several publications."""
    for says, kinds in wordings().kinds:
        found = says.search(words)
        if found:
            several = found[0].lower().endswith("s") and "terms" not in found[0].lower()
            return kinds, words[: found.start()] + " " + words[found.end() :], several
    return None


def _years(date: str) -> frozenset[str]:
    years = YEAR.findall(date)
    short = re.search(r"\d\d(\d\d)\s*[-–/]\s*(\d\d)$", date)
    return frozenset([*years, years[0][:2] + short[2]] if short and len(years) == 1 else years)


def _whole(periods: tuple[Period, ...]) -> Period:
    return Period(min(one.first for one in periods), max(one.last for one in periods))


def _stems(words: str) -> set[str]:
    return {_stem(word) for word in WORD.findall(words.lower())}


def _stem(word: str) -> str:
    return word.removesuffix("'s").removesuffix("s") if len(word) > 3 else word  # noqa: PLR2004  "is" has no stem
