"""The servers of a larger deployment: the PostgreSQL that runs on this machine, and Chroma servers of one's own."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

POSTGRES = "postgresql+psycopg://postgres@127.0.0.1:5432"
POSTGRES_PORT = 5432
SECONDS = 60


@contextmanager
def own_database() -> Iterator[str]:
    """Make an empty database on the PostgreSQL server of this machine, yield its URL, and drop it; skip without one."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install panel-assistant[postgres])")
    engine = create_engine(f"{POSTGRES}/test", isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
    name = f"panel_{uuid4().hex}"
    try:
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except Exception as error:  # noqa: BLE001  whatever is wrong, there is no server to test with
        pytest.skip(f"no PostgreSQL at 127.0.0.1:5432 with a database named test: {error}")
    try:
        yield f"{POSTGRES}/{name}"
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


@dataclass
class Chroma:
    """A Chroma server of one's own, which can be killed and started again where it was."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; the test is skipped when that cannot be done."""
        program = Path(sys.executable).with_name("chroma")
        words = ["run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        try:
            self.process = subprocess.Popen(
                [program, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder
            )
        except OSError as error:
            pytest.skip(f"the Chroma server cannot be started: {error}")
        if not _answers(self.port):
            self.kill()
            pytest.skip(f"the Chroma server did not start within {SECONDS} seconds")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(SECONDS)


@contextmanager
def own_chroma(folder: Path) -> Iterator[Chroma]:
    """Run a Chroma server over a folder, on a free port."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    chroma = Chroma(folder, port)
    chroma.start()
    try:
        yield chroma
    finally:
        chroma.kill()


def _answers(port: int) -> bool:
    """Say whether something accepts connections on a port, waiting for it."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        with socket.socket() as client:
            client.settimeout(1)
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False
