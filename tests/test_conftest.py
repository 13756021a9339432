from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SKIPS = """
import pytest

@pytest.mark.shared
def test_of_real_documents():
    pytest.skip("not today")

def test_of_something_else():
    pytest.skip("not today either")
"""


@pytest.mark.parametrize(
    ("required", "closing"), [("1", "1 failed, 1 skipped in"), ("0", "2 skipped in")], ids=["required", "not required"]
)
def test_a_skipped_test_of_real_documents_fails_where_they_must_be_there(
    tmp_path: Path, required: str, closing: str
) -> None:
    """With PANEL_REQUIRE_SHARED=1 a skip of a test marked shared is a failure; other skips stay skips."""
    (tmp_path / "test_skips.py").write_text(SKIPS, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "-p",
            "no:cacheprovider",
            "-c",
            "pyproject.toml",
            str(tmp_path),
        ],
        cwd=ROOT,
        env={**os.environ, "PANEL_REQUIRE_SHARED": required},
        capture_output=True,
        text=True,
        check=False,
    )
    assert closing in done.stdout


def test_the_test_sees_no_setting_but_its_own(own_home: Path) -> None:
    """The only setting is a data folder inside an empty home of the test's own."""
    settings = {name: value for name, value in os.environ.items() if name.startswith("PANEL_")}
    assert settings == {"PANEL_DATA_DIR": str(own_home / "data")}
    assert Path.home() == own_home
    assert list(own_home.iterdir()) == []
