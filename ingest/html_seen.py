"""Tells what of a page nobody sees, and what stands around its content.

Classes: https://design-system.service.gov.uk/, https://components.publishing.service.gov.uk/, Bootstrap, WordPress.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.html_names import HEADINGS, named

Given = Mapping[str, str | None]
"""The attributes of an element; None where one has no value."""

UNSEEN = named(
    "audio canvas datalist embed head iframe input map meta noscript object option param script select style svg"
    " template textarea title video"
)
UNSEEN_CLASSES = named(
    "element-invisible govuk-visually-hidden govuk-visually-hidden-focusable screen-reader-text sr-only"
    " sr-only-focusable visually-hidden visually-hidden-focusable visuallyhidden"
)
UNSEEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)

AROUND_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
AROUND_TAGS = frozenset({"a", "aside", "div", "dialog", "form", "ol", "p", "section", "ul"})
AROUND_NAMES = re.compile(
    r"(?:^|[-_])(?:cookie[-_]?(?:banner|bar|consent|message|notice|popup)|skip[-_]?(?:link|nav|to[-_]?content)s?|breadcrumbs?"
    r"|related[-_]?(?:content|items|links|navigation|pages|posts)|(?:page|site)[-_]?feedback|feedback[-_]?(?:form|prompt)"
    r"|share[-_]?(?:buttons|links)|phase[-_]banner|back[-_]to[-_]top|subscription[-_]links|print[-_]link)"
    r"(?:$|__|--|[-_](?:container|wrapper))"
    r"|^(?:gem-c-feedback|skip|global-cookie-message)$",
    re.IGNORECASE,
)
AROUND_TITLES = frozenset(
    {
        "related content",
        "related information",
        "related links",
        "related pages",
        "is this page useful?",
        "share this page",
        "you may also like",
    }
)
STEPS_TO_TITLE = 4
FORM_LETTERS = 600
"""A form of more words may be the whole page, as some systems make them."""


def holders(nodes: Iterable[LexborNode]) -> set[int]:
    """Return the ids (``mem_id``) of some elements and of all that they stand in."""
    found: set[int] = set()
    for node in nodes:
        at: LexborNode | None = node
        while at is not None and at.mem_id not in found:
            found.add(at.mem_id)
            at = at.parent
    return found


def find_content(tree: LexborHTMLParser) -> set[int]:
    """Return the ids of the elements that hold the content, where the page says so: then all else is around it.

    An article says so where it is the only one, and has the page's title in it if there is one.
    """
    stated = tree.css("main, [role=main]")
    if stated:
        return {node.mem_id for node in stated}
    articles, titles = tree.css("article"), tree.css("h1")
    if len(articles) == 1 and (not titles or articles[0].css_first("h1") is not None):
        return {articles[0].mem_id}
    return set()


def is_unseen(tag: str, given: Given, *, in_heading: bool) -> bool:
    """Say whether nobody sees an element: one that draws nothing, or is hidden."""
    if tag in UNSEEN or (tag == "dialog" and "open" not in given):
        return True
    # Headings that open and close carry the words "Show" and "Hide", marked like this.
    if in_heading and "data-nosnippet" in given:
        return True
    # What a browser opens when it searches the page is read.
    if "hidden" in given and (given["hidden"] or "").lower() != "until-found":
        return True
    return bool(UNSEEN_STYLE.search(given.get("style") or "") or UNSEEN_CLASSES & set(words(given, "class")))


def words(given: Given, name: str) -> list[str]:
    """Return the words of an attribute: ``class``, ``rel`` and the like."""
    return (given.get(name) or "").split()


def is_named_around(node: LexborNode, given: Given) -> bool:
    """Say whether an element is there to lead elsewhere, by what it is."""
    return node.tag == "nav" or given.get("role") in AROUND_ROLES


def looks_around(node: LexborNode, given: Given) -> bool:
    """Say whether the class or the title of an element says that it leads elsewhere or serves the page itself."""
    tag = node.tag or ""
    if tag not in AROUND_TAGS:
        return False
    if any(AROUND_NAMES.search(one) for one in words(given, "class")):
        return True
    # The ids of sections are often made of their titles, so only banners are believed by them.
    if "cookie" in (given.get("id") or "").lower() and AROUND_NAMES.search(given.get("id") or ""):
        return True
    return tag not in ("a", "p") and _title(node) in AROUND_TITLES


def is_small_form(node: LexborNode, *, body: int) -> bool:
    """Say whether a form is no more than that; ``body`` is how many letters the whole page has."""
    letters = len(node.text())
    return node.tag == "form" and letters < FORM_LETTERS and 2 * letters < body


def _title(node: LexborNode) -> str:
    """Return the heading that an element begins with, in small letters; "" where it begins with something else."""
    at: LexborNode | None = node
    for _ in range(STEPS_TO_TITLE):
        at = next((child for child in at.iter() if child.tag != "-comment"), None) if at is not None else None
        if at is not None and at.tag in HEADINGS:
            return " ".join(at.text().split()).lower()
    return ""
