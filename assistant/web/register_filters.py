"""Filters of the register's page: as they were typed, what they mean, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from assistant.errors import BadRequest
from assistant.recommendations.wanted import Sort, Wanted, make_wanted
from assistant.web.dates import TypedDate, read_date
from assistant.web.fields import Fields, Problems, first
from assistant.web.filters import PARTS, typed_date
from ingest.recommendations.entries import RECOMMENDATIONS

LONGEST_WORDS = 200
MOST_WORDS = 100
WORDS = ("to", "kind", "topic", "agency", "publication", "status")
DAYS = {"from": "Published from", "to": "Published to", "changed": "New or changed since"}
"""The dates, each in three boxes, and what the page calls them."""
BY_QUERY = {"from": "from", "to_date": "to", "changed_since": "changed"}
"""The dates as the HTTP service takes them: an address of the page may have them so."""
PLACES = {"to": "addressed"}
"""The ids of fields that are not their names: a date is called so too."""
FIELDS = ("text", *WORDS, "review", "sort", *(f"{name}-{part}" for name in DAYS for part in PARTS))
FOLDED = frozenset(FIELDS) - {"text", "to", "sort"}
"""The fields that are folded away while none of them says anything."""


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """Which entries are meant: ``typed`` to show again, ``wanted`` for the register, in which order and which page."""

    typed: Fields
    wanted: Wanted
    problems: Problems
    sort: Sort = Sort.NEWEST
    page: int = 1

    @property
    def dates(self) -> dict[str, TypedDate]:
        """The dates as they were typed."""
        return {name: typed_date(self.typed, name) for name in DAYS}

    @property
    def to(self) -> str:
        """Who is asked to act, as it was typed."""
        return "; ".join(self.typed.get("to", ()))

    @property
    def folded(self) -> bool:
        """Whether none of the fields that can be folded away says anything."""
        return not any(name in FOLDED for name, _ in self._pairs)

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered."""
        return any(name != "sort" for name, _ in self._pairs)

    def address(self, page: int = 1, sort: Sort | None = None) -> str:
        """Return the address of another page of the same list, or of the same list in another order."""
        pairs = [(name, value) for name, value in self._pairs if name != "sort"]
        order = sort or self.sort
        pairs += [("sort", str(order))] if order is not Sort.NEWEST else []
        pairs += [("page", str(page))] if page > 1 else []
        return f"/recommendations{'?' if pairs else ''}{urlencode(pairs)}#found"

    def addressed(self, name: str) -> str:
        """Return the address of the list of what is addressed to somebody, of the same kinds."""
        pairs = [("to", name), *(pair for pair in self._pairs if pair[0] == "kind")]
        return f"/recommendations?{urlencode(pairs)}#found"

    def download(self, file: str) -> str:
        """Return the address of a file with all that is meant, whatever the page."""
        return f"/v1/recommendations{file}?{urlencode(self._query)}"

    @property
    def _pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.typed.items() for value in values if value]

    @property
    def _query(self) -> list[tuple[str, str]]:
        """The same filters as the HTTP service takes them: it knows no kinds that are listed unasked."""
        wanted = self.wanted
        words = [(name, value) for name in WORDS if name != "kind" for value in self.typed.get(name, ())]
        kinds = [("kind", str(kind)) for kind in sorted(wanted.kinds or ())]
        days = {"from": wanted.published_from, "to_date": wanted.published_to, "changed_since": wanted.changed_since}
        others = {"text": wanted.text, "review": wanted.review, "sort": self.sort}
        return [*kinds, *words, *((name, str(value)) for name, value in (days | others).items() if value)]


@dataclass
class _Reading:
    """What has been read of a form, and what was wrong with it."""

    fields: Fields
    given: dict[str, Any] = field(default_factory=dict)
    days: dict[str, dt.date | None] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    def read_words(self, name: str, given: Any) -> None:
        try:
            make_wanted(**{name: given})
        except BadRequest as error:
            self.problems[PLACES.get(name, name)] = str(error)
        else:
            self.given[name] = given

    def read_day(self, name: str) -> dt.date | None:
        try:
            return read_date(typed_date(self.fields, name), name=DAYS[name], last=name == "to")
        except BadRequest as error:
            self.problems[f"{name}-day"] = str(error)
            return None


def read_register_filters(fields: Fields) -> RegisterFilters:
    """Read the filters of the form; what cannot be used is a problem, and left out of ``wanted``."""
    typed = _tidy(fields)
    reading = _Reading(typed)
    for name in WORDS:
        reading.read_words(name, typed.get(name, ()))
    reading.read_words("review", first(typed, "review") or None)
    early, late, changed = (reading.read_day(name) for name in DAYS)
    if early and late and late < early:
        reading.problems["to-day"] = f"“{DAYS['to']}” must be the same day as “{DAYS['from']}” or later."
    days = {"published_from": early, "published_to": late, "changed_since": changed}
    wanted = make_wanted(**reading.given, text=first(typed, "text"), days=days)
    # What is no recommendation is listed when it is asked for.
    whole = wanted if wanted.kinds else replace(wanted, kinds=RECOMMENDATIONS)
    return RegisterFilters(typed, whole, reading.problems, _read_sort(first(typed, "sort")), _read_page(fields))


def _tidy(fields: Fields) -> Fields:
    """Return the fields that say something: names of bodies one by one, and dates in their boxes."""
    boxes = {f"{box}-day": tuple(fields.get(name, ()))[:1] for name, box in BY_QUERY.items()}
    split = {"to": _split(fields.get("to", ())), "text": (first(fields, "text")[:LONGEST_WORDS],)}
    own = {name: tuple(filter(None, values)) for name, values in {**boxes, **fields, **split}.items()}
    if set(own.get("kind", ())) == RECOMMENDATIONS:
        # As the form has it when nobody has chosen.
        del own["kind"]
    return {name: own[name][:MOST_WORDS] for name in FIELDS if own.get(name)}


def _split(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for words in given for name in words.split(";") if name.strip()))


def _read_sort(word: str) -> Sort:
    return Sort(word) if word in list(Sort) else Sort.NEWEST


def _read_page(fields: Fields) -> int:
    page = first(fields, "page")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < len("1000000") else 1
    return max(number, 1)
