"""What must be there for the tests of the pages, rather than being skipped without it."""

from __future__ import annotations

import pytest

BROWSER = pytest.StashKey[bool]()
"""Whether a browser must be there: ``tests/conftest.py`` notes PANEL_REQUIRE_BROWSER=1 here, and then forgets it."""
