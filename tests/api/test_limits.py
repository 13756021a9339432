from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpx
import pytest

from assistant.api.app import create_app
from assistant.bootstrap import Panel
from assistant.work import Work
from tests.api.serving import serving

MEGABYTE = 1024 * 1024


def talk(client: httpx.Client, *parts: bytes, pause: float = 0.0) -> str:
    """Send raw bytes, with a pause after each part, and return the first line of what comes back."""
    with closing(socket.create_connection((client.base_url.host, client.base_url.port or 0), timeout=20)) as connection:
        for part in parts:
            try:
                connection.sendall(part)
            except OSError:
                break
            time.sleep(pause)
        return connection.recv(4096).decode().splitlines()[0]


def test_a_body_that_is_too_large_is_not_read(client: httpx.Client) -> None:
    """A hundred megabytes are refused by what the request says of itself, before they are sent."""
    head = f"POST /v1/answers HTTP/1.1\r\nHost: localhost\r\nContent-Length: {100 * MEGABYTE}\r\n\r\n"
    assert talk(client, head.encode()) == "HTTP/1.1 413 Request Entity Too Large"


def test_a_body_that_says_nothing_of_its_size_is_cut_off(client: httpx.Client) -> None:
    """Chunks are counted as they come, and refused once there are too many."""

    def chunks() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * MEGABYTE

    try:
        assert client.post("/v1/answers", content=chunks()).status_code == 413
    except httpx.TransportError:
        # The server hangs up on who goes on sending.
        assert client.get("/health/live").status_code == 200


@contextmanager
def serving_slowly(panel: Panel, *, most_waiting: int, seconds: float) -> Iterator[tuple[Work, httpx.Client]]:
    """Serve with one thread."""
    work = Work(threads=1, most_waiting=most_waiting, seconds=seconds)
    with closing(work), serving(create_app(panel, work=work)) as client:
        yield work, client


@pytest.mark.parametrize("length", ["-1", "many", "1e3"])
def test_a_wrong_length_is_refused(client: httpx.Client, length: str) -> None:
    """A length that is no number is a fault of the request."""
    head = f"POST /v1/answers HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    assert talk(client, head.encode()).startswith("HTTP/1.1 400")


def test_a_slow_body_is_given_up(client: httpx.Client) -> None:
    """A request whose body does not arrive in time is refused, and holds nobody up."""
    head = b"POST /v1/answers HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{"
    assert talk(client, head) == "HTTP/1.1 408 Request Timeout"


def test_a_full_queue_says_when_to_come_back(panel: Panel) -> None:
    """When nobody can be answered soon, the problem says so at once and names a time; afterwards all is well."""
    held = threading.Event()
    with serving_slowly(panel, most_waiting=0, seconds=30.0) as (work, client):
        work._pool.submit(held.wait)  # noqa: SLF001  the one thread is kept busy
        waiting = threading.Thread(target=client.get, args=("/v1/search?q=links",))
        waiting.start()
        end = time.monotonic() + 20
        # The next request may come only when this one has taken the one place: else it would take it itself, and wait.
        while not work._taken and time.monotonic() < end:  # noqa: SLF001
            time.sleep(0.01)
        response = client.get("/v1/publications")
        held.set()
        waiting.join()
        assert (response.status_code, response.headers["retry-after"]) == (503, "5")
        assert response.json()["type"] == "/problems/busy"
        assert client.get("/v1/publications").status_code == 200


def test_work_that_takes_too_long_is_given_up(panel: Panel) -> None:
    """Nobody waits longer than the limit, and what they are told is no empty answer."""
    held = threading.Event()
    with serving_slowly(panel, most_waiting=8, seconds=0.2) as (work, client):
        work._pool.submit(held.wait)  # noqa: SLF001  the one thread is kept busy
        response = client.get("/v1/publications")
        held.set()
        assert (response.status_code, response.json()["type"]) == (503, "/problems/too-slow")
