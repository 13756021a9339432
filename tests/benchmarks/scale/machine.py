"""What a measurement says of the machine, of memory and of disk."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, and of the processor: on a busy machine the first are the others' as well."""

    seconds: float = 0.0
    processor: float = 0.0

    @classmethod
    def since(cls, began: Spent) -> Spent:
        """Return what was spent since ``now()``."""
        return now() - began

    def __add__(self, other: Spent) -> Spent:
        """Return what both are together."""
        return Spent(self.seconds + other.seconds, self.processor + other.processor)

    def __sub__(self, other: Spent) -> Spent:
        """Return what is left of this without the other."""
        return Spent(self.seconds - other.seconds, self.processor - other.processor)


def now() -> Spent:
    """Return the clock, and how long the processor has worked for this process, on all its threads."""
    return Spent(time.perf_counter(), time.process_time())


def describe_machine() -> dict[str, Any]:
    """Return when and where something is measured; ``load`` says how busy the machine was with other work."""
    return {
        "measured": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load": [round(one, 2) for one in os.getloadavg()],
    }


def memory_mb(kind: str) -> int:
    """Return the memory of this process, resident now (VmRSS) or at most (VmHWM), where the system tells it; else 0."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(f"{kind}:")), 0)


def disk_mb(folder: Path) -> dict[str, float]:
    """Return the size of each thing in a data folder, and of all; the exported model, which is linked, left out."""
    sizes = {path.name: _size(path) for path in sorted(folder.iterdir()) if not path.is_symlink()}
    return {**sizes, "all": round(sum(sizes.values()), 1)}


def _size(path: Path) -> float:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return round(sum(file.stat().st_size for file in files) / 1e6, 1)


def describe_times(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median, the 95th percentile and the longest of some times, in milliseconds."""
    taken = 1000 * np.array(seconds)
    named = {"p50": np.median(taken), "p95": np.percentile(taken, 95), "max": taken.max()}
    return {name: round(float(value), 2) for name, value in named.items()}


def write_results(file: Path, told: Mapping[str, Any]) -> None:
    """Write what was measured as JSON, and say where."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"written to {file}\n")


def print_table(heading: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table in Markdown."""
    lines = [heading, ["---"] * len(heading), *rows]
    sys.stdout.write("".join(f"| {' | '.join(map(str, line))} |\n" for line in lines))
