"""The README says what is there: its settings, its commands, its code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from assistant.cli import app
from assistant.settings import settings_table
from tests.conftest import copy_folder

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _commands(group: typer.Typer = app, before: str = "") -> list[str]:
    """Return how every command is called, those of groups within groups too."""
    own = [before + (one.name or one.callback.__name__) for one in group.registered_commands if one.callback]
    for inner in group.registered_groups:
        if inner.typer_instance:
            name = before + str(inner.name or inner.typer_instance.info.name)
            own += [name] if inner.typer_instance.info.invoke_without_command is True else []
            own += _commands(inner.typer_instance, f"{name} ")
    return own


def test_settings_table_is_the_one_the_class_gives() -> None:
    """Every setting stands in the README, with its default and what it does, as the class has it."""
    assert settings_table() in README


@pytest.mark.parametrize("command", _commands())
def test_every_command_appears(command: str) -> None:
    """The README shows how each command is called."""
    assert f"panel {command}" in README


def test_every_command_shown_exists() -> None:
    """The README shows no command that the program does not have."""
    shown = re.findall(r"^panel ([a-z ]+?)(?= -| [^a-z]|$)", README, flags=re.MULTILINE)
    known = set(_commands())

    assert shown
    assert all(any(f"{line} ".startswith(f"{one} ") for one in known) for line in shown)


def test_python_example_runs(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The retriever's example runs as it is printed and gives passages."""
    (example,) = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)
    monkeypatch.setenv("PANEL_DATA_DIR", str(copy_folder(sample_folder, tmp_path / "data")))

    done = subprocess.run(
        [sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )

    assert done.returncode == 0, done.stderr
    assert len(re.findall(r" – ", done.stdout)) >= 3
