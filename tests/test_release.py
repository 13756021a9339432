from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
NOT_LOCKED = {"benchmark", "anthropic", "ollama"}
"""Extras that no test needs."""
LOCK = [Requirement(line) for line in LINES if not line.startswith("#")]


def test_the_version_is_that_of_the_newest_entry_of_the_changelog() -> None:
    """The first entry of CHANGELOG.md is about the version that pyproject.toml names."""
    entries = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert entries[0] == PROJECT["version"]


def test_the_lock_file_holds_exact_versions_only() -> None:
    """Every line of requirements.lock names one version and nothing else: no file, no build of one platform."""
    assert [str(line) for line in LOCK if not re.fullmatch(r"==[\w.]+", str(line.specifier)) or line.url] == []


def test_every_dependency_is_in_the_lock_file() -> None:
    """Each library that the program or a test needs has a version in requirements.lock that satisfies it."""
    locked = {canonicalize_name(line.name): next(iter(line.specifier)).version for line in LOCK}
    needed = {name: extra for name, extra in PROJECT["optional-dependencies"].items() if name not in NOT_LOCKED}
    extras = [line for extra in needed.values() for line in extra]
    wanted = [Requirement(line) for line in PROJECT["dependencies"] + extras]
    assert [str(want) for want in wanted if locked.get(canonicalize_name(want.name), "0") not in want.specifier] == []


def test_torch_is_the_same_in_the_lock_file_and_in_the_makefile() -> None:
    """The torch that is installed first is the one that the lock file names, so that it is never fetched twice."""
    first = re.findall(r"^TORCH = (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert first == [str(line) for line in LOCK if line.name == "torch"]
