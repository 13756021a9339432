from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.api.serving import panel_serve
from tests.fakes.proxy import Proxy, proxied
from tests.functional.deployment import Deployment, Machine
from tests.servers import POSTGRES_PORT, own_database

QUESTION = "What was published in the spring of 2034?"
LATE = 20
"""Seconds: long enough that a busy machine is not taken for a patient one."""
OUTAGES: dict[str, Callable[[Proxy], None]] = {
    "refuses": lambda proxy: proxy.refuse(),
    "answers too late": lambda proxy: proxy.hold(LATE),
    "never answers": lambda proxy: proxy.hold(None),
}
"""What may be wrong with a server. Whoever waited until it answers would see no outage at all."""
TOLD = {
    "database": ("record", "The record in postgresql+psycopg://", "PANEL_DATABASE_URL"),
    "chroma": ("semantic_index", "The Chroma server at http://", "PANEL_CHROMA_URL"),
}
"""What is down for each server, by the names of /health/ready, how it is called to people, and the mend."""


@dataclass(frozen=True, slots=True)
class Served:
    """A machine that serves, a client of it, another machine beside it, and the proxies to what both share."""

    client: httpx.Client
    other: Machine
    proxies: dict[str, Proxy]

    def ask(self) -> httpx.Response:
        """Ask a question."""
        return self.client.post("/v1/answers", json={"question": QUESTION})


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, models: Path, chroma_url: str) -> Iterator[Served]:
    """One process for all the outages that come over it: it is never started again."""
    folder = tmp_path_factory.mktemp("outages")
    document = folder / "a.txt"
    document.write_text("The Lighthouse review was published in the spring of 2034 by the example panel.\n")
    with ExitStack() as opened:
        url = opened.enter_context(own_database())
        database = opened.enter_context(proxied(POSTGRES_PORT))
        chroma = opened.enter_context(proxied(urlsplit(chroma_url).port or 0))
        through = url.replace(f":{POSTGRES_PORT}/", f":{database.port}/"), f"http://127.0.0.1:{chroma.port}"
        deployment = Deployment(folder, models, *through)
        one, two = deployment.machine("one"), deployment.machine("two")
        _, client = opened.enter_context(panel_serve(one))
        assert one.run("ingest", document).code == 0
        yield Served(client, two, {"database": database, "chroma": chroma})


@pytest.mark.servers
@pytest.mark.parametrize("part", TOLD)
@pytest.mark.parametrize("strike", OUTAGES.values(), ids=OUTAGES)
def test_an_outage_is_told_and_ends(served: Served, part: str, strike: Callable[[Proxy], None]) -> None:
    """While a server fails, HTTP says with 503 and the command in one sentence what is down; then all goes on."""
    name, called, mend = TOLD[part]
    strike(served.proxies[part])
    answered, ready = served.ask(), served.client.get("/health/ready")
    commanded = served.other.run("ask", QUESTION)
    served.proxies[part].forward()
    assert (answered.status_code, answered.headers["content-type"]) == (503, "application/problem+json")
    problem = answered.json()
    assert problem["type"] == "/problems/unavailable"
    assert called in problem["detail"]
    assert mend in problem["detail"]
    assert (ready.status_code, list(ready.json()["not_ready"])) == (503, [name])
    assert commanded.code == 1
    assert called in commanded.only_error()
    assert mend in commanded.err
    again = served.ask()
    assert (again.status_code, again.json()["outcome"]) == (200, "answered"), again.text
    assert served.client.get("/health/ready").status_code == 200


@pytest.mark.servers
def test_what_is_taken_in_during_an_outage_is_found_after_it(served: Served, tmp_path: Path) -> None:
    """When the Chroma server fails during an ingest, that is said; what is in the record is found once it is back."""
    document = tmp_path / "b.txt"
    document.write_text("The Breakwater review was published in the summer of 2034 by the example panel.\n")
    with panel_serve(served.other):
        served.proxies["chroma"].refuse()
        ended = served.other.run("ingest", document)
    served.proxies["chroma"].forward()
    assert (ended.code, "The Chroma server at " in ended.only_error()) == (1, True)
    hits = served.client.get("/v1/search", params={"q": "Breakwater review", "limit": 2}).json()["hits"]
    assert any("Breakwater" in hit["text"] for hit in hits)
