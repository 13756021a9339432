"""Invented letters that answer one another: as files with their sidecars, for the doors to take in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.ingest.letter_facts import BODY, IMOGEN, PANEL

AGATHA = "Agatha Whimsley\nDirector, Pretend Families Trust"
PETRA = "Petra Makebelieve\nDirector, Invented Homes Trust"
FIRST, SECOND, THIRD = "Homes, a first letter", "Homes, the answer", "Homes, a word of thanks"
TWINS = ("Fires, a letter", "Fires, another letter")
DOUBTFUL = "Fires, an answer"


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter: the title it is published under, who signs it, when it was sent, who is greeted, how it begins."""

    title: str
    sender: str
    date: str
    greeted: str
    begins: str = ""

    @property
    def text(self) -> str:
        """The letter."""
        head = PANEL if self.sender == IMOGEN else self.sender
        words = f"{self.begins} {BODY}".strip()
        return f"{head}\n\n{self.date}\n\nDear {self.greeted},\n\n{words}\n\nYours sincerely,\n\n{self.sender}\n"


LETTERS = (
    Sent(FIRST, PETRA, "3 March 2031", "Ms Testwell"),
    Sent(SECOND, IMOGEN, "20 March 2031", "Ms Makebelieve", "Thank you for your letter of 3 March."),
    Sent(THIRD, PETRA, "2 April 2031", "Ms Testwell", "Thank you for your letter of 20 March."),
    Sent(TWINS[0], AGATHA, "17 June 2031", "Ms Testwell", "I write about fires."),
    Sent(TWINS[1], AGATHA, "17 June 2031", "Ms Testwell", "I write again."),
    Sent(DOUBTFUL, IMOGEN, "1 July 2031", "Ms Whimsley", "Thank you for your letter of 17 June 2031."),
)
"""Three that answer one another, and an answer that may answer either of two letters of one day."""


def write_letters(folder: Path, letters: Iterable[Sent] = LETTERS, *, visibility: str = "public") -> Path:
    """Write letters into a folder, with what is stated of them."""
    folder.mkdir(exist_ok=True)
    for letter in letters:
        name = "".join(filter(str.isalnum, letter.title.lower()))
        (folder / f"{name}.txt").write_text(letter.text, encoding="utf-8")
        stated = {"title": f'"{letter.title}"', "kind": "letter", "speaker": "other", "visibility": visibility}
        lines = "".join(f"{key}: {value}\n" for key, value in stated.items())
        (folder / f"{name}.txt.meta.yaml").write_text(lines, encoding="utf-8")
    return folder
