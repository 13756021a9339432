"""The register as files, as ``panel recommendations`` writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.cli.printing import out, print_error
from assistant.errors import BadRequest

ASSURANCE = {".xlsx": "assurance.xlsx", ".docx": "assurance.docx"}


def read_targets(*, assurance: Path | None, **files: Path | None) -> dict[str, Path]:
    """Return which files are to be written, by their forms; ``files`` are ``csv``, ``xlsx`` and ``docx``.

    ``BadRequest`` when an assurance table is called as neither of its forms, or a folder is not there.
    """
    wanted = {form: path for form, path in files.items() if path}
    if assurance:
        form = ASSURANCE.get(assurance.suffix.lower())
        if form is None:
            raise BadRequest(f"--assurance {str(assurance)!r} has no known ending; call it .xlsx or .docx.")
        wanted[form] = assurance
    for path in wanted.values():
        if path.is_dir() or not path.parent.is_dir():
            raise BadRequest(f"{str(path)!r} cannot be a file; name one in a folder that is there.")
    return wanted


def write_targets(targets: Mapping[str, Path], found: Mapping[str, Any]) -> None:
    """Write what an order found, with its revision and its filters, into files; say so, and what could not be read.

    ``BadRequest`` when a file cannot be written.
    """
    from assistant.exporting import Form, write_file  # noqa: PLC0415  only who writes files needs what writes them
    from assistant.recommendations.entries import Recommendation  # noqa: PLC0415
    from assistant.recommendations.exports.about import About  # noqa: PLC0415

    entries = [Recommendation.model_validate(one) for one in found["items"]]
    about = About(dt.datetime.now(dt.UTC), found["revision"], tuple((name, value) for name, value in found["filters"]))
    for form, path in targets.items():
        content = write_file(entries, form=Form(form), about=about)
        try:
            path.write_bytes(content)
        except OSError as error:
            raise BadRequest(f"{str(path)!r} cannot be written ({error.strerror}); name another file.") from error
        count = f"{len(entries):,} {'entry' if len(entries) == 1 else 'entries'}"
        out().print(f"Written: {count} to {path}", markup=False, soft_wrap=True)
    for problem in found["unread"] if targets else ():
        print_error(problem)
