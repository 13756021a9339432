"""What a text tells of a child: who it is, where it is, what happened to it and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from assistant.personal.addresses import find_postcodes, find_street_addresses
from assistant.personal.children import Age, find_ages, find_kin, find_year_groups, read_age_beside
from assistant.personal.dates import find_births, find_days
from assistant.personal.findings import Span, keep_apart
from assistant.personal.names import Name, find_names
from assistant.personal.places import find_places
from assistant.personal.tables import any_of, one_of, tables


@dataclass(frozen=True)
class Story:
    """What a text tells of a child: who, where, what happened and when; each is looked for when it is first needed."""

    text: str

    @cached_property
    def places(self) -> list[Span]:
        """Particular places, homes included."""
        return [*find_places(self.text), *find_street_addresses(self.text), *find_postcodes(self.text)]

    @cached_property
    def all_names(self) -> list[Name]:
        """Names of anybody."""
        return find_names(self.text, places=self.places)

    @cached_property
    def names(self) -> list[Name]:
        """Names that may be a child's."""
        if _beside_child().search(self.text):
            return self.all_names
        return [name for name in self.all_names if name.child or _what_befalls().match(self.text, name.span.end)]

    @cached_property
    def ages(self) -> list[Age]:
        """Exact ages of one child."""
        beside = (read_age_beside(self.text, place=name.span.end) for name in self.names)
        return [*find_ages(self.text), *(age for age in beside if age)]

    @cached_property
    def others(self) -> list[Span]:
        """What tells a child by its year at school, by whose it is or by its date of birth."""
        return [*find_year_groups(self.text), *find_kin(self.text), *find_births(self.text)]

    @cached_property
    def children(self) -> list[Span]:
        """Where a child is told of."""
        return [*(name.span for name in self.names), *(age.span for age in self.ages), *self.others]

    @cached_property
    def days(self) -> list[Span]:
        """Days on which something happened."""
        return keep_apart(find_days(self.text), taken=self.others)

    @cached_property
    def events(self) -> list[Span]:
        """What was done or happened to a child, and when."""
        return [*(Span(*match.span()) for match in _harm().finditer(self.text)), *self.days]


@cache
def _harm() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(tables().harms)}(?!\w)", re.IGNORECASE)


@cache
def _beside_child() -> re.Pattern[str]:
    table = tables()
    return re.compile(
        rf"(?<!\w){one_of(table.beside_child)}(?!\w)(?!\s+{one_of(table.not_child)}(?!\w))", re.IGNORECASE
    )


@cache
def _what_befalls() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:who\s+)?{one_of(tables().befalls)}(?!\w)", re.IGNORECASE)
