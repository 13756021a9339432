"""The command line as a person meets it: the real command, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

SCRIPT = Path(sys.executable).with_name("panel")
COMMAND = [str(SCRIPT)] if SCRIPT.is_file() else [sys.executable, "-c", "from assistant.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """What it printed, as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    def only_error(self) -> str:
        """Return the one line on the error stream; nothing else may have been printed."""
        (line,) = self.err.splitlines()
        assert self.out == ""
        return line


@dataclass(frozen=True, slots=True)
class Door:
    """The command ``panel`` with a data folder."""

    data: Path

    def run(self, *words: str | Path, stdin: str = "", **settings: str) -> Ended:
        """Run a command to its end; nobody may ever see a traceback."""
        done = subprocess.run(
            [*COMMAND, *map(str, words)],
            cwd=self.data.parent,
            env=self.environment(**settings),
            input=stdin.encode(errors="surrogateescape"),
            capture_output=True,
            check=False,
        )
        ended = Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ended.out + ended.err
        return ended

    def environment(self, **settings: str) -> dict[str, str]:
        """Return what the command sees of the world: a home, a data folder and these settings."""
        first = os.pathsep.join(filter(None, [settings.pop("PYTHONPATH", ""), str(ROOT)]))
        own = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "LANG": "C.UTF-8", "PYTHONPATH": first}
        return own | {"PANEL_DATA_DIR": str(self.data)} | settings


def write_lines(path: Path, *rows: object) -> Path:
    """Write JSON Lines; a row that is bytes is written as it is."""
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path
