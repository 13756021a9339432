"""Names in a question that stand in what is published: whoever bears them is known already."""

from __future__ import annotations

import re
from collections.abc import Collection

from vectorstore.publications import PUBLIC, PublicationFilter
from vectorstore.store import Store

NAME = re.compile(r"\b[A-Z][\w’'-]+(?:[ \t]+[A-Z][\w’'-]+)+")
"""A name of two words at least: many children share a first name."""
MOST = 5
"""So many names are looked up, each in so many passages."""


def find_public_names(text: str, *, store: Store) -> frozenset[str]:
    """Return the names in a text that stand, word for word, in a passage that everybody may read."""
    found = list(dict.fromkeys(match[0].removesuffix("'s").removesuffix("’s") for match in NAME.finditer(text)))
    return frozenset(name for name in found[:MOST] if _stands(name, store))


def _stands(name: str, store: Store) -> bool:
    passages = store.record.passages(key for key, _ in store.lexical.query(name, limit=MOST)).values()
    public = _public({one.edition_id for one in passages}, store)
    said = (" ".join(one.text.split()) for one in passages if one.edition_id in public)
    return any(re.search(rf"\b{re.escape(' '.join(name.split()))}\b", text) for text in said)


def _public(editions: Collection[str], store: Store) -> set[str]:
    seen = PublicationFilter(visibilities=PUBLIC)
    return {key for key, edition in store.record.editions(editions).items() if seen.passes(edition)}
