"""The program as its tests run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.rivals.results import RESULTS
from tests.benchmarks.rivals.systems import OURS, SYSTEMS
from tests.conftest import ROOT

RIVALS = [name for name in SYSTEMS if name != OURS]
WAYS = [OURS, f"{OURS}, vectors alone", f"{OURS}, BM25 alone"]
LONG = "The market in the square opens on Fridays and sells what the boats bring in. " * 30


def run_program(out: Path, models: Path, *given: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program with the exported model at hand."""
    out.mkdir(exist_ok=True)
    (out / "models").symlink_to(models)
    given = ("--out", out, *given)
    command = [sys.executable, "-m", "tests.benchmarks.rivals", *map(str, given)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def read_results(out: Path) -> Any:
    """Return what the program wrote."""
    return json.loads((out / RESULTS).read_text(encoding="utf-8"))
