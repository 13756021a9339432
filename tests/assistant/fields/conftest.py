from __future__ import annotations

import pytest

from assistant.bootstrap import Panel
from assistant.fields.finding import Fields, open_fields


@pytest.fixture(scope="session")
def fields(sample_panel: Panel) -> Fields:
    """What answers from the fields of the samples."""
    store = sample_panel.store
    return open_fields(store.record, terms=store.lexical.terms, correspondences=sample_panel.correspondences)
