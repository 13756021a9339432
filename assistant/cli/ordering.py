"""Has an order worked on: by the ``panel serve`` that has the data folder open, or here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.cli.running import opened
from assistant.owner import find_owner
from assistant.settings import read_settings


def work_on(what: str, given: Mapping[str, Any], *, purpose: str) -> dict[str, Any]:
    """Return what came of an order; ``purpose`` is what another process is told when it finds the folder taken."""
    owner = find_owner(read_settings().data_dir)
    if owner:
        return owner.keep(what, given)
    from assistant.keeping import ORDERS  # noqa: PLC0415  only without an owner

    with opened(purpose) as panel:
        return ORDERS[what].model_validate(given).work(panel)
