"""The notes of a page: the marks that lead to them, the elements that hold them, and which mark belongs to which.

Notes: https://github.com/alphagov/govspeak (kramdown), https://www.w3.org/TR/dpub-aria-1.1/#doc-noteref, Word's _ftn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from ingest.composing import Gathered, Written
from ingest.html_seen import Given, words

PRINTED = re.compile(
    r"[\[(]?\s*(?:(?:foot|end)?note\s*)?(?P<mark>\d{1,3}|[a-z]|[ivxl]{1,6}|[*†‡§¶]{1,3})\s*[\])]?\.?", re.IGNORECASE
)
NOTE_NAME = re.compile(r"_?(?:fn|ftn|edn|footnote|endnote|cite_note)", re.IGNORECASE)
BACK_NAME = re.compile(r"_?(?:fn|ftn|edn|footnote|endnote|note|cite)[-_:]?_?ref", re.IGNORECASE)
NOTES_STYLE = re.compile(r"mso-element\s*:\s*(?:foot|end)note", re.IGNORECASE)
NOTES_ROLES = frozenset({"doc-endnotes", "doc-footnote"})
CALLING = frozenset({"footnote", "footnote-ref", "noteref"})
BACK = frozenset({"footnote-back", "footnote-backref", "reversefootnote"})
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Call:
    """The mark of a note in the text, as printed, and the fragment that it leads to."""

    printed: str
    fragment: str

    @property
    def mark(self) -> str:
        """The mark without brackets and the word "footnote"."""
        found = PRINTED.fullmatch(self.printed)
        return found["mark"] if found else self.printed.strip("[]() ")


@dataclass(slots=True)
class Notes:
    """The notes so far: calls in the order of the text, places that were passed, and the marks of notes by fragment.

    ``depth`` counts the elements that are open and hold notes; ``own`` is whether the block that is open is one itself.
    """

    calls: list[Call] = field(default_factory=list)
    called: set[str] = field(default_factory=set)
    passed: set[str] = field(default_factory=set)
    marks: dict[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    depth: int = 0
    own: bool = False

    def hold(self, given: Given) -> bool:
        """Say whether an element holds notes."""
        name = given.get("id") or ""
        return (
            "footnotes" in words(given, "class")
            or given.get("role") in NOTES_ROLES
            or bool(NOTES_STYLE.search(given.get("style") or ""))
            or (bool(name) and (name in self.called or f"_{name}" in self.called))
        )

    def arrive(self, given: Given, *, at_start: bool) -> None:
        """Pass an element: a mark may have led here. One that stands within a block makes a note of the block."""
        for name in filter(None, (given.get("id"), given.get("name"))):
            self.passed.add(name)
            if name in self.called:
                self.waiting.append(name)
                self.own = self.own or at_start

    def call(self, node: LexborNode, given: Given) -> Call | None:
        """Return the call of a note that an element is, alone or with the brackets around it; else None."""
        link, around = node, node.tag == "sup"
        if around:
            links = [child for child in node.iter() if child.tag == "a"]
            if len(links) != 1:
                return None
            link, given = links[0], links[0].attributes
        printed, fragment = _short(node), _fragment(given)
        if link.tag != "a" or not printed or fragment is None or self.leads_back(given, fragment):
            return None
        raised = around or _is_raised(link)
        if given.get("role") == "doc-noteref" or (
            _says_so(given, fragment, raised=raised) and PRINTED.fullmatch(printed)
        ):
            return Call(printed, fragment)
        return None

    def leads_back(self, given: Given, fragment: str) -> bool:
        """Say whether a link leads from a note to its mark."""
        if given.get("role") == "doc-backlink" or BACK & set(words(given, "class")) or BACK_NAME.match(fragment):
            return True
        return bool(self.depth or self.own) and fragment in self.passed

    def is_back(self, node: LexborNode, given: Given) -> bool:
        """Say whether an element is a link that leads from a note to its mark."""
        fragment = _fragment(given)
        return node.tag == "a" and fragment is not None and self.leads_back(given, fragment)

    def add(self, call: Call) -> None:
        """Note a call that has been read."""
        self.calls.append(call)
        self.called.add(call.fragment)

    def number(self, found: Gathered, first: int) -> Gathered:
        """Return gathered words whose marks name their calls, the first of them the call of this number."""
        if not found.references:
            return found
        numbered = ((start, end, str(first + i)) for i, (start, end, _) in enumerate(found.references))
        return replace(found, references=tuple(numbered))

    def settle(self, mark: str) -> None:
        """Take a mark for that of the note that calls led to; "" where it prints none of its own."""
        for name in self.waiting:
            self.marks.setdefault(name, mark.strip("[]()."))
        self.waiting = []

    def tie(self, block: Written) -> Written:
        """Return a block whose marks name the notes that they lead to."""
        if not block.references:
            return block
        return replace(block, references=tuple((start, end, self._mark(int(i))) for start, end, i in block.references))

    def _mark(self, number: int) -> str:
        call = self.calls[number]
        return self.marks.get(call.fragment) or call.mark


def printed_mark(node: LexborNode) -> str:
    """Return the words of a link if they are the mark of a note, as printed; else ""."""
    said = _short(node)
    return said if PRINTED.fullmatch(said) else ""


def _short(node: LexborNode) -> str:
    """Return the words of an element on one line; "" where they are more than the mark of a note has."""
    pieces: list[str] = []
    for inner in node.traverse(include_text=True):
        if inner.tag == "-text":
            pieces.append(inner.text_content or "")
        if sum(map(len, pieces)) > LONGEST:
            return ""
    return " ".join("".join(pieces).split())


def _fragment(given: Given) -> str | None:
    """Return the place of the same page that a link leads to."""
    address = given.get("href") or ""
    return unquote(address[1:]) if len(address) > 1 and address.startswith("#") else None


def _is_raised(link: LexborNode) -> bool:
    around: Sequence[LexborNode | None] = (link.parent, link.child)
    return any(one is not None and one.tag == "sup" for one in around)


def _says_so(given: Given, fragment: str, *, raised: bool) -> bool:
    said = CALLING & {*words(given, "rel"), *words(given, "class")}
    return raised or bool(said) or NOTE_NAME.match(fragment) is not None
