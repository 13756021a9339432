"""Measures one system, in a process of its own so that its memory is its own.

``python -m tests.benchmarks.rivals`` starts it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import re
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.evaluation.passages import Find, RankedPassage
from assistant.evaluation.runner import Turns
from tests.benchmarks.rivals.collection import Asked, Collection
from tests.benchmarks.rivals.systems import MOST_TOKENS, SYSTEMS, Built, Setup, load
from tests.benchmarks.rivals.tasks import add_task, read_task
from vectorstore.models import find_model

WARM = 10
"""Queries that are asked before the clock counts."""
MODEL = {"model": "all-MiniLM-L6-v2", "most_tokens": MOST_TOKENS}


def main() -> None:
    """Build a system, ask it every query, and write what came of it: one file for each way to ask it."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_task(parser)
    parser.add_argument("--system", choices=list(SYSTEMS), required=True)
    wanted = parser.parse_args()
    measure(wanted.system, collection=read_task(wanted), out=wanted.out)


def measure(name: str, *, collection: Collection, out: Path) -> None:
    """Measure one system; its index is kept beside the results while that takes."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=f".{name}-") as spare:
        setup = Setup(collection, find_model(None).place, Path(spare), out / "models")
        before, began, worked = _memory_mb("VmRSS"), time.monotonic(), time.process_time()
        with load(name).build(setup) as built:
            # Wall time is the machine's as well, when it is shared: the processor's time is the system's own.
            wall, processor = time.monotonic() - began, time.process_time() - worked
            cost: dict[str, Any] = {"build_seconds": round(wall, 1), "build_processor_seconds": round(processor, 1)}
            for way, search in built.searches.items():
                told_of = {"system": way, "collection": collection.digest}
                queries = {
                    name: _ask_all(search, asked, folder=out / as_file_name(way) / name, settings=told_of)
                    for name, asked in collection.asked.items()
                }
                if way == name:
                    memory = {"memory_mb": _memory_mb("VmRSS") - before, "peak_mb": _memory_mb("VmHWM")}
                    cost |= memory | {"disk_mb": _size_mb(setup)}
                told = _describe(name, built, collection) | (cost if way == name else {}) | {"queries": queries}
                _write(out / f"{as_file_name(way)}.json", {"system": way, **told})


def as_file_name(way: str) -> str:
    """Return a system's name as the name of its file, without ending."""
    return re.sub(r"\W+", "-", way)


def _ask_all(find: Find, asked: Asked, *, folder: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Ask every query of a file, and keep what was found in the form of ``panel evaluate``."""
    taken, worked = list[float](), list[float]()

    def timed(text: str, history: Turns) -> Sequence[RankedPassage]:
        began, busy = time.perf_counter(), time.process_time()
        found = find(text, history)
        taken.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - busy))
        return found

    for text, history in asked.texts()[:WARM]:
        find(text, history)
    measured = asked.measure(timed, folder=folder, settings={**settings, "queries": asked.title})
    return {
        "title": asked.title,
        **measured,
        "p50_ms": round(statistics.median(taken), 2),
        "p95_ms": round(sorted(taken)[int(0.95 * (len(taken) - 1))], 2),
        "processor_ms": round(statistics.median(worked), 2),
    }


def _describe(name: str, built: Built, collection: Collection) -> dict[str, Any]:
    return {
        "part_of": name,
        "libraries": {one: version(one) for one in (*SYSTEMS[name], "sentence-transformers", "torch")},
        "settings": {**built.settings, "k": collection.deep, **MODEL, "warm": WARM},
        "collection": collection.digest,
        "passages": len(collection.passages),
        "held": built.held,
        "measured": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": [round(one, 2) for one in os.getloadavg()],
    }


def _write(path: Path, told: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _memory_mb(kind: str) -> int:
    """Return the memory of this process, resident now (VmRSS) or at most (VmHWM), where the system tells it; else 0."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{kind}:")), 0)


def _size_mb(setup: Setup) -> float:
    files = (file for file in setup.folder.rglob("*") if file.is_file())
    return round(sum(file.stat().st_size for file in files) / 1e6, 1)


if __name__ == "__main__":
    main()
