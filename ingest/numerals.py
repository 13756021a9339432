"""Numbers and bullets of lists as word processors print them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

MOST_ROMAN = 4000
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LETTERS = 26
MOST_LETTERS = LETTERS * 10
TEENS = range(11, 14)

BULLET = "•"
PRINTED: Mapping[str, str] = {
    "\uf0b7": BULLET,
    "\uf0a7": "▪",
    "\uf0a8": "◦",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0e0": "→",
    "\uf06f": "o",
    "\uf076": "❖",
    "\uf02d": "-",
}
"""What the private characters of the fonts Symbol and Wingdings look like, for those that lists are marked with."""
PRIVATE = range(0xE000, 0xF900)


def print_bullet(character: str) -> str:
    """Return a bullet as it is seen, whatever font it is set in."""
    return "".join(PRINTED.get(c, BULLET if ord(c) in PRIVATE else c) for c in character)


def print_number(number: int, style: str) -> str:
    """Return a number in a style: ``decimal``, ``lowerLetter``, ``upperRoman``, …; decimal where it is not known."""
    return STYLES.get(style, str)(number)


def _letters(number: int) -> str:
    """Return a, b, …, z, aa, bb, … as word processors count."""
    if not 0 < number <= MOST_LETTERS:
        return str(number)
    return chr(ord("a") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1)


def _roman(number: int) -> str:
    if not 0 < number < MOST_ROMAN:
        return str(number)
    found = ""
    for value, letters in ROMAN:
        found += letters * (number // value)
        number %= value
    return found


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


STYLES: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "ordinal": _ordinal,
    "none": lambda _: "",
}
