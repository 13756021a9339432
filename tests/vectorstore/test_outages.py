from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import numpy as np
import pytest
from sqlalchemy import text

from tests.fakes.proxy import Proxy, proxied
from tests.servers import POSTGRES_PORT, Chroma
from tests.vectorstore.checks import check_agreement
from tests.vectorstore.fakes import MODEL, HashingEmbedder, make_document, make_sentences
from vectorstore.chroma_server import CLOUD_ENTRIES, ChromaServer
from vectorstore.database import open_database
from vectorstore.errors import RecordUnavailable, SemanticIndexUnavailable
from vectorstore.keeping import keep_documents
from vectorstore.record import open_record
from vectorstore.semantic import open_semantic
from vectorstore.store import open_store

LATE = 20
"""Seconds: long enough that a busy machine is not taken for a patient one."""
OUTAGES: dict[str, Callable[[Proxy], None]] = {
    "refused": lambda proxy: proxy.refuse(),
    "answered too late": lambda proxy: proxy.hold(LATE),
    "never answered": lambda proxy: proxy.hold(None),
}
"""What may be wrong with a server. Whoever waited until it answers would see no outage at all."""

outage = pytest.mark.parametrize("strike", OUTAGES.values(), ids=OUTAGES)


@pytest.fixture
def database(postgres_url: str) -> Iterator[tuple[str, Proxy]]:
    """The URL of a database, and the proxy that it leads through."""
    with proxied(POSTGRES_PORT) as proxy:
        yield postgres_url.replace(f":{POSTGRES_PORT}/", f":{proxy.port}/"), proxy


@pytest.fixture
def server(chroma_url: str) -> Iterator[tuple[ChromaServer, Proxy]]:
    """A Chroma server, and the proxy that leads to it."""
    with proxied(urlsplit(chroma_url).port or 0) as proxy:
        yield ChromaServer(f"http://127.0.0.1:{proxy.port}"), proxy


@outage
def test_a_database_that_fails_is_told_and_comes_back(
    database: tuple[str, Proxy], strike: Callable[[Proxy], None]
) -> None:
    """An open record says that its server is down, whoever asks it how, and can be used again when it is back."""
    url, proxy = database
    with closing(open_record(url)) as record:
        strike(proxy)
        with ThreadPoolExecutor(20) as pool:
            asked = [pool.submit(record.changes if number % 2 else record.state) for number in range(20)]
        for one in asked:
            with pytest.raises(RecordUnavailable, match="check that PANEL_DATABASE_URL is right"):
                one.result()
        proxy.forward()
        assert record.state().changes == record.changes() == 0


@outage
def test_a_database_that_fails_cannot_be_opened(database: tuple[str, Proxy], strike: Callable[[Proxy], None]) -> None:
    """A record whose server is down is said to be down when it is opened."""
    url, proxy = database
    strike(proxy)
    with pytest.raises(RecordUnavailable, match="cannot be used"):
        open_record(url)


def test_a_long_answer_is_waited_for(database: tuple[str, Proxy]) -> None:
    """Only silence counts: an answer that takes longer than anyone waits for a sign, and comes bit by bit, is taken."""
    url, _ = database
    slowly = text("SELECT repeat('x', 100000), pg_sleep(0.1) FROM generate_series(1, 80)")
    with closing(open_record(url)) as record, record.database.reading(seconds=5) as connection:
        assert len(connection.execute(slowly).all()) == 80


def test_the_server_lets_go_of_machines_that_are_gone(database: tuple[str, Proxy]) -> None:
    """On every connection the server looks whether the other end is there, and ends what nobody goes on with."""
    settings = ("tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count")
    with closing(open_record(database[0])) as record, record.database.reading() as connection:
        assert [connection.scalar(text(f"SHOW {name}")) for name in settings] == ["10", "5", "3"]
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "5min"


def test_a_writer_waits_longer(database: tuple[str, Proxy]) -> None:
    """Whoever stands in line behind another writer waits longer than one who asks, and the next who asks does not."""
    opened = open_database(database[0])
    with opened.writing() as connection:
        assert connection.scalar(text("SELECT 1 FROM pg_sleep(7)")) == 1
    with pytest.raises(RecordUnavailable, match="it gave no sign for 5 seconds"), opened.reading() as connection:
        connection.execute(text("SELECT pg_sleep(60)"))
    opened.engine.dispose()


