"""What those who keep the record do with it: list, look at a publication whole, say what replaces what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from assistant.errors import BadRequest
from assistant.publications import find_contradictions, list_publications, summarise
from ingest.documents import Visibility
from vectorstore.publications import PublicationFilter
from vectorstore.store import Store
from vectorstore.supersessions import Supersessions

EVERYTHING = frozenset(Visibility)


def work_on(store: Store, what: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Do one thing, and return what came of it as JSON has it; ``BadRequest`` when it cannot be done."""
    return WORKS[what](store, **given)


def _list(
    store: Store, *, wanted: PublicationFilter | Mapping[str, Any], text: str, limit: int, offset: int
) -> dict[str, Any]:
    if not isinstance(wanted, PublicationFilter):
        kinds, as_of = wanted["kinds"], wanted["as_of"]
        day = dt.date.fromisoformat(as_of) if as_of else None
        wanted = PublicationFilter(kinds=frozenset(kinds) or None, visibilities=EVERYTHING, as_of=day)
    return list_publications(store, wanted, text=text, limit=limit, offset=offset).model_dump(mode="json")


def _show(store: Store, *, id: str) -> dict[str, Any]:  # noqa: A002  the name of the argument of the command
    editions = store.record.editions_of(id)
    if not editions:
        raise BadRequest(f"There is no publication {id!r}; see “panel publications list”.")
    told = summarise(editions[0]).model_dump(mode="json")
    history = [
        {
            "edition": one.edition_id,
            "file": one.file,
            "from": one.valid_from.date().isoformat(),
            "to": one.valid_to.date().isoformat() if one.valid_to else None,
        }
        for one in editions
    ]
    return told | {"editions": history, "contradictions": find_contradictions(editions[0])}


def _supersede(store: Store, *, old: str, new: str, since: dt.date | str | None) -> dict[str, Any]:
    day = dt.date.fromisoformat(since) if isinstance(since, str) else since
    Supersessions(store.record.database).add(old, new, since=day, reviewed=dt.datetime.now(dt.UTC))
    return {"done": True}


def _restore(store: Store, *, old: str) -> dict[str, Any]:
    return {"done": Supersessions(store.record.database).remove(old)}


def _suggest(store: Store) -> dict[str, Any]:
    found = Supersessions(store.record.database).suggestions()
    return {"items": [{"publication_id": one.publication_id, "title": one.title, "words": one.words} for one in found]}


WORKS: dict[str, Callable[..., dict[str, Any]]] = {
    "list": _list,
    "show": _show,
    "supersede": _supersede,
    "restore": _restore,
    "suggestions": _suggest,
}
"""What can be done, by name."""
