"""Ways in which the stand-in for GOV.UK misbehaves when a test asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes.govuk_answers import HTML, Answer, Request


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an answer goes out: all at once and whole, unless it says otherwise."""

    answer: Answer
    wait: float = 0
    """Seconds before the first byte."""
    pause: float = 0
    """Seconds before each tenth of the body."""
    cut: bool = False
    """Half the body is sent, though its whole length was announced; then the connection is closed."""
    reset: bool = False
    """The connection is reset instead."""


Fault = Callable[[Request, Answer], Delivery]
"""Makes what is delivered of a request and of what should have been its answer."""


def slow(seconds: float) -> Fault:
    """Answer rightly after so many seconds."""
    return lambda _, found: Delivery(found, wait=seconds)


def dripping(seconds: float) -> Fault:
    """Answer rightly, but in ten pieces with so many seconds before each."""
    return lambda _, found: Delivery(found, pause=seconds)


def truncated() -> Fault:
    """Send half of what was announced."""
    return lambda _, found: Delivery(found, cut=True)


def reset() -> Fault:
    """Reset the connection."""
    return lambda _, found: Delivery(found, reset=True)


def instead(answer: Answer) -> Fault:
    """Give this answer."""
    return lambda _request, _found: Delivery(answer)


def failing(status: int = 500) -> Fault:
    """Answer with an error and no advice."""
    return instead(Answer(status, b"<h1>Sorry, there is a problem</h1>", {"Content-Type": HTML}))


def unavailable(retry_after: str = "1") -> Fault:
    """Answer 503, and when to come again: seconds or a date."""
    return instead(Answer(503, headers={"Retry-After": retry_after}))


def too_many(retry_after: str = "1") -> Fault:
    """Answer 429, and when to come again: seconds or a date."""
    return instead(Answer(429, headers={"Retry-After": retry_after}))


def broken_json() -> Fault:
    """Leave away the end of the body and announce just what is sent."""
    return lambda _, found: Delivery(Answer(found.status, found.body[: len(found.body) // 2], found.headers))


def wrong_type(content_type: str = "text/html") -> Fault:
    """Say that the body is of another type than it is."""
    return lambda _, found: Delivery(
        Answer(found.status, found.body, {**found.headers, "Content-Type": content_type}),
    )


def redirected(to: str, status: int = 302) -> Fault:
    """Lead to another place: another host, a private address, another scheme."""
    return instead(Answer(status, headers={"Location": to}))


def looping() -> Fault:
    """Lead to the same path for ever, each time with another query, so that no address comes twice."""
    return lambda request, _: Delivery(Answer(302, headers={"Location": f"{request.path}?again={request.query}1"}))
