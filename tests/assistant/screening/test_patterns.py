from __future__ import annotations

import pytest

from assistant.screening.patterns import Pattern, Patterns, Reading, read_patterns, stand_near
from assistant.screening.phrases import Found, Phrasebook, read_phrase

GROUPS = {"child": ["my son|girl"], "hurt": ["hit", "burn*"], "print": ["review*"], "dog": ["dog"]}
ROWS = {"hurt child": {"near": ["child", "any harm"], "within": 5, "unless": ["print"]}}
TOGETHER = {"any harm": ["hurt"]}


def read(text: str) -> Reading:
    """Return what the patterns above read in a text, sentences parted by slashes."""
    phrases = {group: [read_phrase(one, sets={}) for one in listed] for group, listed in GROUPS.items()}
    patterns = Patterns(tuple(read_patterns(ROWS, together=TOGETHER)), frozenset({"dog"}), Phrasebook(phrases))
    return patterns.read([tuple(part.split()) for part in text.split("/")])


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("they hit my son", "hurt child"),
        ("my girl has two burns", "hurt child"),
        ("my girl / burnt", "hurt child"),
        ("my girl is at a school where nobody was ever hit", None),
        ("they hit the wall", None),
        ("my son reads", None),
        ("they hit my son says the review", None),
        ("", None),
    ],
)
def test_a_pattern_needs_its_groups_near_and_others_away(text: str, pattern: str | None) -> None:
    """All parts must stand near each other, over the end of a sentence too, and nothing that excludes them anywhere."""
    assert read(text).pattern == pattern


@pytest.mark.parametrize(("text", "held"), [("my dog", True), ("my son", False)])
def test_words_that_speak_against_it_are_told(text: str, *, held: bool) -> None:
    """Whether a text holds words against the concern is known whether a pattern is found or not."""
    assert read(text).held_back is held


def test_parts_that_come_late_are_found_near() -> None:
    """A part that stands early and again late is near the other where it stands late."""
    pattern = Pattern("both", (frozenset({"a"}), frozenset({"b"})), 3, frozenset())
    assert stand_near([Found("a", 0), Found("a", 20), Found("b", 22)], pattern=pattern)
    assert not stand_near([Found("a", 0), Found("b", 22)], pattern=pattern)
