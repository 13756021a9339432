"""The list of publications: which part of it is asked for, and the pages it falls into."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.web.fields import Fields, first
from assistant.web.filters import Filters, read_filters

PER_PAGE = 20
LONGEST_WORDS = 200
AROUND = 1


@dataclass(frozen=True, slots=True)
class ListWanted:
    """Which publications are to be listed: filters, words of the title, and which page of the list."""

    filters: Filters
    words: str
    page: int

    @property
    def offset(self) -> int:
        """How many publications come before the page."""
        return (self.page - 1) * PER_PAGE

    def address(self, page: int) -> str:
        """Return the address of another page of the same list."""
        pairs = [*self.filters.pairs, *([("words", self.words)] if self.words else []), ("page", str(page))]
        return f"/publications?{urlencode(pairs)}"


def read_list_wanted(fields: Fields) -> ListWanted:
    """Return what an address asks for; a page that is no number is the first."""
    page = first(fields, "page")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < len("1000000") else 1
    return ListWanted(read_filters(fields), first(fields, "words")[:LONGEST_WORDS], max(number, 1))


def count_pages(total: int) -> int:
    """Return how many pages a list has; one when it is empty."""
    return max(1, -(-total // PER_PAGE))


def number_pages(current: int, last: int) -> list[int | None]:
    """Return the pages to link to, with None where some are left out: the first, the last and those around."""
    near = {1, last, *range(current - AROUND, current + AROUND + 1)}
    numbers = sorted(number for number in near if 1 <= number <= last)
    shown: list[int | None] = []
    for before, number in zip([0, *numbers], numbers, strict=False):
        if number > before + 1:
            shown.append(None)
        shown.append(number)
    return shown
