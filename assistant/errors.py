"""What can go wrong between a question and its answer."""

from __future__ import annotations


class AssistantError(Exception):
    """The root: the message is one sentence that says what is wrong and how to mend it."""


class BadQuestion(AssistantError):
    """A question is empty, too long or not a question at all, or its history is not in the agreed form."""


class BadRequest(AssistantError):
    """A filter, a date or a file given with a request cannot be used."""


class UnverifiedQuotation(AssistantError):
    """Words that were to be quoted do not stand in their source where they should: a defect, never shown to a user."""


class Busy(AssistantError):
    """More is asked at once than can be answered soon."""


class TooSlow(AssistantError):
    """An answer took longer than anyone is made to wait."""


class OwnerFailed(AssistantError):
    """The process that owns the data folder could not do what a command asked of it."""


class PortTaken(AssistantError):
    """The address that ``panel serve`` is to listen on cannot be had."""
