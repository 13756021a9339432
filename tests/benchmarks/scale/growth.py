"""By how much a search takes longer as a record grows."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.scale.folders import FACTS
from tests.benchmarks.scale.machine import print_table

HEADING = ("search", "passages", "p50 ms", "p95 ms", "p50 processor ms", "times the smallest's p50")


def describe_growth(out: Path, names: Sequence[str]) -> dict[str, Any]:
    """Gather what was measured of some data folders, smallest first, with each median over the smallest record's."""
    measured = [json.loads((out / f"search-{name}.json").read_text(encoding="utf-8")) for name in names]
    made = [json.loads((out / name / FACTS).read_text(encoding="utf-8")) for name in names]
    ways = {
        way: [
            {"passages": one["passages"], **one["search_ms"][way], "times": _times(one, measured[0], way)}
            for one in measured
        ]
        for way in measured[0]["search_ms"]
    }
    _print(ways, measured, made)
    costs = ("fill_seconds", "follow_seconds")
    return {
        "search_ms": ways,
        "sizes": [
            {key: one[key] for key in ("passages", "memory_mb", "disk_mb", "load")} | {key: own[key] for key in costs}
            for one, own in zip(measured, made, strict=True)
        ],
    }


def _times(one: dict[str, Any], smallest: dict[str, Any], way: str) -> float:
    return round(float(one["search_ms"][way]["p50"] / smallest["search_ms"][way]["p50"]), 2)


def _print(ways: dict[str, Any], measured: Sequence[dict[str, Any]], made: Sequence[dict[str, Any]]) -> None:
    rows = [
        [way, *(one[key] for key in ("passages", "p50", "p95", "processor_p50", "times"))]
        for way, sizes in ways.items()
        for one in sizes
    ]
    print_table(HEADING, rows)
    sys.stdout.write("\n")
    costs = [
        [
            one["passages"],
            one["memory_mb"]["filtered"],
            one["memory_mb"]["peak"],
            one["disk_mb"]["all"],
            own["fill_seconds"],
            own["follow_seconds"],
        ]
        for one, own in zip(measured, made, strict=True)
    ]
    print_table(("passages", "memory MB", "peak MB", "disk MB", "record filled in s", "indexes followed in s"), costs)
