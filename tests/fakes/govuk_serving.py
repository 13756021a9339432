"""Serves what the stand-in for GOV.UK delivers, down to the socket, so that it can also be cut off or reset."""

from __future__ import annotations

import os
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from tests.fakes.govuk_answers import Request
from tests.fakes.govuk_faults import Delivery

SECONDS = 10
AT_ONCE = struct.pack("ii", 1, 0)
"""Closing a socket that lingers for no time resets its connection."""
Deliver = Callable[[Request], AbstractContextManager[Delivery]]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    deliver: Deliver

    def __init__(self, deliver: Deliver) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.deliver = deliver
        self.ended = threading.Event()
        self.failures: list[str] = []

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002  socketserver names them
        """Keep what went wrong here; a client that hangs up is none of it."""
        error = sys.exc_info()[1]
        if not isinstance(error, ConnectionError | TimeoutError):
            self.failures.append(repr(error))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = SECONDS

    def answer_request(self) -> None:
        """Answer one request, well or as badly as it is to be."""
        server = cast("_Server", self.server)
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        with server.deliver(Request(self.command, path, query, headers)) as delivery:
            server.ended.wait(delivery.wait)
        if delivery.reset:
            self._reset()
        else:
            self._send(delivery, server.ended)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer_request  # noqa: N815  http.server wants these names

    def _send(self, delivery: Delivery, ended: threading.Event) -> None:
        found = delivery.answer
        self.send_response(found.status)
        for name, value in found.headers.items():
            self.send_header(name, value)
        if found.status != 304:
            self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        # The body of what is not a GET is left unread, so that the connection is of no use afterwards.
        self.close_connection |= delivery.cut or self.command not in {"GET", "HEAD"}
        body = b"" if self.command == "HEAD" else found.body
        body = body[: len(body) // 2] if delivery.cut else body
        size = -(-len(body) // 10) if delivery.pause else len(body)
        for begin in range(0, len(body), size or 1):
            ended.wait(delivery.pause)
            self.wfile.write(body[begin : begin + size])

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        os.close(self.connection.detach())
        self.close_connection = True

    def log_message(self, *_args: Any) -> None:
        """Write nothing: the memory holds every request."""


@contextmanager
def delivered(deliver: Deliver) -> Iterator[str]:
    """Serve on a free port of loopback, in a thread; yield the address, and fail where the serving itself did."""
    with _Server(deliver) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.ended.set()
            server.shutdown()
            thread.join(SECONDS)
    assert server.failures == [], f"The stand-in itself went wrong: {server.failures}"
