"""The register as a file, the same on every door: which forms there are, and what a file is called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.recommendations.entries import Recommendation
from assistant.recommendations.exports import to_csv, to_xlsx, word
from assistant.recommendations.exports.about import About
from assistant.recommendations.exports.assurance import write_assurance_docx, write_assurance_xlsx
from assistant.recommendations.exports.to_csv import write_csv
from assistant.recommendations.exports.to_docx import write_docx
from assistant.recommendations.exports.to_xlsx import write_xlsx
from assistant.recommendations.register import Register
from assistant.recommendations.wanted import Sort, Wanted
from assistant.telling_wanted import tell_wanted

WORD = word.MEDIA_TYPE
"""The media type of a document."""


class Form(StrEnum):
    """The files in which the register can be taken away."""

    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
    ASSURANCE_XLSX = "assurance.xlsx"
    ASSURANCE_DOCX = "assurance.docx"


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is made: the beginning of its name, its media type, and what writes it."""

    name: str
    media_type: str
    write: Callable[[Sequence[Recommendation], About], bytes]


FORMATS: Mapping[Form, Format] = {
    Form.CSV: Format("recommendations", to_csv.MEDIA_TYPE, lambda entries, _: write_csv(entries)),
    Form.XLSX: Format("recommendations", to_xlsx.MEDIA_TYPE, lambda entries, about: write_xlsx(entries, about=about)),
    Form.DOCX: Format("recommendations", WORD, lambda entries, about: write_docx(entries, about=about)),
    Form.ASSURANCE_XLSX: Format(
        "assurance-table", to_xlsx.MEDIA_TYPE, lambda entries, about: write_assurance_xlsx(entries, about=about)
    ),
    Form.ASSURANCE_DOCX: Format(
        "assurance-table", WORD, lambda entries, about: write_assurance_docx(entries, about=about)
    ),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file: its bytes, what it is called, and how many entries it holds."""

    content: bytes
    name: str
    media_type: str
    total: int


def export(register: Register, wanted: Wanted, *, form: Form, sort: Sort = Sort.NEWEST) -> Exported:
    """Return a file with all entries that are meant."""
    entries = register.find(wanted, sort=sort).items
    about = About(dt.datetime.now(dt.UTC), register.record.revision(), tell_wanted(wanted, register.record))
    content = write_file(entries, form=form, about=about)
    return Exported(content, name_file(form, about), FORMATS[form].media_type, len(entries))


def write_file(entries: Sequence[Recommendation], *, form: Form, about: About) -> bytes:
    """Return the bytes of a file with these entries."""
    return FORMATS[form].write(entries, about)


def name_file(form: Form, about: About) -> str:
    """Return what a file is called, as in "recommendations-2033-06-14.csv"."""
    return f"{FORMATS[form].name}-{about.made:%Y-%m-%d}.{form.rpartition('.')[2]}"
