from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.fakes.govuk import FakeGovUk, fake_govuk, make_collection
from tests.fakes.govuk_answers import Answer
from tests.fakes.govuk_faults import (
    Fault,
    broken_json,
    dripping,
    failing,
    instead,
    looping,
    redirected,
    reset,
    slow,
    too_many,
    truncated,
    unavailable,
    wrong_type,
)
from tests.fakes.govuk_making import PLACE

ITEM = f"/api/content{PLACE}/guidance-1"


@pytest.fixture
def govuk() -> Iterator[FakeGovUk]:
    """The stand-in."""
    with fake_govuk(make_collection(24)) as fake:
        yield fake


@pytest.fixture
def client(govuk: FakeGovUk) -> Iterator[httpx.Client]:
    """A client of it, which waits one second."""
    with httpx.Client(base_url=govuk.address, timeout=3) as found:
        yield found


@pytest.mark.parametrize(
    ("fault", "status", "retry_after"),
    [
        (failing(), 500, None),
        (failing(502), 502, None),
        (unavailable("3"), 503, "3"),
        (too_many("Sat, 01 Jan 2033 00:00:00 GMT"), 429, "Sat, 01 Jan 2033 00:00:00 GMT"),
        (redirected("http://169.254.0.1/"), 302, None),
        (instead(Answer(418)), 418, None),
    ],
)
def test_the_next_requests_fail_and_those_after_do_not(
    govuk: FakeGovUk, client: httpx.Client, fault: Fault, *, status: int, retry_after: str | None
) -> None:
    """Just as many requests as wanted meet the fault, with the advice that goes with it."""
    govuk.go_wrong(fault, times=2)
    answers = [client.get(ITEM) for _ in range(3)]
    assert [one.status_code for one in answers] == [status, status, 200]
    assert answers[0].headers.get("retry-after") == retry_after


def test_a_fault_at_a_path_stays_there(govuk: FakeGovUk, client: httpx.Client) -> None:
    """A fault at a path, or at all paths that begin so, is met until it is mended, and nowhere else."""
    govuk.go_wrong_at(ITEM, failing())
    govuk.go_wrong_at("/assets/*", too_many())
    asked = (ITEM, f"{PLACE}/guidance-1", "/assets/media/1/file.pdf", ITEM)
    assert [client.get(path).status_code for path in asked] == [500, 200, 429, 500]
    govuk.mend()
    assert [client.get(path).status_code for path in asked] == [200, 200, 404, 200]


@pytest.mark.parametrize(
    ("fault", "error"),
    [(truncated(), httpx.RemoteProtocolError), (reset(), httpx.ReadError), (slow(9), httpx.ReadTimeout)],
)
def test_a_connection_breaks(govuk: FakeGovUk, client: httpx.Client, fault: Fault, error: type[Exception]) -> None:
    """A body that ends early, a connection that is reset and an answer that does not come are felt as such."""
    govuk.go_wrong(fault)
    with pytest.raises(error):
        client.get(ITEM)
    assert client.get(ITEM).status_code == 200


def test_a_body_is_wrong(govuk: FakeGovUk, client: httpx.Client) -> None:
    """JSON may break off though its length is right, and a right body may be called by a wrong type."""
    govuk.go_wrong(broken_json())
    with pytest.raises(json.JSONDecodeError):
        client.get(ITEM).json()
    govuk.go_wrong(wrong_type("text/plain"))
    named = client.get(ITEM)
    assert (named.headers["content-type"], named.json()["base_path"]) == ("text/plain", f"{PLACE}/guidance-1")


def test_a_slow_answer_is_still_an_answer(govuk: FakeGovUk, client: httpx.Client) -> None:
    """An answer may come late, or piece by piece, and is whole in the end."""
    whole = client.get(ITEM).content
    for fault in (slow(0.2), dripping(0.02)):
        govuk.go_wrong(fault)
        begin = time.monotonic()
        assert client.get(ITEM).content == whole
        assert time.monotonic() - begin >= 0.2


def test_a_loop_has_no_end(govuk: FakeGovUk, client: httpx.Client) -> None:
    """A loop leads from one address to another, none of them twice, as long as it is followed."""
    govuk.go_wrong_at(ITEM, looping())
    with pytest.raises(httpx.TooManyRedirects):
        client.get(ITEM, follow_redirects=True)
    queries = [one.query for one in govuk.asked(ITEM)]
    assert len(queries) == len(set(queries)) > 20


def test_every_request_is_remembered(govuk: FakeGovUk, client: httpx.Client) -> None:
    """The memory holds method, path, query and headers of every request, failed ones too, in order."""
    govuk.go_wrong(failing())
    client.get(f"{ITEM}?a=1", headers={"User-Agent": "a test", "If-None-Match": '"x"'})
    client.head("/nothing")
    first, second = govuk.asked()
    assert (first.method, first.path, first.query) == ("GET", ITEM, "a=1")
    assert (first.headers["user-agent"], first.headers["if-none-match"]) == ("a test", '"x"')
    assert (second.method, second.path) == ("HEAD", "/nothing")
    assert govuk.asked("/api/") == [first]
    assert govuk.seen[0].at < govuk.seen[1].at
    govuk.forget()
    assert govuk.seen == []


def test_the_rate_is_measured(govuk: FakeGovUk, client: httpx.Client) -> None:
    """The most requests within any one second are counted, for all paths or some, and those under way at once."""
    assert govuk.most_in_a_second() == 0
    for _ in range(3):
        client.get("/nothing")
    time.sleep(1.05)
    client.get(ITEM)
    assert (govuk.most_in_a_second(), govuk.most_in_a_second("/api/"), govuk.most_at_once) == (3, 1, 1)
    govuk.go_wrong(slow(0.5), times=4)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(client.get, [ITEM] * 4))
    assert govuk.most_at_once == 4
