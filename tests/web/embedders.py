"""Embedding models that keep people waiting, or fail."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from assistant.bootstrap import Panel
from vectorstore.errors import SemanticIndexUnavailable
from vectorstore.vectors import Embeds


@dataclass
class HeldUp:
    """Embeds as another model does, once it is let go; ``begun`` tells that someone waits."""

    model: Embeds
    begun: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    @property
    def digest(self) -> str:
        """What names the weights."""
        return self.model.digest

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self.model.dimension

    def embed(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Wait to be let go, at most half a minute."""
        self.begun.set()
        self.go.wait(30)
        return self.model.embed(texts)


@dataclass
class Failing:
    """Fails as an index does that cannot be reached; remembers what it was asked to embed."""

    model: Embeds
    asked: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """What names the weights."""
        return self.model.digest

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self.model.dimension

    def embed(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Remember the texts and fail."""
        self.asked += texts
        raise SemanticIndexUnavailable("The index at /some/folder cannot be reached.")


def with_embedder(panel: Panel, embedder: Embeds) -> Panel:
    """Return the panel as it would be with another embedding model."""
    store = replace(panel.store, embedder=embedder)
    return replace(panel, store=store, answerer=replace(panel.answerer, store=store))
