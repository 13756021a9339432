"""What the kind and the status of a publication add to the score of its passages: ``standing.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from vectorstore.publications import Publication


def standing_of(publication: Publication | None) -> float:
    """Return what is added to the score of a publication's passages."""
    table = _table()
    if publication is None:
        return 0.0
    return table["kinds"].get(publication.kind, 0.0) + table["statuses"].get(publication.status, 0.0)


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    table = yaml.safe_load((files("vectorstore") / "standing.yaml").read_text(encoding="utf-8"))
    return {name: dict(table[name] or {}) for name in ("statuses", "kinds")}
