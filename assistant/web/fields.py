"""What a form or an address says, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Fields = Mapping[str, Sequence[str]]
"""The values of each field, in order, without space around them."""
Problems = Mapping[str, str]
"""What is wrong with a form: the id of the field to mend, and one sentence."""


def read_fields(items: Iterable[tuple[str, object]]) -> Fields:
    """Return fields by name; lines end as in Python, and files are left out, because no form here asks for one."""
    fields: dict[str, list[str]] = {}
    for name, value in items:
        if isinstance(value, str):
            # A form may be sent in an encoding that knows half characters, which no page can show again.
            whole = value.encode(errors="replace").decode()
            fields.setdefault(name, []).append(whole.replace("\r\n", "\n").strip())
    return fields


def first(fields: Fields, name: str) -> str:
    """Return the first value of a field, empty when it is not there."""
    return next(iter(fields.get(name, ())), "")
