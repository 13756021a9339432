"""Fetching is tested over real HTTP on loopback; names are found by a resolver that the test gives."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ingest.fetching import (
    Fetcher,
    KeptUnusable,
    Manners,
    NotAllowed,
    NotThere,
    Refused,
    TooLarge,
    Unreachable,
)
from tests.fakes.website import Answer, Site, page, to, website

TEXT = page("<h1>Example Safeguarding Review Panel</h1>")


@pytest.fixture
def site() -> Iterator[Site]:
    """A website on loopback."""
    with website() as served:
        yield served


def manners(**more: Any) -> Manners:
    """Manners that are quick, and let a test speak to loopback."""
    quick = {"each_second": 500.0, "first_wait": 0.01, "longest_wait": 0.2, "private_addresses": True, "seconds": 5.0}
    return Manners("https://panel.example/contact", **{**quick, **more})


def get(site: Site, path: str, **more: Any) -> Any:
    """Fetch one page with manners of one's own."""
    with Fetcher(None, manners(**more)) as fetcher:
        return fetcher.get(f"{site.address}{path}")


def test_a_second_run_downloads_nothing_that_has_not_changed(site: Site, tmp_path: Path) -> None:
    """The body is kept over runs, the publisher is asked each time, and only a change is downloaded."""
    site.pages["/a"] = [page("one"), page("one"), page("two"), page("two")]
    seen = []
    for _ in range(4):
        with Fetcher(tmp_path / "kept" / "http.sqlite3", manners()) as fetcher:
            found = fetcher.get(f"{site.address}/a")
            seen.append((found.body, found.downloaded))
    assert seen == [(b"one", True), (b"one", False), (b"two", True), (b"two", False)]
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {"http.sqlite3"}


def test_a_body_comes_back_when_an_earlier_edition_does(site: Site) -> None:
    """What is said to be unchanged is the very edition that the publisher means."""
    site.pages["/a"] = [page("one"), page("two"), page("one"), page("two"), page("one")]
    with Fetcher(None, manners()) as fetcher:
        bodies = [fetcher.get(f"{site.address}/a").body for _ in range(5)]
    assert bodies == [b"one", b"two", b"one", b"two", b"one"]


@pytest.mark.parametrize("said", ["max-age=31536000, immutable", "private", "no-cache", "max-age=x, ,=", "public"])
def test_what_is_kept_is_never_used_without_asking(site: Site, said: str) -> None:
    """However long the publisher lets a page be kept, a change is seen at once."""
    headers = {"Cache-Control": said}
    site.pages["/a"] = [page("one", headers=headers), page("two", headers=headers)]
    with Fetcher(None, manners()) as fetcher:
        assert [fetcher.get(f"{site.address}/a").body for _ in range(2)] == [b"one", b"two"]


def test_a_failure_leaves_what_is_kept(site: Site) -> None:
    """A server that fails for a while does not make us download again, even if it says that its failure may be kept."""
    broken = Answer(b"sorry", 503, headers={"Cache-Control": "max-age=3600"})
    site.pages["/a"] = [TEXT, broken, broken, TEXT]
    with Fetcher(None, manners(tries=2)) as fetcher:
        assert fetcher.get(f"{site.address}/a").downloaded
        with pytest.raises(Unreachable, match="503"):
            fetcher.get(f"{site.address}/a")
        assert not fetcher.get(f"{site.address}/a").downloaded


def test_a_request_says_who_asks(site: Site) -> None:
    """The User-Agent has a version and a contact, and no cookie that was set comes back."""
    site.pages["/a"] = page("one", headers={"Set-Cookie": "seen=1; Path=/"}, tag=False)
    with Fetcher(None, manners()) as fetcher:
        fetcher.get(f"{site.address}/a")
        fetcher.get(f"{site.address}/a#part", headers={"Accept": "text/html"})
    first, second = site.asked
    assert first.headers["user-agent"].startswith("panel-assistant/")
    assert first.headers["user-agent"].endswith("(+https://panel.example/contact)")
    assert "cookie" not in second.headers
    assert second.headers["accept"] == "text/html"


@pytest.mark.parametrize("name", ["Cookie", "authorization", "Range", "Host", "Accept-Encoding"])
def test_headers_that_would_undo_the_limits_are_refused(site: Site, name: str) -> None:
    """A caller sends no secrets and asks for no parts."""
    with Fetcher(None, manners()) as fetcher, pytest.raises(NotAllowed, match=name.lower()):
        fetcher.get(f"{site.address}/a", headers={name: "x"})


