"""What goes wrong, as RFC 9457 problems: one table from exceptions to problems, and the responses that carry them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from assistant import errors as asking
from assistant.answers import Value
from ingest import errors as reading
from vectorstore import errors as keeping

LOG = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5


class Fault(Value):
    """One part of a request that cannot be used."""

    where: str
    what: str


class Problem(Value):
    """A problem as RFC 9457 has it; ``type`` stays the same from release to release."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[Fault, ...] | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the end of its type, its status and its title."""

    name: str
    status: HTTPStatus
    title: str

    def because(self, detail: str, errors: tuple[Fault, ...] | None = None) -> Problem:
        """Return the problem with what is wrong this time and how to mend it."""
        return Problem(
            type=f"/problems/{self.name}", title=self.title, status=self.status, detail=detail, errors=errors
        )


BAD_REQUEST = Kind("bad-request", HTTPStatus.BAD_REQUEST, "The request cannot be used")
BAD_QUESTION = Kind("bad-question", HTTPStatus.BAD_REQUEST, "The question cannot be answered as it is")
INVALID = Kind("invalid-request", HTTPStatus.UNPROCESSABLE_ENTITY, "Parts of the request are missing or wrong")
NO_KEY = Kind("key-needed", HTTPStatus.UNAUTHORIZED, "A key is needed")
FORBIDDEN = Kind("not-allowed", HTTPStatus.FORBIDDEN, "This is not allowed")
NOT_FOUND = Kind("not-found", HTTPStatus.NOT_FOUND, "There is nothing at this address")
ALREADY = Kind("already-running", HTTPStatus.CONFLICT, "This is running already")
TOO_LARGE = Kind("too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request is too large")
TOO_LONG_COMING = Kind("too-long-coming", HTTPStatus.REQUEST_TIMEOUT, "The request took too long to arrive")
REFUSED = Kind("document-refused", HTTPStatus.UNPROCESSABLE_ENTITY, "A document or its metadata cannot be used")
BUSY = Kind("busy", HTTPStatus.SERVICE_UNAVAILABLE, "Too much is asked at once")
TOO_SLOW = Kind("too-slow", HTTPStatus.SERVICE_UNAVAILABLE, "The answer took too long")
UNAVAILABLE = Kind("unavailable", HTTPStatus.SERVICE_UNAVAILABLE, "A part of the service is down")
DEFECT = Kind("defect", HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here")

KINDS: Mapping[type[Exception], Kind] = {
    asking.BadQuestion: BAD_QUESTION,
    asking.BadRequest: BAD_REQUEST,
    asking.Busy: BUSY,
    asking.TooSlow: TOO_SLOW,
    asking.UnverifiedQuotation: DEFECT,
    keeping.DocumentRefused: REFUSED,
    keeping.UnknownPublication: INVALID,
    keeping.VectorStoreError: UNAVAILABLE,
    reading.BadMetadata: BAD_REQUEST,
    reading.NothingFound: BAD_REQUEST,
    reading.IngestError: REFUSED,
}
"""Which problem each exception is; one that is not named is its nearest ancestor."""

RenderPage = Callable[[Request, Problem], Response]


def as_problem(error: Exception) -> Problem:
    """Return the problem that an exception is; what is in no table is a defect, and its words are not shown."""
    kind = next((KINDS[ancestor] for ancestor in type(error).__mro__ if ancestor in KINDS), DEFECT)
    if kind is DEFECT:
        return DEFECT.because("It has been noted; please try again, and tell whoever runs this service if it goes on.")
    return kind.because(str(error))


def as_response(problem: Problem, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return the response that carries a problem."""
    own = dict(headers or {})
    if problem.type in (f"/problems/{kind.name}" for kind in (BUSY, TOO_SLOW)):
        own["Retry-After"] = str(RETRY_SECONDS)
    body = problem.model_dump(mode="json", exclude_none=True)
    return JSONResponse(body, problem.status, media_type=MEDIA_TYPE, headers=own)


def tell_problems(app: FastAPI, render: RenderPage | None = None) -> None:
    """Make an app answer everything that goes wrong with a problem, or with a page where a person asked for one."""

    def answer(request: Request, problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
        if render and wants_page(request):
            return render(request, problem)
        return as_response(problem, headers)

    async def on_known(request: Request, error: Exception) -> Response:
        return answer(request, as_problem(error))

    async def on_invalid(request: Request, error: Exception) -> Response:
        faults = tuple(_fault(one) for one in error.errors()) if isinstance(error, RequestValidationError) else ()
        said = "; ".join(f"{fault.where}: {fault.what}" for fault in faults[:3])
        return answer(request, INVALID.because(f"Change what is named and send it again: {said}.", faults))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101  what the handler is registered for
        return answer(request, _of_http(error), error.headers)

    async def on_defect(request: Request, error: Exception) -> Response:
        # The path may hold an id, never a question.
        LOG.error("A defect while answering %s %s", request.method, request.url.path, exc_info=error)
        return answer(request, as_problem(error))

    handlers: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
        asking.AssistantError: on_known,
        asking.UnverifiedQuotation: on_defect,
        reading.IngestError: on_known,
        keeping.VectorStoreError: on_known,
        RequestValidationError: on_invalid,
        HTTPException: on_http,
        Exception: on_defect,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def wants_page(request: Request) -> bool:
    """Say whether a person's browser asks, and not a program."""
    ours = request.url.path.startswith(("/v1/", "/owner/", "/health/"))
    return not ours and "text/html" in request.headers.get("accept", "")


def _fault(error: Mapping[str, object]) -> Fault:
    place = error.get("loc")
    where = ".".join(str(part) for part in place) if isinstance(place, tuple) else "request"
    return Fault(where=where, what=str(error.get("msg", "it cannot be used")))


def _of_http(error: HTTPException) -> Problem:
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.NOT_FOUND:
        return NOT_FOUND.because("Check the address; what is held is listed under “publications”.")
    kind = Kind(status.phrase.lower().replace(" ", "-"), status, status.phrase)
    return kind.because(str(error.detail))
