from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.bootstrap import Panel, open_panel
from assistant.settings import Settings
from tests.conftest import copy_folder
from tests.samples import COUNT, EARLIEST, LATEST
from vectorstore.errors import DataFolderOwned


def test_the_parts_are_built_from_the_settings(sample_folder: Path, tmp_path: Path) -> None:
    """Folder, words of an answer and longest question are those that the settings name."""
    folder = copy_folder(sample_folder, tmp_path / "data")
    settings = Settings(data_dir=folder, answer_words=60, max_question_characters=50)
    with open_panel(settings, purpose="a test") as panel:
        assert panel.status()["data_folder"] == str(folder)
        assert (panel.answerer.most_words, panel.answerer.most_characters) == (60, 50)


def test_status_tells_what_is_held(sample_panel: Panel) -> None:
    """Record and indexes hold the same passages of the samples, and their dates are told."""
    told = sample_panel.status()
    assert told["publications"] == COUNT
    assert told["passages"] == told["semantic_index"] == told["lexical_index"] != 0
    assert (told["published_from"], told["published_to"]) == (EARLIEST.isoformat(), LATEST.isoformat())
    assert told["embedding_model"] == sample_panel.embedder.digest


def test_passages_are_cut_to_the_model(sample_panel: Panel) -> None:
    """The limits that readers are given are those of the model, and every passage keeps to them."""
    assert (sample_panel.limits.most_tokens, sample_panel.limits.token_spans) == (
        256,
        sample_panel.embedder.token_spans,
    )
    entries = sample_panel.store.record.entries(sample_panel.store.record.wanted_digests())
    assert all(len(sample_panel.embedder.token_spans(entry.text)) + 2 <= 256 for entry in entries)


def test_a_folder_for_one_command_takes_nothing_from_the_settings(sample_folder: Path, tmp_path: Path) -> None:
    """With a folder of its own, as for an evaluation, neither the usual record nor a server is touched."""
    settings = Settings(
        data_dir=sample_folder, database_url=SecretStr("sqlite:////nowhere/x"), chroma_url="http://127.0.0.1:9"
    )
    with open_panel(settings, purpose="a test", data_dir=tmp_path / "own") as panel:
        assert panel.status()["publications"] == 0
    assert (tmp_path / "own" / "record.sqlite3").is_file()


def test_a_panel_owns_its_folder(sample_panel: Panel) -> None:
    """While a panel is open, nobody else opens its folder, and is told what it is open for."""
    with pytest.raises(DataFolderOwned, match="a test"), open_panel(sample_panel.settings, purpose="another"):
        pass
