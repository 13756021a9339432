"""The elements of HTML by how a parser treats them: https://html.spec.whatwg.org/multipage/parsing.html."""

from __future__ import annotations


def named(names: str) -> frozenset[str]:
    """Return names that are written with spaces between them."""
    return frozenset(names.split())


HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
ENDS_PARAGRAPH = named(
    "address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search "
    "section summary ul xmp"
)
"""What ends a paragraph where it begins."""
