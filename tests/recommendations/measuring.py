"""Compares what is found in a labelled document with its labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ingest.recommendations.entries import Count, Entry, Found
from tests.recommendations.documents import Document

ARTICLE = re.compile(r"^(?:the|an?) ")


@dataclass(slots=True)
class Tally:
    """What was found in some documents: ``wrong`` and ``missed`` are texts, the rest counts of entries found."""

    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    kinds: int = 0
    numbers: int = 0
    titles: int = 0
    addressees: int = 0
    sections: int = 0
    places: int = 0
    counts: int = 0
    counts_wrong: list[str] = field(default_factory=list)
    counts_missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is labelled."""
        return self.found / max(self.found + len(self.wrong), 1)

    @property
    def recall(self) -> float:
        """The share of what is labelled that was found."""
        return self.found / max(self.found + len(self.missed), 1)

    def share(self, name: str) -> float:
        """Return the share of the entries found of which that is right."""
        value: int = getattr(self, name)
        return value / max(self.found, 1)


def measure(pairs: Iterable[tuple[Document, Found]]) -> Tally:
    """Return the tally of documents: an entry is found when its text is, letter for letter, white space aside."""
    tally = Tally()
    for document, found in pairs:
        labels = {_squeeze(entry["text"]): entry for entry in document["entries"]}
        texts = [entry.text for entry in found.entries]
        for entry in found.entries:
            if label := labels.get(entry.text):
                _add(tally, entry, label)
            else:
                tally.wrong.append(f"{entry.kind}: {entry.text}")
        tally.missed += [f"{label['kind']}: {text}" for text, label in labels.items() if text not in texts]
        _count(tally, document, found.counts)
    return tally


def _add(tally: Tally, entry: Entry, label: dict[str, Any]) -> None:
    right = {
        "kinds": entry.kind == label["kind"],
        "numbers": entry.number == label["number"],
        "titles": entry.title == label["title"],
        "addressees": _plain(entry.addressees) == _plain(label["addressees_named"]),
        "sections": (entry.section[-1] if entry.section else None) == label["section"],
        "places": [place.section[-1] for place in entry.also_at] == list(filter(None, [label["also_at"]])),
    }
    tally.found += 1
    for name, is_right in right.items():
        setattr(tally, name, getattr(tally, name) + is_right)
        if not is_right:
            tally.astray.append(f"{name}: {entry} / {label}")


def _count(tally: Tally, document: Document, counts: Iterable[Count]) -> None:
    """Compare counts by their number and their words: either may hold the other's."""
    left = list(document["counts"])
    for count in counts:
        same = [
            label
            for label in left
            if label["number"] == count.number and (label["words"] in count.words or count.words in label["words"])
        ]
        if same:
            left.remove(same[0])
            tally.counts += 1
        else:
            tally.counts_wrong.append(count.words)
    tally.counts_missed += [label["words"] for label in left]


def _plain(names: Iterable[str]) -> set[str]:
    """Return names without their article, capitals aside."""
    return {ARTICLE.sub("", _squeeze(name).casefold()) for name in names}


def _squeeze(text: str) -> str:
    return " ".join(text.split())
