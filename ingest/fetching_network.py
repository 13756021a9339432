"""Connections to the very machine that was checked, within the time that a whole request has."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from ingest.fetching_addresses import check_machine

Resolve = Callable[[str, int], Sequence[str]]
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


def resolve(host: str, port: int) -> list[str]:
    """Give the addresses of a host, once each, in the order in which they are to be tried."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Limit:
    """The end of the request under way: everything that touches the network takes its time from here."""

    def __init__(self) -> None:
        self._end = 0.0

    def begin(self, seconds: float) -> None:
        """Give the request that begins now its seconds."""
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Give the seconds that are left; it is an error when none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for the whole request is over")
        return left


class CheckedNetwork(httpcore.NetworkBackend):
    """Resolves a name once, checks every address it has, and connects to one of those.

    Nothing is resolved a second time, so that a name cannot lead elsewhere after the check. The name stays the one that
    certificates are checked against, because only the connection is made to the address.
    """

    def __init__(self, resolve: Resolve, limit: Limit, *, private: bool) -> None:
        self._resolve = resolve
        self._limit = limit
        self._private = private
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the limit of the whole request holds instead
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers."""
        machines = self._checked(host, port)
        for left, machine in zip(range(len(machines), 0, -1), machines, strict=True):
            share = self._limit.left() / left
            try:
                stream = self._sockets.connect_tcp(machine, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if left == 1:
                    raise
            else:
                return TimedStream(stream, self._limit)
        raise httpcore.ConnectError(f"{host} has no address")

    def _checked(self, host: str, port: int) -> Sequence[str]:
        try:
            machines = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"its name cannot be found ({error})") from error
        for machine in machines:
            check_machine(machine, private=self._private)
        return machines


class TimedStream(httpcore.NetworkStream):
    """A connection of which no reading or writing lasts longer than what the whole request has left."""

    def __init__(self, stream: httpcore.NetworkStream, limit: Limit) -> None:
        self._stream = stream
        self._limit = limit

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the limit holds instead
        """Read what has come."""
        return self._stream.read(max_bytes, self._limit.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the limit holds instead
        """Write all of it."""
        self._stream.write(buffer, self._limit.left())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - the limit of the whole request holds instead
    ) -> httpcore.NetworkStream:
        """Encrypt the connection, checking the certificate against the name."""
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._limit.left()), self._limit)

    def get_extra_info(self, info: str) -> Any:
        """Tell the pool about the socket."""
        return self._stream.get_extra_info(info)
