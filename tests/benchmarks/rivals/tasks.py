"""What is to be measured, as the command line names it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.rivals.collection import Collection, digest_files, list_files, read_collection
from tests.benchmarks.rivals.labelled import list_labelled, read_labelled


def add_task(parser: argparse.ArgumentParser) -> None:
    """Let a program be told what to measure and where to put the results."""
    parser.add_argument("--collection", type=_whole_path, help="a folder in BEIR's form")
    parser.add_argument("--questions", type=_whole_path, action="append", default=[], help="labelled questions")
    parser.add_argument("--docs", type=_whole_path, action="append", default=[], help="documents to search for them")
    parser.add_argument("--out", type=_whole_path, required=True, help="folder for the results")


def check_task(parser: argparse.ArgumentParser, wanted: argparse.Namespace) -> None:
    """End the program where it is not told one task."""
    given = tuple(map(bool, (wanted.collection, wanted.questions, wanted.docs)))
    if given not in ((True, False, False), (False, True, True)):
        parser.error("give --collection, or else --questions and --docs")


def read_task(wanted: argparse.Namespace) -> Collection:
    """Read what is searched and what for."""
    if wanted.collection:
        return read_collection(wanted.collection)
    return read_labelled(wanted.questions, docs=wanted.docs)


def digest_task(wanted: argparse.Namespace) -> str:
    """Return the digest of the collection without reading its documents."""
    if wanted.collection:
        return digest_files(list_files(wanted.collection))
    return digest_files(list_labelled(wanted.questions, docs=wanted.docs))


def repeat_task(wanted: argparse.Namespace) -> Sequence[str]:
    """Return the arguments that tell another program the same task."""
    named = {"--collection": [wanted.collection] if wanted.collection else [], "--out": [wanted.out]}
    given = named | {"--questions": wanted.questions, "--docs": wanted.docs}
    return [word for name, paths in given.items() for path in paths for word in (name, str(path))]


def _whole_path(text: str) -> Path:
    return Path(text).resolve()
