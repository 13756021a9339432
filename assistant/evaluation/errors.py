"""What can go wrong in an evaluation.

EvaluationError
├── UnreadableFileError
│   └── MalformedLineError
├── MalformedAnswerError
├── AnswersUnavailableError
├── UnfitResultsError
└── UnwritableResultsError
"""

from __future__ import annotations


class EvaluationError(Exception):
    """Raised, as one of the classes below, when an evaluation cannot go on."""


class UnreadableFileError(EvaluationError):
    """Raised when a file of questions, queries or judgements is missing, empty or not UTF-8 text."""


class MalformedLineError(UnreadableFileError):
    """Raised when one line of such a file does not have the expected shape."""


class MalformedAnswerError(EvaluationError):
    """Raised when what was asked returns something that is not an answer, such as a citation without a quotation."""


class AnswersUnavailableError(EvaluationError):
    """Raised when an answer says that a part of the service is down, which must not be scored as "not held"."""


class UnfitResultsError(EvaluationError):
    """Raised when two folders of results cannot be compared: of other questions, other labels or another kind."""


class UnwritableResultsError(EvaluationError):
    """Raised when the results folder, or a file in it, cannot be written."""
