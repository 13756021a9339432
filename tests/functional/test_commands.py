from __future__ import annotations

import shutil
from importlib.metadata import files
from pathlib import Path

import pytest
from typer.main import get_command

from assistant.cli import app
from tests.conftest import ROOT
from tests.functional.door import Door
from tests.samples import COUNT
from vectorstore.models import PACKAGE


def name_commands() -> list[tuple[str, ...]]:
    """Return the words of every command, those with commands of their own included."""
    names: list[tuple[str, ...]] = [()]
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        names += [(name,), *((name, own) for own in getattr(command, "commands", {}))]
    return names


@pytest.mark.parametrize("words", name_commands(), ids=" ".join)
def test_every_command_has_help(door: Door, words: tuple[str, ...]) -> None:
    """Each command explains itself and each of its options, and opens nothing to do so."""
    ended = door.run(*words, "--help", COLUMNS="200")
    assert (ended.code, ended.err) == (0, "")
    assert "Usage:" in ended.out
    options = [line for line in ended.out.splitlines() if line.startswith("│") and "--" in line]
    assert options
    assert all(line.rstrip(" │").endswith((".", "]", ")")) for line in options)
    assert [path.name for path in door.data.iterdir()] == ["models"]


@pytest.mark.parametrize("words", name_commands()[1:], ids=" ".join)
def test_every_command_is_in_the_readme(words: tuple[str, ...]) -> None:
    """A command that exists is one that a person can read about."""
    assert f"panel {' '.join(words)}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["nonsense"], ["ask", "--nonsense"], ["search", "x", "--limit", "0"], ["ingest"]])
def test_what_is_no_command_is_a_usage_error(door: Door, words: list[str]) -> None:
    """A command or option that does not exist, or lacks something, has code 2 and says so."""
    ended = door.run(*words)
    assert (ended.code, ended.out) == (2, "")
    assert "Error" in ended.err


@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        ({"PANEL_ANSWER_WORDS": "many"}, 2, "PANEL_ANSWER_WORDS cannot be used"),
        ({"PANEL_MAX_DOCUMENT_MB": "-1"}, 2, "PANEL_MAX_DOCUMENT_MB cannot be used"),
        (
            {"PANEL_EMBEDDING_MODEL": "/nowhere"},
            1,
            "There is no embedding model at /nowhere; set PANEL_EMBEDDING_MODEL",
        ),
        ({"PANEL_DATA_DIR": "/dev/null/data"}, 1, "use another data folder"),
        ({"PANEL_CHROMA_URL": "nonsense"}, 1, "check that it runs and that PANEL_CHROMA_URL is right"),
        ({"PANEL_DATABASE_URL": "nonsense"}, 1, "check that PANEL_DATABASE_URL is right"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_setting_that_cannot_be_used_is_told(door: Door, settings: dict[str, str], code: int, said: str) -> None:
    """A setting with a wrong value is one line that names it and says what to do."""
    ended = door.run("status", **settings)
    assert ended.code == code
    assert said in ended.only_error()


def test_empty_settings_are_none_at_all(samples: Door) -> None:
    """Variables that are set to nothing are as good as not set."""
    names = ("PANEL_CHROMA_URL", "PANEL_DATABASE_URL", "PANEL_EMBEDDING_MODEL", "PANEL_ANSWER_WORDS")
    assert samples.run("status", "--json", **dict.fromkeys(names, "")).json["publications"] == COUNT


def test_a_model_with_other_weights_is_refused(door: Door, tmp_path: Path) -> None:
    """A package whose weights are not the expected ones is never loaded, and the message says what to install."""
    site = tmp_path / "site"
    for file in files(PACKAGE) or []:
        if file.parts[0].endswith(".dist-info") or file.name == "model.safetensors":
            (site / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.locate(), site / file)
    (weights,) = site.rglob("model.safetensors")
    weights.write_bytes(b"other weights")
    ended = door.run("status", PYTHONPATH=str(site))
    assert ended.code == 1
    assert "is not the one this version was tested with" in ended.only_error()
    assert "install the version in requirements.lock again" in ended.err
