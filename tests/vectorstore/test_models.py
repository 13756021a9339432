from __future__ import annotations

import hashlib
import sys
from importlib.metadata import files
from pathlib import Path

import pytest

from vectorstore.errors import ModelChanged, ModelNotFound
from vectorstore.models import PACKAGE, PACKAGE_WEIGHTS_SHA256, FoundModel, find_model, packaged_model

WEIGHTS = b"not many weights"
DIGEST = hashlib.sha256(WEIGHTS).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with weights in it."""
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(WEIGHTS)
    return folder


def test_the_setting_comes_first(folder: Path) -> None:
    """A folder that is set is the model, whatever is installed, and its weights' digest names it."""
    assert find_model(str(folder)) == FoundModel(str(folder), DIGEST)


def test_a_folder_may_be_written_from_home(folder: Path, own_home: Path) -> None:
    """``~`` is the person's home."""
    (own_home / "mine").symlink_to(folder)
    assert find_model("~/mine") == FoundModel(str(own_home / "mine"), DIGEST)


def test_older_models_keep_their_weights_elsewhere(folder: Path) -> None:
    """Weights in PyTorch's own format are found where there are no others."""
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    assert find_model(str(folder)).digest == DIGEST


def test_a_name_is_looked_for_on_a_hub() -> None:
    """A setting that is no folder and does not look like one is a name on a model hub."""
    assert find_model("someone/some-model") == FoundModel("someone/some-model", "")


@pytest.mark.parametrize("setting", ["/nowhere/model", "./nowhere", "../nowhere", "~/nowhere", "~nobody-at-all/model"])
def test_a_folder_that_is_not_there_is_reported(setting: str) -> None:
    """A path at which nothing is, is told with what to do, and no hub is asked."""
    with pytest.raises(ModelNotFound, match=r"There is no embedding model at .*set PANEL_EMBEDDING_MODEL to a folder"):
        find_model(setting)


def test_a_file_is_no_model(folder: Path) -> None:
    """The weights' own path is not the model's."""
    with pytest.raises(ModelNotFound, match="There is no embedding model"):
        find_model(str(folder / "model.safetensors"))


def test_a_folder_without_weights_is_reported(tmp_path: Path) -> None:
    """A folder in which there is no model is told with what to do."""
    with pytest.raises(ModelNotFound, match=r"no model weights .*set PANEL_EMBEDDING_MODEL"):
        find_model(str(tmp_path))


@pytest.mark.parametrize("setting", [None, ""])
def test_the_package_is_read_and_never_imported(setting: str | None) -> None:
    """Without a setting the model is the installed package's, its weights are checked, and none of its code runs."""
    found = find_model(setting)
    assert found.digest == PACKAGE_WEIGHTS_SHA256
    assert (Path(found.place) / "config.json").is_file()
    modules = {file.parts[0] for file in files(PACKAGE) or [] if file.suffix == ".py"}
    assert not modules & set(sys.modules)


def test_a_package_with_other_weights_is_refused(folder: Path) -> None:
    """Weights that were changed are never loaded; the message says what was found and what to do."""
    with pytest.raises(ModelChanged, match=f"sha256 {DIGEST[:12]}….*install the version in requirements.lock again"):
        packaged_model(folder)
    assert packaged_model(folder, expected=DIGEST) == FoundModel(str(folder), DIGEST)
