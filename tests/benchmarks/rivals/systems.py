"""Which systems are compared, what each needs, and what each is given and gives back."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from assistant.evaluation.passages import Find
from tests.benchmarks.rivals.collection import Collection

OURS = "ours"
MOST_TOKENS = 256
"""What the model takes in, of a passage as of a query, in every system."""

SYSTEMS: Mapping[str, tuple[str, ...]] = {
    OURS: ("panel-assistant", "chromadb", "tantivy", "onnxruntime"),
    "langchain": ("langchain-chroma", "langchain-huggingface", "langchain-text-splitters", "chromadb"),
    "llamaindex": ("llama-index-core",),
    "haystack": ("haystack-ai",),
    "txtai": ("txtai", "faiss-cpu"),
}
"""The modules of this package that set a system up, each with the distributions it stands on."""
LIBRARIES = {
    "langchain": "langchain_chroma",
    "llamaindex": "llama_index.core",
    "haystack": "haystack",
    "txtai": "txtai",
}


@dataclass(frozen=True, slots=True)
class Setup:
    """What a system is given: the collection, the embedding model, and an empty folder for all that it keeps."""

    collection: Collection
    model: str
    folder: Path
    models: Path
    """Where our own exported model is kept."""


@dataclass(frozen=True, slots=True)
class Built:
    """An index that can be searched.

    ``searches`` are the ways to ask it, by name: the first is the system, the others what it would be with a part left
    out. ``held`` counts what it cut the passages into.
    """

    searches: Mapping[str, Find]
    settings: Mapping[str, Any]
    held: int


class Module(Protocol):
    """A module that sets a system up."""

    def build(self, setup: Setup) -> AbstractContextManager[Built]:
        """Index the passages and keep the index on disk, as the documentation of the library shows it."""


def load(name: str) -> Module:
    """Import a system, and its library with it."""
    return cast("Module", import_module(f"tests.benchmarks.rivals.{name}"))


def is_installed(name: str) -> bool:
    """Say whether the library of a system is there."""
    library = LIBRARIES.get(name, "assistant").partition(".")[0]
    return importlib.util.find_spec(library) is not None
