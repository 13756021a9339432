"""Holds labelled documents as publications with their labelled entries, and compares links with the labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.recommendations.entries import Recommendation, Response, ResponseState
from assistant.recommendations.responding import Told, link_responses
from ingest.documents import Speaker
from ingest.recommendations.entries import EntryKind
from tests.assistant.builders import hold_reading
from tests.recommendations.building import read_page
from tests.recommendations.documents import Document, squeeze
from vectorstore.publications import Publication

STATES = {"implemented": ResponseState.IMPLEMENTED, "none": None}
"""Where the labels' words are others than the register's."""
DAY = dt.date(2031, 1, 1)


@dataclass
class Links:
    """What became of the labelled responses: how many there are, are linked with their state, and links of none."""

    labelled: int = 0
    right: int = 0
    wrong: list[Response] = field(default_factory=list)


def measure_links(documents: Mapping[str, Document]) -> Links:
    """Link the labelled entries of some documents with what the same documents say of them."""
    held = {name: _hold(name, one) for name, one in documents.items()}
    entries = [made for name, one in documents.items() for made in make_entries(name, one)]
    found = link_responses(entries, [one for one, _ in held.values()], read=lambda one: held[one.id][1])
    by_text = {(one.publication_id, one.text): one.id for one in entries}
    expected = {
        (name, by_text[label["of_document"], squeeze(label["of_entry"])]): STATES.get(label["state"], label["state"])
        for name, one in documents.items()
        for label in one.get("responses") or []
    }
    links = Links(labelled=len(expected))
    for (name, identity), state in expected.items():
        links.right += _is_right([one for one in found.get(identity, ()) if one.publication_id == name], state)
    links.wrong += [one for key, some in found.items() for one in some if (one.publication_id, key) not in expected]
    return links


def _is_right(found: Collection[Response], state: str | None) -> bool:
    stated = {one.state for one in found} - {ResponseState.MENTIONED}
    return state in stated if state else not stated


def _hold(name: str, document: Document) -> tuple[Publication, Told]:
    described: dict[str, Any] = {
        "id": name,
        "edition_id": f"e-{name}",
        "title": document["title"],
        "kind": document["kind"],
        "speaker": Speaker(document["speaker"]),
        "published": _day(document),
    }
    held = hold_reading(read_page(document), **described)
    return held.publication, (held.text, held.sentences)


def make_entries(name: str, document: Document) -> list[Recommendation]:
    """Return the labelled entries of a document, as the register tells them."""
    return [
        make_recommendation(
            f"{name}/{place}",
            label["text"],
            kind=EntryKind(label["kind"]),
            number=label["number"],
            title=label["title"],
            addressees=tuple(label["addressees_named"]),
            publication_id=name,
            publication=document["title"],
            published=_day(document),
        )
        for place, label in enumerate(document["entries"])
    ]


def make_recommendation(identity: str, text: str, **told: Any) -> Recommendation:
    """Return an entry of the register of which only what is given matters."""
    plain: dict[str, Any] = dict.fromkeys(("number", "title", "printed", "page", "url", "decision", "published"))
    plain |= dict.fromkeys(
        ("addressees", "bodies", "section", "segments", "also_at", "topics", "agencies", "responses"), ()
    )
    plain |= {"kind": EntryKind.NATIONAL, "publication_id": "p1", "edition_id": "e1", "publication": "A review"}
    plain |= {"publication_kind": "national_review", "publication_status": "current", "speaker": Speaker.PANEL}
    plain |= {"status": ResponseState.NONE, "uncertain": "", "fictional": True, "first_seen": DAY, "changed": DAY}
    return Recommendation(**plain | {"id": identity, "text": squeeze(text)} | told)


def _day(document: Document) -> dt.date:
    return dt.date.fromisoformat(str(document["published"]))
