"""The readers: which formats can be read, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ingest.errors import UnreadableDocument
from ingest.lines import RawText


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its reader (module and function), the endings and media types it comes with.

    ``rank`` orders the formats in which one document comes: the first is read and quoted. A page number helps whoever
    looks the words up, so PDF comes first.
    """

    name: str
    place: str
    endings: tuple[str, ...]
    media_types: tuple[str, ...]
    rank: int

    def read(self, data: bytes) -> RawText:
        """Read a document; ``UnreadableDocument`` says why it cannot be read."""
        module, _, function = self.place.rpartition(".")
        reader: Callable[[bytes], RawText] = getattr(import_module(module), function)
        return reader(data)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = (
    Format("pdf", "ingest.pdf_apart.read_pdf_apart", (".pdf",), ("application/pdf",), 0),
    Format("html", "ingest.html_apart.read_html_apart", (".html", ".htm"), ("text/html", "application/xhtml+xml"), 1),
    Format("docx", "ingest.docx.read_docx", (".docx",), (WORD,), 2),
    Format("odt", "ingest.odt.read_odt", (".odt",), ("application/vnd.oasis.opendocument.text",), 3),
    Format("text", "ingest.text.read_text", (".md", ".txt"), ("text/markdown", "text/plain"), 4),
    Format("eml", "ingest.eml.read_eml", (".eml",), ("message/rfc822",), 5),
)
BY_ENDING = {ending: one for one in FORMATS for ending in one.endings}
BY_MEDIA_TYPE = {media_type: one for one in FORMATS for media_type in one.media_types}
ENDINGS = tuple(sorted(BY_ENDING))


def find_format(name: str, media_type: str | None = None) -> Format:
    """Return the format of a file, by its media type or else its ending; ``UnreadableDocument`` names those there are.

    A server that knows no better calls a file ``application/octet-stream``: then its ending counts.
    """
    ending = "." + name.rsplit(".", 1)[-1].lower() if "." in name else ""
    found = BY_MEDIA_TYPE.get((media_type or "").split(";")[0].strip().lower()) or BY_ENDING.get(ending)
    if found is None:
        message = f"{ending or 'a file without an ending'} cannot be read; add it as {', '.join(ENDINGS)} or .jsonl"
        raise UnreadableDocument(message)
    return found