def test_what_a_page_says_of_itself_is_given(site: Site) -> None:
    """Media type, characters and X-Robots-Tag are read from the headers."""
    site.pages["/a"] = Answer(b"x", media_type='Text/HTML; Charset="ISO-8859-1"', headers={"X-Robots-Tag": "noindex"})
    found = get(site, "/a")
    assert (found.media_type, found.charset, found.robots) == ("text/html", "iso-8859-1", ("noindex",))


@pytest.mark.parametrize("status", [404, 410])
def test_nothing_there_is_told_with_the_body(site: Site, status: int) -> None:
    """404 and 410 are one kind of answer, with the publisher's own page."""
    site.pages["/a"] = Answer(b'{"why": "withdrawn"}', status)
    with pytest.raises(NotThere) as caught:
        get(site, "/a")
    assert (caught.value.status, caught.value.body) == (status, b'{"why": "withdrawn"}')


def test_a_refusal_tells_the_publishers_words(site: Site) -> None:
    """What a publisher says about a request it does not accept is in the message, in one line, and it is asked once."""
    site.pages["/a"] = Answer(b'{"error": "count must be\\nless than 1501"}', 422, "application/json")
    with pytest.raises(Refused, match="count must be less than 1501"):
        get(site, "/a")
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_may_pass_is_asked_for_again(site: Site, status: int) -> None:
    """A server that is busy is asked again, and its answer then is taken."""
    site.pages["/a"] = [Answer(b"", status), Answer(b"", status), TEXT]
    assert get(site, "/a").body == TEXT.body
    assert len(site.asked) == 3


def test_there_is_an_end_of_asking(site: Site) -> None:
    """After all tries the server is unreachable; a plain failure is not asked for again."""
    site.pages |= {"/busy": Answer(b"", 429), "/broken": Answer(b"", 500)}
    with pytest.raises(Unreachable, match="wait"):
        get(site, "/busy", tries=3)
    with pytest.raises(Unreachable, match="500"):
        get(site, "/broken")
    assert site.paths == ["/busy"] * 3 + ["/broken"]


@pytest.mark.parametrize("form", ["a number", "a time"])
def test_a_publisher_that_asks_us_to_wait_is_heard(site: Site, form: str) -> None:
    """Retry-After, as a number or a time, makes the wait longer, up to the longest one."""
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    after = "1" if form == "a number" else later
    site.pages["/a"] = [Answer(b"", 503, headers={"Retry-After": after}), TEXT]
    get(site, "/a", longest_wait=0.5)
    first, second = site.asked
    assert 0.45 < second.when - first.when < 3


@pytest.mark.parametrize("after", ["soon", "-5", "", "Wed, 99 Foo 2031"])
def test_a_wait_that_cannot_be_read_is_the_usual_one(site: Site, after: str) -> None:
    """Nonsense in Retry-After does no harm."""
    site.pages["/a"] = [Answer(b"", 503, headers={"Retry-After": after}), TEXT]
    assert get(site, "/a").body == TEXT.body


def test_half_a_body_is_not_taken(site: Site) -> None:
    """A body shorter than was promised is asked for again, and is no document in the end."""
    half = Answer(b"half", claimed=400)
    site.pages |= {"/once": [half, TEXT], "/always": half}
    assert get(site, "/once").body == TEXT.body
    with pytest.raises(Unreachable, match="broke"):
        get(site, "/always", tries=2)


def test_packed_bodies_are_unpacked_and_checked(site: Site) -> None:
    """Gzip is unpacked, also in several members; one that is cut off or damaged is asked for again."""
    packed = {"Content-Encoding": "gzip"}
    whole = gzip.compress(b"first ") + gzip.compress(b"second") + b"\0" * 8
    site.pages |= {
        "/whole": Answer(whole, headers=packed),
        "/cut": [Answer(gzip.compress(b"word " * 99)[:-9], headers=packed), Answer(whole, headers=packed)],
        "/bad": [Answer(b"not packed at all", headers=packed), Answer(whole, headers=packed)],
    }
    assert {get(site, path).body for path in ("/whole", "/cut", "/bad")} == {b"first second"}


@pytest.mark.parametrize("packing", ["br", "gzip, gzip", "deflate"])
def test_a_packing_that_was_not_asked_for_is_refused(site: Site, packing: str) -> None:
    """Only gzip is asked for, once: layers of packing are a trap."""
    site.pages["/a"] = Answer(zlib.compress(b"x"), headers={"Content-Encoding": packing})
    with pytest.raises(Unreachable, match="packs"):
        get(site, "/a")


