"""What can go wrong between us and a publisher's server.

IngestError
├── NotAllowed    we may not ask: the host is not configured, the address is private, or robots.txt says no
├── Unreachable   nobody answered, or the server failed, after all tries
├── NotThere      404 or 410: the publisher says that nothing is there
├── Refused       another answer of 400 to 499, with the publisher's own words where it gives any
├── TooLarge      the body is longer than we take
└── KeptUnusable  the file of kept downloads is not one
"""

from __future__ import annotations

from ingest.errors import IngestError


class NotAllowed(IngestError):
    """An address may not be asked for: the settings, or the publisher, say so, or it is private."""


class Unreachable(IngestError):
    """A server does not answer, or answers that it cannot.

    passing says that it may be different soon, so that asking again is worth while; after is the number of seconds
    that the server asked us to wait.
    """

    def __init__(self, message: str, *, passing: bool = False, after: float | None = None) -> None:
        super().__init__(message)
        self.passing = passing
        self.after = after


class Answered(IngestError):
    """The root of the answers that are no document: they have a status and a body."""

    def __init__(self, message: str, *, status: int, body: bytes = b"") -> None:
        super().__init__(message)
        self.status = status
        self.body = body


class NotThere(Answered):
    """The publisher says that nothing is at an address (404), or nothing any more (410)."""


class Refused(Answered):
    """The publisher does not accept what was asked: an answer of 400 to 499 that is not 404, 410 or 429."""


class TooLarge(IngestError):
    """A body is longer than the most that is taken, as it comes or after it is unpacked."""


class KeptUnusable(IngestError):
    """The file in which downloads are kept cannot be used."""
