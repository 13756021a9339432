"""One answer, whole: asked for at the right pace, again where that may help, read to its end and unpacked.

This lies below the HTTP cache, so that the cache sees nothing but complete answers: never an error of the moment, never
half a body, and never one that cannot be unpacked.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore
import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from ingest.fetching_addresses import host_of
from ingest.fetching_bodies import read_body
from ingest.fetching_errors import TooLarge, Unreachable
from ingest.fetching_manners import Manners
from ingest.fetching_network import CheckedNetwork, Limit, Resolve
from ingest.fetching_pace import Pace

OF_THE_MOMENT = frozenset({429, 502, 503, 504})
FAILED = 500
PART = 206
# Of an answer that is now whole and unpacked, these would be wrong.
OF_THE_WIRE = frozenset({"content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive"})


class WholeAnswers(httpx.BaseTransport):
    """Sends a request until there is a whole answer, or no use in asking again."""

    def __init__(self, manners: Manners, pace: Pace, resolve: Resolve) -> None:
        self._manners = manners
        self._pace = pace
        self._limit = Limit()
        network = CheckedNetwork(resolve, self._limit, private=manners.private_addresses)
        self._connections = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=network)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Give the whole answer; raise Unreachable where there is none after all tries."""
        again = Retrying(
            retry=retry_if_exception(_may_pass),
            stop=stop_after_attempt(self._manners.tries),
            wait=self._wait,
            reraise=True,
        )
        return again(self._ask, request)

    def close(self) -> None:
        """Close the connections."""
        self._connections.close()

    def _ask(self, request: httpx.Request) -> httpx.Response:
        self._pace.wait(host_of(request.url))
        self._limit.begin(self._manners.seconds)
        with _network_told(request.url), self._open(request) as answer:
            headers = httpx.Headers(answer.headers)
            _check_status(request.url, answer.status, headers)
            _check_length(headers, self._manners.most_bytes)
            body = read_body(answer.iter_stream(), headers.get("content-encoding", ""), self._manners.most_bytes)
        kept = [(name, value) for name, value in answer.headers if name.decode("latin-1").lower() not in OF_THE_WIRE]
        return httpx.Response(answer.status, headers=kept, content=body)

    @contextmanager
    def _open(self, request: httpx.Request) -> Iterator[httpcore.Response]:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        with self._connections.stream(request.method, url, headers=request.headers.raw) as answer:
            yield answer

    def _wait(self, state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        first, longest = self._manners.first_wait, self._manners.longest_wait
        if isinstance(error, Unreachable) and error.after is not None:
            return min(max(error.after, 0.0), longest)
        return wait_exponential_jitter(max=longest, multiplier=first, jitter=first)(state)


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, Unreachable) and error.passing


def _check_status(url: httpx.URL, status: int, headers: httpx.Headers) -> None:
    if status in OF_THE_MOMENT:
        said = "asks us to wait" if status == 429 else "cannot answer now"  # noqa: PLR2004 - Too Many Requests
        raise Unreachable(f"{url}: the server {said} ({status}).", passing=True, after=_after(headers))
    if status >= FAILED:
        raise Unreachable(f"{url}: the server failed ({status}).")
    if status == PART:
        raise Unreachable(f"{url}: the server sends a part that nobody asked for ({status}).")


def _check_length(headers: httpx.Headers, most: int) -> None:
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > most:
        raise TooLarge(f"The body has {length} bytes; at most {most:,} are taken. Raise the setting if it is right.")


def _after(headers: httpx.Headers) -> float | None:
    """Read Retry-After: a number of seconds, or a time."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, TypeError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return (aware - datetime.now(UTC)).total_seconds()


@contextmanager
def _network_told(url: httpx.URL) -> Iterator[None]:
    """Say what the network did in our words; all of it may pass, except a certificate that is not right."""
    try:
        yield
    except httpcore.TimeoutException as error:
        raise Unreachable(f"{url}: no whole answer came in time.", passing=True) from error
    except httpcore.ConnectError as error:
        passing = not any(isinstance(cause, ssl.SSLCertVerificationError) for cause in error.args)
        raise Unreachable(f"{url}: no connection to the server: {error}.", passing=passing) from error
    except (httpcore.NetworkError, httpcore.RemoteProtocolError) as error:
        raise Unreachable(f"{url}: the connection broke before the answer was whole: {error}.", passing=True) from error
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise Unreachable(f"{url}: cannot be asked for: {error}.") from error