def test_what_is_too_large_is_not_taken(site: Site) -> None:
    """The most that is taken holds for a promise, for a body without one, and for what a packed body becomes."""
    bomb = Answer(gzip.compress(b"\0" * 10_000_000), headers={"Content-Encoding": "gzip"})
    site.pages |= {"/long": page("x" * 60_000), "/bomb": bomb, "/fits": page("x" * 50_000)}
    assert len(get(site, "/fits", most_bytes=50_000).body) == 50_000
    for path in ("/long", "/bomb"):
        with pytest.raises(TooLarge):
            get(site, path, most_bytes=50_000)
    assert len(bomb.body) < 50_000


def test_a_server_that_drips_is_left(site: Site) -> None:
    """The time is for the whole request, so that a byte now and then does not hold us."""
    site.pages["/a"] = Answer(b"", claimed=10_000, drops=200, pause=0.05)
    begun = time.monotonic()
    with pytest.raises(Unreachable, match="in time"):
        get(site, "/a", seconds=0.4, tries=1)
    assert time.monotonic() - begun < 8


def test_nobody_there_is_unreachable() -> None:
    """A port that nobody listens on, and a name that is not found, are told after all tries."""
    with Fetcher(None, manners(tries=2)) as fetcher:
        with pytest.raises(Unreachable, match="no connection"):
            fetcher.get("http://127.0.0.1:1025/")
        with pytest.raises(Unreachable, match="no connection"):
            fetcher.get("http://nobody.invalid/")


def test_redirects_are_followed_and_told(site: Site) -> None:
    """Addresses that have given way for good are told, up to the first redirect that is only for now."""
    site.pages |= {"/a": to("/b"), "/b": to("c#part", 308), "/c": to(f"{site.address}/d", 302), "/d": TEXT}
    found = get(site, "/a")
    assert found.url == f"{site.address}/d"
    assert found.asked == f"{site.address}/a"
    assert found.moved == (f"{site.address}/a", f"{site.address}/b")


def test_redirects_come_to_an_end(site: Site) -> None:
    """A circle is found, and so is a chain without an end."""
    site.pages |= {"/a": to("/b"), "/b": to("/a")} | {f"/{n}": to(f"/{n + 1}") for n in range(30)}
    with pytest.raises(Unreachable, match="circle"):
        get(site, "/a")
    with pytest.raises(Unreachable, match="more than 10"):
        get(site, "/0")


@pytest.mark.parametrize(
    "location",
    [
        "http://other.example/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://a:b@127.0.0.1/",
        "http://127.0.0.1:22/",
    ],
)
def test_a_redirect_leads_nowhere_that_is_not_allowed(site: Site, location: str) -> None:
    """Each hop is checked: its scheme, its host, its port, and that it carries no password."""
    site.pages["/a"] = to(location)
    with Fetcher(None, manners()) as fetcher, pytest.raises(NotAllowed):
        fetcher.get(f"{site.address}/a", hosts=["127.0.0.1"])
    assert site.paths == ["/a"]


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/", "http://0177.0.0.1/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest", "http://0.0.0.0/", "http://[::1]/", "http://[fe80::1]/", "http://127.0.0.1/",
        "http://224.0.1.1/", "http://168.63.129.16/", "http://100.64.0.1/", "http://[64:ff9b::a9fe:a9fe]/",
        "http://[2002:7f00:1::]/", "http://10.0.0.1:8080/", "http://192.168.0.1/", "ftp://example.org/", "nothing",
        "http://example.org:22/", "http://u:p@example.org/", "http:///x", "http://exa mple.org/", "",
    ],
)  # fmt: skip
def test_only_public_machines_are_asked(url: str) -> None:
    """No way of writing a private address gets through, nor a strange scheme or port."""
    with Fetcher(None, manners(private_addresses=False)) as fetcher, pytest.raises(NotAllowed):
        fetcher.get(url)


@pytest.mark.parametrize(
    "machine", ["127.0.0.1", "10.1.2.3", "::1", "169.254.169.254", "fd00:ec2::254", "::ffff:8.8.8.8"]
)
def test_a_public_name_of_a_private_machine_is_refused(machine: str) -> None:
    """What counts is the machine that a name leads to; one private address among public ones is enough."""
    with (
        Fetcher(None, manners(private_addresses=False), resolve=lambda *_: ["93.184.215.14", machine]) as fetcher,
        pytest.raises(NotAllowed, match="public internet"),
    ):
        fetcher.get("http://panel.example/")


