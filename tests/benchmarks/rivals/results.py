"""What the measurements of all systems come to: one file, and tables in Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.intervals import measure_rate
from tests.benchmarks.rivals.collection import QUERY_FILES
from tests.benchmarks.rivals.systems import OURS, SYSTEMS

RESULTS = "results.json"
MEASURES = {"nDCG@10": "nDCG@10", "R@5": "Recall@5", "R@10": "Recall@10"}
COSTS = {
    "build_seconds": "build, s",
    "build_processor_seconds": "of a core, s",
    "memory_mb": "memory, MB",
    "disk_mb": "on disk, MB",
    "held": "pieces",
}

Told = Mapping[str, Any]


def gather(folder: Path, *, collection: str) -> dict[str, Any]:
    """Return all that was measured on a collection (by its digest), and ours minus each other system."""
    files = (file for file in folder.glob("*.json") if file.name != RESULTS)
    read = (json.loads(file.read_text(encoding="utf-8")) for file in files)
    found = {told["system"]: told for told in read if told["collection"] == collection}
    order = list(SYSTEMS)
    systems = dict(sorted(found.items(), key=lambda item: (order.index(item[1]["part_of"]), len(item[0]))))
    against = {name: _minus(systems[OURS], told) for name, told in systems.items() if OURS in systems and name != OURS}
    return {"collection": collection, "systems": systems, "ours_minus": against}


def write_results(folder: Path, results: Told) -> None:
    """Write the file."""
    (folder / RESULTS).write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def as_markdown(results: Told) -> str:
    """Return a table for each file of queries, and one of what the systems cost."""
    systems = results["systems"]
    asked = [file for file in QUERY_FILES if any(file in told["queries"] for told in systems.values())]
    quality = [
        _lines([QUERY_FILES[file], *MEASURES.values(), "nDCG@10: ours minus it"], _quality(results, file))
        for file in asked
    ]
    heading = ["system", *(f"p50 / p95, ms: {QUERY_FILES[file]}" for file in asked), *COSTS.values()]
    return "\n\n".join([*quality, _lines(heading, _costs(systems, asked))])


def _minus(ours: Told, other: Told) -> dict[str, Any]:
    """Return the mean difference of each measure with its paired bootstrap interval: queries are drawn, not values."""
    return {
        file: {measure: _minus_in(ours["queries"][file], asked, measure) for measure in MEASURES}
        for file, asked in other["queries"].items()
    }


def _minus_in(ours: Told, other: Told, measure: str) -> dict[str, Any]:
    pairs = ((ours["per_query"][query], row) for query, row in sorted(other["per_query"].items()))
    return measure_rate([own[measure] - row[measure] for own, row in pairs])


def _quality(results: Told, file: str) -> Iterator[list[str]]:
    for name, told in results["systems"].items():
        measures = told["queries"][file]["measures"]
        less = results["ours_minus"].get(name, {}).get(file, {}).get("nDCG@10")
        difference = f"{less['value']:+.3f} ({less['low']:+.3f} to {less['high']:+.3f})" if less else ""
        yield [name, *(_rate(measures[measure]) for measure in MEASURES), difference]


def _costs(systems: Told, asked: Sequence[str]) -> Iterator[list[str]]:
    for name, told in systems.items():
        times = (told["queries"][file] for file in asked)
        yield [
            name,
            *(f"{one['p50_ms']:.1f} / {one['p95_ms']:.1f}" for one in times),
            *(f"{told[key]:,}" if key in told and name == told["part_of"] else "" for key in COSTS),
        ]


def _rate(rate: Told) -> str:
    return f"{rate['value']:.3f} ({rate['low']:.3f}–{rate['high']:.3f})"


def _lines(heading: Sequence[str], rows: Iterator[list[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
