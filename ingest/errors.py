"""What can go wrong while documents are listed and read."""

from __future__ import annotations


class IngestError(Exception):
    """The root: a document, a sidecar or a folder cannot be used; the message says what is wrong and how to mend it."""


class NothingFound(IngestError):
    """A path does not exist, or holds no document of a kind that can be read."""


class UnreadableDocument(IngestError):
    """The bytes of a document cannot be turned into text."""


class BadMetadata(IngestError):
    """A sidecar, an option or a ready passage says something about a document that cannot be true."""
