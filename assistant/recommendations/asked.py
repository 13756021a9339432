"""What a question asks of the register: values that do not change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.fields.periods import Period
from assistant.recommendations.entries import ResponseState
from assistant.recommendations.pointing import Ids
from ingest.recommendations.entries import RECOMMENDATIONS, EntryKind

TO_PANEL = frozenset({EntryKind.TO_PANEL})


class Ask(StrEnum):
    """What is asked for: entries, how many there are, one by its number, or what was said of one."""

    LIST = "list"
    COUNT = "count"
    ONE = "one"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks of the register, in its own words where only the register can tell what they are about.

    ``to`` names bodies; ``subject`` is what entries are about, ``theme`` the same where it can be a topic only;
    ``maker`` is somebody who recommends something and is neither the Panel nor a publication. ``publications`` are ids;
    None: all.
    """

    ask: Ask = Ask.LIST
    kinds: frozenset[EntryKind] = RECOMMENDATIONS
    to: tuple[str, ...] = ()
    publications: Ids | None = None
    subject: str = ""
    theme: str = ""
    period: Period | None = None
    states: frozenset[ResponseState] | None = None
    number: str | None = None
    oldest: bool = False
    maker: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether it says what entries are about, when they were published or what was said of them."""
        return bool(self.subject or self.theme or self.period or self.states)

    @property
    def is_to_panel(self) -> bool:
        """Whether it asks for what is recommended to the Panel."""
        return self.kinds == TO_PANEL


@dataclass(frozen=True, slots=True)
class Part:
    """Words in a slot, after the marker that says which one it is."""

    slot: str
    words: str
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What is known of a question, and the parts of it that are still to be accounted for.

    It is clear only when it names a body or a publication (``needs_named``), a body (``needs_body``), or says anything
    of which recommendations are meant (``needs_filter``).
    """

    asked: Asked
    parts: tuple[Part, ...] = ()
    needs_named: bool = False
    needs_body: bool = False
    needs_filter: bool = False

    def is_clear(self, asked: Asked) -> bool:
        """Say whether enough is known when all parts are accounted for."""
        has_body = bool(asked.to) or asked.is_to_panel
        named = has_body or asked.publications is not None
        if (self.needs_named and not named) or (self.needs_body and not has_body):
            return False
        if asked.number:
            return asked.publications is not None
        return named or not self.needs_filter or asked.kinds != RECOMMENDATIONS or asked.is_narrowed
