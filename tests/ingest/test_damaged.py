from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.benchmarks.fuzz_readers import READERS
from tests.conftest import ROOT

TOLD = re.compile(r"(\d+) read, (\d+) refused, 0 failed; longest ([\d.]+) s, memory (\d+) MB")


@pytest.mark.parametrize("name", sorted(READERS))
def test_damaged_files_are_read_or_refused(name: str) -> None:
    """Of 1,000 cut off, overwritten and mixed up files each is read whole or refused, soon and in little memory."""
    command = [sys.executable, "-m", "tests.benchmarks.fuzz_readers", name, "--files", "1000"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = TOLD.search(ended.stdout)
    assert told, ended.stdout + ended.stderr
    read, refused, seconds, megabytes = (float(number) for number in told.groups())
    assert (read + refused, min(read, refused) > 100) == (1000, True)
    assert (seconds < 10, megabytes < 1000) == (True, True)
