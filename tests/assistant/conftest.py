from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.words import Terms
from vectorstore.lexical import open_lexical


@pytest.fixture(scope="session")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terms]:
    """The analyser of a lexical index, which is empty."""
    with closing(open_lexical(tmp_path_factory.mktemp("terms"))) as index:
        yield index.terms
