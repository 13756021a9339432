from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import errors as asking
from assistant.api.problems import DEFECT, KINDS, as_problem
from ingest import errors as reading
from vectorstore import errors as keeping


def find_errors() -> Iterator[type[Exception]]:
    """Yield every exception that a package raises on purpose."""
    for module in (asking, reading, keeping):
        yield from (
            thing for thing in vars(module).values() if isinstance(thing, type) and issubclass(thing, Exception)
        )


@pytest.mark.parametrize("error", list(find_errors()))
def test_every_error_of_ours_is_a_problem_on_purpose(error: type[Exception]) -> None:
    """Each exception has a problem of its own or of an ancestor; none falls through to a defect by accident."""
    roots = {asking.AssistantError, asking.OwnerFailed, asking.PortTaken}
    assert error in roots or any(ancestor in KINDS for ancestor in error.__mro__)


def test_a_defect_tells_nothing_of_itself() -> None:
    """What nobody foresaw is a problem whose words hold nothing of the question, the record or the code."""
    problem = as_problem(ValueError("a secret"))
    assert (problem.status, problem.type) == (500, f"/problems/{DEFECT.name}")
    assert "secret" not in problem.model_dump_json()


def test_an_outage_is_no_empty_answer() -> None:
    """What is down is named, with status 503."""
    problem = as_problem(keeping.RecordUnavailable("The record in x cannot be used; start it."))
    assert (problem.status, problem.type, problem.detail[:22]) == (
        503,
        "/problems/unavailable",
        "The record in x cannot",
    )
