"""Runs an app or the real command on a free port of loopback, for as long as a test needs it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI

from tests.functional.door import COMMAND, Door

SECONDS = 60


@contextmanager
def serving(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve an app in a thread and yield a client of it."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=SECONDS) as client:
            wait_until_alive(client)
            yield client
    finally:
        server.should_exit = True
        thread.join(SECONDS)
        listener.close()


def wait_until_alive(client: httpx.Client, *, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until a server answers, or until its process has ended."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and (process is None or process.poll() is None):
        try:
            client.get("/health/live").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("The server does not answer.")


Served = tuple[subprocess.Popen[bytes], httpx.Client]


@contextmanager
def panel_serve(door: Door, **settings: str) -> Iterator[Served]:
    """Run ``panel serve`` and yield its process and a client; what still runs at the end is killed."""
    port = free_port()
    log = door.data.parent / "serve.log"
    with log.open("ab") as stream:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)],
            env=door.environment(**settings),
            cwd=door.data.parent,
            stderr=stream,
            stdout=stream,
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=SECONDS) as client:
            wait_until_alive(client, process=process)
            yield process, client
    finally:
        process.kill()
        process.wait(SECONDS)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def stop(process: subprocess.Popen[bytes], *, by: int = signal.SIGINT) -> int:
    """Send a signal and return the exit code."""
    os.kill(process.pid, by)
    return process.wait(SECONDS)


def log_of(folder: Path) -> str:
    """Return what ``panel serve`` has printed."""
    return (folder / "serve.log").read_text(encoding="utf-8")