@outage
def test_a_chroma_server_that_fails_is_told_and_comes_back(
    server: tuple[ChromaServer, Proxy], strike: Callable[[Proxy], None]
) -> None:
    """An open index says that its server is down, whatever it is asked, and can be used again when it is back."""
    place, proxy = server
    vectors = HashingEmbedder().embed(["one", "two"])
    with closing(open_semantic(None, model=MODEL, server=place, record="outage")) as index:
        index.clear()
        index.add(["one", "two"], digests=["1", "2"], vectors=vectors)
        strike(proxy)
        for ask in (index.mark, lambda: index.query(vectors[0], limit=1)):
            with pytest.raises(SemanticIndexUnavailable, match="check that it runs and that PANEL_CHROMA_URL is right"):
                ask()
        proxy.forward()
        assert index.query(vectors[1], limit=1)[0][0] == "two"


@outage
def test_a_chroma_server_that_fails_cannot_be_opened(
    server: tuple[ChromaServer, Proxy], strike: Callable[[Proxy], None]
) -> None:
    """An index whose server is down is said to be down when it is opened."""
    place, proxy = server
    strike(proxy)
    with pytest.raises(SemanticIndexUnavailable, match="cannot be used"):
        open_semantic(None, model=MODEL, server=place)


def test_a_store_goes_on_when_its_servers_are_back(
    tmp_path: Path, database: tuple[str, Proxy], server: tuple[ChromaServer, Proxy]
) -> None:
    """What was kept while Chroma was down is in the indexes once it is back, without anything being opened anew."""
    (url, to_database), (place, to_chroma) = database, server
    with open_store(tmp_path / "data", embedder=HashingEmbedder(), database_url=url, chroma=place) as store:
        to_chroma.refuse()
        with pytest.raises(SemanticIndexUnavailable):
            keep_documents([make_document("a", make_sentences("a"))], store=store)
        to_chroma.forward()
        to_database.refuse()
        with pytest.raises(RecordUnavailable):
            store.catch_up()
        to_database.forward()
        store.catch_up()
        assert store.record.state().passages == 3
        check_agreement(store)


def test_a_chroma_server_that_was_started_again_is_used_again(chroma: Chroma) -> None:
    """After SIGKILL and a new start of the server, what was acknowledged is found over the same open index."""
    vectors = HashingEmbedder().embed([str(number) for number in range(50)])
    with closing(open_semantic(None, model=MODEL, server=ChromaServer(chroma.url))) as index:
        index.add([str(number) for number in range(50)], digests=["d"] * 50, vectors=vectors)
        index.set_mark("here")
        chroma.kill()
        with pytest.raises(SemanticIndexUnavailable):
            index.count()
        chroma.start()
        assert (index.count(), index.mark()) == (50, "here")
        assert index.query(vectors[7], limit=1)[0][0] == "7"


def test_tenant_database_and_key_are_sent(chroma: Chroma) -> None:
    """With the settings of Chroma Cloud the key goes with each request, and the index lies in that database."""
    httpx.post(f"{chroma.url}/api/v2/tenants", json={"name": "partnership"}).raise_for_status()
    httpx.post(f"{chroma.url}/api/v2/tenants/partnership/databases", json={"name": "panel"}).raise_for_status()
    # Not one axis each: a graph of vectors that are all equally far apart leads nowhere.
    vectors = np.random.default_rng(7).normal(size=(2 * CLOUD_ENTRIES + 1, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    names = [str(number) for number in range(len(vectors))]
    with proxied(chroma.port) as proxy:
        place = ChromaServer(f"http://127.0.0.1:{proxy.port}", "partnership", "panel", "a-secret-key")
        assert "a-secret-key" not in repr(place)
        with closing(open_semantic(None, model=MODEL, server=place)) as index:
            index.add(names, digests=names, vectors=vectors)
            assert index.ids_and_digests() == dict(zip(names, names, strict=True))
            assert index.query(vectors[9], limit=len(names))[0][0] == "9"
            assert len(index.query(vectors[9], limit=len(names))) == CLOUD_ENTRIES
            index.remove(names[1:])
            assert index.count() == 1
        requests = proxy.sent.lower().count(b"http/1.1\r\n")
        assert proxy.sent.lower().count(b"x-chroma-token: a-secret-key\r\n") == requests > 0
        with pytest.raises(SemanticIndexUnavailable, match="elsewhere"):
            open_semantic(None, model=MODEL, server=ChromaServer(chroma.url, "partnership", "elsewhere"))
    with closing(open_semantic(None, model=MODEL, server=ChromaServer(chroma.url, api_key="alone"))) as index:
        assert index.count() == 0
