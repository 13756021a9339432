"""Who writes a document, and to whom: what decides how its words are to be taken."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.documents import BlockKind, Description, Reading, Speaker
from ingest.recommendations.signs import Signs, signs

PANEL = "the Panel"
UNTOLD = ("Chair", "Sir", "Madam", "Sir or Madam", "colleague", "colleagues", "all", "reader", "friends")
"""Who is greeted without being named: nobody is told apart by it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A document's speaker and kind; ``greeted`` is who "you" are, where it is a letter (None: not told)."""

    speaker: Speaker
    kind: str
    greeted: str | None = None
    to_panel: bool = False

    @property
    def is_panel(self) -> bool:
        """Whether the Panel speaks."""
        return self.speaker is Speaker.PANEL

    @property
    def guides(self) -> bool:
        """Whether it is guidance: what it says that bodies should do is a duty or advice, not a recommendation."""
        return self.kind == "guidance" or self.speaker is Speaker.STATUTORY_GUIDANCE

    @property
    def recommends(self) -> bool:
        """Whether its words can be recommendations: what a government writes, guidance aside, is an answer."""
        return self.speaker is not Speaker.GOVERNMENT or self.guides

    @property
    def enquires(self) -> bool:
        """Whether questions are its lines of enquiry, unless they say "you"."""
        return self.kind == "terms_of_reference"

    @property
    def asks(self) -> bool:
        """Whether its questions can be put to the reader: those in news and in letters to the Panel are not."""
        guides = self.guides and not self.is_panel
        return self.recommends and not guides and not self.to_panel and self.kind != "news"

    @property
    def signs(self) -> Signs:
        """The signs for whoever speaks."""
        return signs("panel" if self.is_panel else "other")


def find_setting(reading: Reading, description: Description) -> Setting:
    """Return the setting of a document."""
    greeted = _greeted(reading)
    letter = description.letter
    direction = letter.direction if letter else None
    to_panel = direction == "to_panel" or (
        description.kind == "letter" and description.speaker is not Speaker.PANEL and direction != "from_panel"
    )
    return Setting(description.speaker, description.kind, PANEL if to_panel else greeted, to_panel)


def _greeted(reading: Reading) -> str | None:
    for block in reading.blocks:
        if block.kind is BlockKind.SALUTATION:
            words = " ".join(reading.quote(block.segments).split()).strip("*_ ,:")
            name = words.removeprefix("Dear ").removeprefix("all ").strip()
            return None if name in UNTOLD else name
    return None