@pytest.mark.parametrize("machine", ["169.254.169.254", "224.0.0.1", "0.0.0.0", "168.63.129.16"])  # noqa: S104
def test_an_intranet_has_its_limits(machine: str) -> None:
    """Even where private addresses are allowed, a cloud's secrets and addresses of many machines are not asked for."""
    with Fetcher(None, manners(), resolve=lambda *_: [machine]) as fetcher, pytest.raises(NotAllowed):
        fetcher.get("http://panel.example/")


def test_the_machine_that_was_checked_is_the_one_asked(site: Site) -> None:
    """A name is found once for a connection, which goes there, with the name as the host."""
    site.pages["/a"] = TEXT
    found: list[tuple[str, int]] = []

    def resolve(host: str, port: int) -> list[str]:
        found.append((host, port))
        return ["127.0.0.1"] if len(found) == 1 else ["10.255.255.1"]

    port = int(site.address.rpartition(":")[2])
    with Fetcher(None, manners(), resolve=resolve) as fetcher:
        assert fetcher.get(f"http://Panel.Example:{port}/a", hosts=["PANEL.example"]).body == TEXT.body
    assert found == [("panel.example", port)]
    assert site.asked[0].headers["host"] == f"panel.example:{port}"


def test_hosts_that_are_not_configured_are_not_asked(site: Site) -> None:
    """A source speaks to its own hosts only; a longer name that begins or ends alike is another."""
    with Fetcher(None, manners()) as fetcher:
        for host in ("127.0.0.1.example", "27.0.0.1", "panel.example"):
            with pytest.raises(NotAllowed, match="not one of the hosts"):
                fetcher.get(f"{site.address}/a", hosts=[host])
    assert site.asked == []


def test_requests_are_evenly_apart(site: Site) -> None:
    """The pace is for the whole fetcher, and redirects and tries keep it too; one host may be asked more slowly."""
    site.pages |= {"/a": to("/b"), "/b": [Answer(b"", 503), TEXT]}
    with Fetcher(None, manners(each_second=10)) as fetcher:
        fetcher.get(f"{site.address}/a")
        fetcher.slow("127.0.0.1", 0.3)
        fetcher.get(f"{site.address}/b")
        fetcher.get(f"{site.address}/b")
    apart = [after.when - before.when for before, after in pairwise(site.asked)]
    assert min(apart) > 0.08
    assert apart[-1] > 0.28


KILLED = """
import sys
from pathlib import Path
from ingest.fetching import Fetcher, Manners
with Fetcher(Path(sys.argv[1]), Manners("a@b.example", each_second=1e6, private_addresses=True)) as fetcher:
    for number in range(10**9):
        fetcher.get(f"{sys.argv[2]}/{number % 50}?{number}")
        print(number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 19])
def test_a_killed_run_leaves_what_it_kept(site: Site, tmp_path: Path, after: int) -> None:
    """Killed at any moment, the file opens, and each body in it is whole: what was finished is not downloaded again."""
    big = "x" * 700_000
    site.pages = {f"/{n % 50}?{n}": page(f"{n} {big}") for n in range(60)}
    command = [sys.executable, "-c", KILLED, str(tmp_path / "kept"), site.address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as run:
        assert run.stdout
        for _ in range(after):
            run.stdout.readline()
        time.sleep(0.003 * after)
        os.kill(run.pid, signal.SIGKILL)
    with Fetcher(tmp_path / "kept", manners()) as fetcher:
        found = [fetcher.get(f"{site.address}/{n % 50}?{n}") for n in range(after + 3)]
    assert [one.body.decode() for one in found] == [f"{n} {big}" for n in range(after + 3)]
    assert not any(one.downloaded for one in found[:after])


def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path) -> None:
    """A file that is no record of downloads is named, and not changed."""
    other = tmp_path / "letter.txt"
    other.write_text("A letter, and nothing that was downloaded. " * 100)
    with pytest.raises(KeptUnusable, match=r"letter\.txt"):
        Fetcher(other, manners())
    assert other.read_text().startswith("A letter")


@pytest.mark.parametrize("contact", ["", "a\r\nX: y", "a (b)", "ä@example.org", " a"])
def test_a_contact_that_no_header_can_carry_is_refused(contact: str) -> None:
    """The contact is what a publisher reads, and cannot add headers."""
    with pytest.raises(ValueError, match="contact"):
        Manners(contact)
