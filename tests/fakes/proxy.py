"""A TCP proxy in front of a server, which can be told to be the outage that a test needs."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

BYTES = 65536


class Proxy:
    """Listens on a port of loopback and forwards to another, until it is told otherwise; remembers what was sent."""

    def __init__(self, to: int) -> None:
        self.to = to
        self.sent = bytearray()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._seconds: float | None = 0.0
        self._told = threading.Event()
        self._open: set[socket.socket] = set()
        self._accept(self._listener)

    def forward(self) -> None:
        """Pass on all that comes, and what was held."""
        self._tell(0.0)
        if self._listener.fileno() < 0:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self._accept(self._listener)

    def hold(self, seconds: float | None) -> None:
        """Accept connections, but pass nothing on until some seconds are over (None: until it is told otherwise)."""
        self.forward()
        self._tell(seconds)

    def refuse(self) -> None:
        """Close every connection and accept none."""
        # A socket that is waited on goes on listening when it is merely closed.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in list(self._open):
            _close(one)
        self._tell(0.0)

    def _tell(self, seconds: float | None) -> None:
        told, self._told = self._told, threading.Event()
        self._seconds = seconds
        told.set()

    def _accept(self, listener: socket.socket) -> None:
        threading.Thread(target=self._serve, args=(listener,), daemon=True).start()

    def _serve(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self.to))
        except OSError:
            _close(client)
            return
        self._open |= {client, server}
        threading.Thread(target=self._pump, args=(server, client), daemon=True).start()
        self._pump(client, server, held=True)

    def _pump(self, source: socket.socket, sink: socket.socket, *, held: bool = False) -> None:
        with suppress(OSError):
            while data := source.recv(BYTES):
                if held:
                    self.sent += data
                    self._wait()
                sink.sendall(data)
        for one in (source, sink):
            self._open.discard(one)
            _close(one)

    def _wait(self) -> None:
        while self._seconds != 0.0:
            told, seconds = self._told, self._seconds
            if not told.wait(seconds):
                return


@contextmanager
def proxied(port: int) -> Iterator[Proxy]:
    """Put a proxy in front of a port of loopback."""
    proxy = Proxy(port)
    try:
        yield proxy
    finally:
        proxy.refuse()


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
