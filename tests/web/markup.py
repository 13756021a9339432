"""HTML as a tree, to ask it what a page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "rect"})
LINES = frozenset({"dd", "div", "dt", "h1", "h2", "h3", "h4", "li", "p"})


@dataclass(slots=True)
class Element:
    """An element: its name, its attributes and what is in it, in order."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        """Return the value of an attribute, empty when it has none."""
        return self.attributes.get(name, "")

    @property
    def text(self) -> str:
        """All words in it, with single spaces."""
        return " ".join("".join(_words(self)).split())

    def find_all(self, tag: str = "", **wanted: str) -> list[Element]:
        """Return the elements in it with a tag, a class (``class_``) or other attributes."""
        return [element for element in _all(self) if element.fits(tag, wanted)]

    def find(self, tag: str = "", **wanted: str) -> Element:
        """Return the only such element."""
        (element,) = self.find_all(tag, **wanted)
        return element

    def fits(self, tag: str, wanted: dict[str, str]) -> bool:
        """Say whether this element is one that is looked for."""
        plain = {name: value for name, value in wanted.items() if name != "class_"}
        classes = self["class"].split()
        same = all(self.attributes.get(name) == value for name, value in plain.items())
        return tag in ("", self.tag) and same and wanted.get("class_", "") in ["", *classes]


def _all(element: Element) -> Iterator[Element]:
    for part in element.inside:
        if isinstance(part, Element):
            yield part
            yield from _all(part)


def _words(element: Element) -> Iterator[str]:
    for part in element.inside:
        if isinstance(part, str):
            yield part
        else:
            yield from _words(part)
            # What stands on a line of its own is a word of its own.
            yield " " if part.tag in LINES else ""


def read_html(page: str) -> Element:
    """Read a page; an element that is closed without having been opened, or left open, fails."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert [element.tag for element in reader.open] == [""]
    return reader.open[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element of SVG that holds nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)
