"""Serves every door over one open panel, in one process, until it is told to stop."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn
from fastapi import Request, Response

from assistant.api.app import Pages, create_app
from assistant.api.owner import tell_owner
from assistant.api.problems import Problem
from assistant.bootstrap import open_panel
from assistant.doors import find_doors
from assistant.errors import BadRequest, PortTaken
from assistant.keys import KeyFile
from assistant.settings import Settings
from assistant.web import STATIC, Assets, make_pages, render_problem
from assistant.work import Work
from vectorstore.publications import Watch

STOP_SECONDS = 10
ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104  nothing is listened on here


def serve_panel(settings: Settings, *, told: Callable[[str, list[str]], None], watch: Watch | None = None) -> None:
    """Serve until a signal comes; ``told`` is called with the address and the open doors once questions are taken.

    ``watch`` is told of what has to be done before that.
    """
    check_keys(settings)
    work = Work(threads=settings.work_threads, most_waiting=settings.most_waiting, seconds=settings.answer_seconds)
    opening = open_panel(settings, purpose="panel serve", watch=watch)
    with closing(_listen(settings)) as listener, opening as panel, closing(work):
        doors = find_doors(panel, work)
        port = listener.getsockname()[1]
        with tell_owner(settings.data_dir, own_url(settings.host, port)) as token:
            pages = Pages(make_pages(panel, work), Assets(directory=STATIC), _as_page)
            app = create_app(panel, work=work, doors=doors, pages=pages, token=token)
            config = uvicorn.Config(
                app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=STOP_SECONDS
            )
            listener.listen(config.backlog)
            told(own_url("localhost" if settings.on_loopback else settings.host, port), [door.name for door in doors])
            _end_quietly()
            uvicorn.Server(config).run(sockets=[listener])


def check_keys(settings: Settings) -> None:
    """Raise ``BadRequest`` when others can reach this service and there is no key that they would need."""
    if settings.on_loopback or any(key.revoked is None for key in KeyFile(settings.key_file).read()):
        return
    raise BadRequest(
        f"On {settings.host} others can reach this service, so it needs API keys: make one with "
        "“panel keys create NAME”, or name a file of keys in PANEL_API_KEYS."
    )


def own_url(host: str, port: int) -> str:
    """Return where this machine reaches a server that listens at ``host``."""
    return f"http://{ANY_ADDRESS.get(host, f'[{host}]' if ':' in host else host)}:{port}"


def _listen(settings: Settings) -> socket.socket:
    """Return a socket of the address and port that are set; ``PortTaken`` when they cannot be had."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
    except OSError as error:
        place = f"{settings.host}:{settings.port}"
        message = f"{place} cannot be listened on ({error.strerror or error}); choose another with --port or --host."
        raise PortTaken(message) from error
    return listener


def _end_quietly() -> None:
    """Let a signal end the server and nothing else: uvicorn raises it once more when it has stopped."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)


def _as_page(request: Request, problem: Problem) -> Response:
    return render_problem(request, status=problem.status, title=problem.title, detail=problem.detail)
