from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.errors import BadRequest
from assistant.settings import Settings, read_settings, settings_table
from tests.conftest import ROOT


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each setting is read from PANEL_ and its name; what is not set has its default."""
    monkeypatch.setenv("PANEL_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PANEL_ANSWER_WORDS", "200")
    settings = read_settings()
    assert (settings.data_dir, settings.answer_words) == (tmp_path, 200)
    assert settings.max_question_characters == Settings.model_fields["max_question_characters"].default


@pytest.mark.parametrize("name", [name.upper() for name in Settings.model_fields])
def test_an_empty_setting_is_none_at_all(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A variable that is set to nothing, as in a file of settings with gaps, means the default."""
    monkeypatch.delenv("PANEL_DATA_DIR")
    expected = read_settings()
    monkeypatch.setenv(f"PANEL_{name}", "")
    assert read_settings() == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PANEL_ANSWER_WORDS", "many"),
        ("PANEL_ANSWER_WORDS", "3"),
        ("PANEL_MAX_DOCUMENT_MB", "0"),
        ("PANEL_MAX_QUESTION_CHARACTERS", "-1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A value that is no number, or is out of range, is an error that names the setting and says what to do."""
    monkeypatch.setenv(name, value)
    with pytest.raises(BadRequest, match=f"^{name} cannot be used: .*; change it or remove it\\.$"):
        read_settings()


def test_secrets_are_not_shown() -> None:
    """The database's address, which may hold a password, is in no printed form of the settings."""
    settings = Settings(database_url=SecretStr("postgresql://me:hush@panel.example/db"))
    assert "hush" not in f"{settings!r} {settings} {settings.model_dump_json()}"


def test_the_readme_has_the_table_of_settings() -> None:
    """The README's table is the one that the class generates."""
    assert settings_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_names_every_setting() -> None:
    """Each setting has a row with its variable and a description."""
    rows = settings_table().splitlines()[2:]
    assert [row.split("`")[1] for row in rows] == [f"PANEL_{name.upper()}" for name in Settings.model_fields]
    assert all(field.description for field in Settings.model_fields.values())
