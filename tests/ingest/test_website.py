"""A website is walked over real HTTP on loopback, with every page written in the test."""

from __future__ import annotations

import gzip
import string
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import UnreadableDocument
from ingest.fetching import Fetcher, Manners, NotAllowed
from ingest.sources import Gone, Missed
from ingest.website import Moved, WebItem, Website
from ingest.website_addresses import plain_address
from ingest.website_robots import read_wishes
from ingest.website_sitemaps import read_lastmod, read_sitemap
from tests.fakes.website import Answer, Site, page, to, website

PDF = Answer(b"%PDF-1.7 fictional", media_type="application/pdf")


@pytest.fixture
def site() -> Iterator[Site]:
    """A website on loopback."""
    with website() as served:
        yield served


def listing(site: Site, *paths: str, kind: str = "urlset", lastmod: str = "") -> Answer:
    """Write a sitemap of some paths."""
    entry = {"urlset": "url", "sitemapindex": "sitemap"}[kind]
    change = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    rows = "".join(f"<{entry}><loc>\n {site.address}{path} </loc>{change}</{entry}>" for path in paths)
    body = f'<?xml version="1.0"?><{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{kind}>'
    return Answer(body.encode(), media_type="application/xml")


def walk(site: Site, start: str = "/sitemap.xml", *, counts: Counter[str] | None = None, **more: Any) -> list[Any]:
    """Walk the whole site with quick manners."""
    asked = {name: more.pop(name) for name in ("since", "known") if name in more}
    quick = Manners("a@b.example", each_second=1000, first_wait=0.01, tries=2, private_addresses=True)
    with Fetcher(None, quick) as fetcher:
        source = Website("example", f"{site.address}{start}", ["127.0.0.1"], **more)
        return list(source.pages(fetcher, left_out=counts, **asked))


def places(site: Site, found: list[Any]) -> list[str]:
    """The paths of the items."""
    return [one.url.removeprefix(site.address) for one in found if isinstance(one, WebItem)]


def test_pages_of_a_sitemap_and_their_documents(site: Site) -> None:
    """Each page comes with the documents that it links to, which know their page and the words of the link."""
    site.pages |= {
        "/sitemap.xml": listing(site, "/a", "/b", lastmod="2031-05-07"),
        "/a": page(
            '<a href="annual.pdf?utm_source=x#page=2">Annual report</a><a href="/b">Next</a><a href="#top">Up</a>'
        ),
        "/annual.pdf": PDF,
        "/b": page('<a href="/annual.pdf">Again</a>'),
    }
    first, document, second = walk(site)
    assert (first.url, second.url) == (f"{site.address}/a", f"{site.address}/b")
    assert (first.lastmod, first.title, first.parent) == (datetime(2031, 5, 7, tzinfo=UTC), "", None)
    assert (document.url, document.title) == (f"{site.address}/annual.pdf", "Annual report")
    assert (document.parent, document.fetched.body) == (first.url, PDF.body)
    assert Counter(site.paths).most_common(1)[0][1] == 1


def test_a_large_page_has_its_links_followed(site: Site) -> None:
    """What is written in a page that is read in a process of its own is the same as in a small one."""
    site.pages |= {
        "/sitemap.xml": listing(site, "/a"),
        "/a": page('<a href="annual.pdf">Annual report</a>' + "<p>Nobody told the school.</p>" * 10_000),
        "/annual.pdf": PDF,
    }
    _, document = walk(site)
    assert (document.url, document.title) == (f"{site.address}/annual.pdf", "Annual report")


def test_sitemaps_are_found_in_robots_packed_and_nested(site: Site) -> None:
    """A start page leads to the sitemaps in robots.txt; lists of lists and gzip are read, each once."""
    site.pages |= {
        "/robots.txt": Answer(f"Sitemap: {site.address}/all.xml\nSitemap: /relative".encode(), media_type="text/plain"),
        "/all.xml": listing(site, "/all.xml", "/one.xml.gz", "/two.txt", kind="sitemapindex"),
        "/one.xml.gz": Answer(gzip.compress(listing(site, "/a").body), media_type="application/gzip"),
        "/two.txt": Answer(f"{site.address}/b\n\nnothing\n".encode(), media_type="text/plain"),
        "/": page("Home"),
        "/a": page("A"),
        "/b": page("B"),
    }
    assert places(site, walk(site, "/")) == ["/", "/a", "/b"]


def test_robots_is_obeyed(site: Site) -> None:
    """What robots.txt forbids us is never asked for, also behind a redirect; what it says to others is no matter."""
    site.pages |= {
        "/robots.txt": page("User-agent: *\nDisallow: /private\n\nUser-agent: other\nDisallow: /"),
        "/sitemap.xml": listing(site, "/private/a", "/turn", "/b"),
        "/turn": to("/private/b", 302),
        "/b": page('<a href="/private/c.pdf">C</a>'),
    }
    counts: Counter[str] = Counter()
    assert places(site, walk(site, counts=counts)) == ["/b"]
    assert counts["robots.txt"] == 3
    assert not any("private" in path for path in site.paths)


@pytest.mark.parametrize("status", [500, 503])
def test_nothing_is_fetched_when_robots_cannot_be_known(site: Site, status: int) -> None:
    """While robots.txt fails nothing else is asked for, and that is said."""
    site.pages |= {"/robots.txt": Answer(b"", status), "/sitemap.xml": listing(site, "/a"), "/a": page("A")}
    (missed,) = walk(site)
    assert isinstance(missed, Missed)
    assert "robots.txt" in missed.reason
    assert set(site.paths) == {"/robots.txt"}


@pytest.mark.parametrize("status", [404, 410, 403])
def test_without_robots_all_is_allowed(site: Site, status: int) -> None:
    """A site without a robots.txt asks for nothing."""
    site.pages |= {"/robots.txt": Answer(b"", status), "/sitemap.xml": listing(site, "/a"), "/a": page("A")}
    assert places(site, walk(site)) == ["/a"]


def test_the_pace_that_robots_asks_for_is_kept(site: Site) -> None:
    """Crawl-delay holds between requests, up to the setting."""
    site.pages |= {
        "/robots.txt": page("User-agent: *\nCrawl-delay: 3600"),
        "/sitemap.xml": listing(site, "/a"),
        "/a": page("A"),
    }
    begun = time.monotonic()
    walk(site, most_delay=0.2)
    assert site.asked[-1].when - site.asked[-2].when > 0.18
    assert time.monotonic() - begun < 3600


def test_other_hosts_are_left_out_and_counted(site: Site) -> None:
    """Neither a list, a link nor a redirect leads away from the hosts; other ports are other machines."""
    site.pages |= {
        "/sitemap.xml": Answer(
            listing(site, "/a", "/away").body.replace(
                b"<url>", b"<url><loc>https://other.example/x</loc></url><url>", 1
            )
        ),
        "/a": page('<a href="https://other.example/y.pdf">Y</a><a href="http://127.0.0.1:1/z.pdf">Z</a>'),
        "/away": to("https://other.example/"),
    }
    counts: Counter[str] = Counter()
    found = walk(site, counts=counts)
    assert places(site, found) == ["/a"]
    assert [type(one) for one in found] == [WebItem, Missed]
    assert counts["on other hosts"] == 3


def test_a_page_that_has_gone_is_told(site: Site) -> None:
    """What is held and not listed any more is asked for; 404 and 410 are told, a failure is only missed."""
    site.pages |= {
        "/sitemap.xml": listing(site, "/a"),
        "/a": page("A"),
        "/was": Answer(b"", 410),
        "/ill": Answer(b"", 500),
    }
    found = walk(site, known=[f"{site.address}/{name}" for name in ("a", "was", "never", "ill")])
    assert [type(one) for one in found] == [WebItem, Gone, Gone, Missed]
    assert found[1].scope.place == f"{site.address}/was"


def test_a_page_that_has_moved_is_told(site: Site) -> None:
    """A lasting redirect is told with the item, or by itself where its aim was visited already."""
    site.pages |= {
        "/sitemap.xml": listing(site, "/old", "/new"),
        "/old": to("/new"),
        "/new": page("N"),
        "/older": to("/new"),
    }
    item, moved = walk(site, known=[f"{site.address}/older"])
    assert (item.url, item.fetched.moved) == (f"{site.address}/new", (f"{site.address}/old",))
    assert moved == Moved(f"{site.address}/older", f"{site.address}/new")


def test_a_page_that_is_held_is_given_even_if_only_linked(site: Site) -> None:
    """A page that the sitemap lists no more, and another links to, is not lost, nor a listed one come by in a turn."""
    site.pages |= {
        "/sitemap.xml": listing(site, "/a", "/b", lastmod="2031-05-07"),
        "/a": page('<a href="/held">Held</a><a href="/turn">Turn</a><a href="/b">B</a>'),
        "/held": page("held"),
        "/turn": to("/b", 302),
        "/b": page('<a href="/b.pdf">B</a>'),
        "/b.pdf": PDF,
    }
    found = walk(site, known=[f"{site.address}/held"])
    assert places(site, found) == ["/a", "/held", "/b", "/b.pdf"]
    assert found[2].lastmod == datetime(2031, 5, 7, tzinfo=UTC)


def test_copies_go_by_their_canonical_address(site: Site) -> None:
    """A page that says it is a copy gives way to the original; pages that name each other in a circle are not lost."""
    site.pages |= {
        "/sitemap.xml": listing(site, "/copy", "/p", "/q", "/lost"),
        "/copy": page('<link rel="canonical" href="/whole">copy'),
        "/whole": page("whole"),
        "/p": page('<link rel=canonical href="/q">p'),
        "/q": page('<link rel=canonical href="/p">q'),
        "/lost": page('<link rel=canonical href="/nothing">lost'),
    }
    found = walk(site)
    assert places(site, found) == ["/whole", "/q", "/lost"]


def test_wishes_about_programs_are_kept(site: Site) -> None:
    """Noindex leaves a page out, nofollow its links, in the page and in the headers, for documents too."""
    site.pages |= {
        "/sitemap.xml": listing(site, "/a", "/b", "/c", "/d"),
        "/a": page('<meta name="Robots" content="NOINDEX"><a href="/1.pdf">1</a>'),
        "/b": page('<a href="/2.pdf">2</a>', headers={"X-Robots-Tag": "nofollow"}),
        "/c": page(
            '<a rel="nofollow" href="/3.pdf">3</a><a href="/4.pdf">4</a>', headers={"X-Robots-Tag": "other: none"}
        ),
        "/d": page("d", headers={"X-Robots-Tag": "none"}),
        "/1.pdf": PDF,
        "/4.pdf": Answer(PDF.body, media_type="application/pdf", headers={"X-Robots-Tag": "noindex"}),
    }
    assert places(site, walk(site)) == ["/1.pdf", "/b", "/c"]
    assert not {"/2.pdf", "/3.pdf"} & set(site.paths)


def test_documents_are_known_by_their_media_type(site: Site) -> None:
    """Links count by what comes, not by their ending; pages only linked are left out unless they end in .html."""
    odt = Answer(b"PK", media_type="application/vnd.oasis.opendocument.text")
    site.pages |= {
        "/sitemap.xml": listing(site, "/a"),
        "/a": page(
            "".join(f'<a href="/{name}">x</a>' for name in ("get?id=1", "logo.png", "menu", "report.html", "zip"))
        ),
        "/get?id=1": odt,
        "/menu": page('<a href="/deep.pdf">deep</a>'),
        "/report.html": page('<a href="/deep.pdf">deep</a>'),
        "/zip": Answer(b"PK", media_type="application/zip"),
    }
    assert places(site, walk(site)) == ["/a", "/get?id=1", "/report.html"]
    assert places(site, walk(site, linked_pages=True)) == ["/a", "/get?id=1", "/menu", "/report.html"]
    assert not {"/logo.png", "/deep.pdf"} & set(site.paths)


def test_pages_that_have_not_changed_are_not_asked_for(site: Site) -> None:
    """A page is passed over only if its last change is more than a day before the moment asked about."""
    site.pages |= {
        "/robots.txt": page(f"Sitemap: {site.address}/old.xml\nSitemap: {site.address}/new.xml"),
        "/old.xml": listing(site, "/a", lastmod="2031-05-06"),
        "/new.xml": listing(site, "/b", lastmod="2031-05-07"),
        "/": page('<a href="/a">A</a>'),
        "/a": page("A"),
        "/b": page("B"),
    }
    counts: Counter[str] = Counter()
    found = walk(site, "/", since=datetime(2031, 5, 7, 12, tzinfo=UTC), counts=counts)
    assert places(site, found) == ["/", "/b"]
    assert counts["unchanged"] == 1


def test_there_is_a_most_of_pages(site: Site) -> None:
    """No more is asked for than is set, and that there is more is said."""
    site.pages |= {f"/{n}": page(f'<a href="/{n + 50}.pdf">more</a>') for n in range(20)}
    site.pages["/sitemap.xml"] = listing(site, *(f"/{n}" for n in range(20)))
    found = walk(site, most_pages=7)
    assert len(site.paths) == 7 + len(("/robots.txt", "/sitemap.xml"))
    assert isinstance(found[-1], Missed)
    assert "7" in found[-1].reason


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>Not found",
        b"",
        b"<urlset><url><loc>x",
        b'<!DOCTYPE a [<!ENTITY b "c">]><urlset><url><loc>&b;</loc></url></urlset>',
        b"\x1f\x8bnot packed",
        b'<?xml version="1.0" encoding="none-such"?><urlset/>',
    ],
)
def test_a_sitemap_that_is_none_is_missed(site: Site, body: bytes) -> None:
    """A page, a torn list, one that defines entities: each is told, or lists nothing, and does no harm."""
    site.pages |= {"/sitemap.xml": Answer(body), "/": page("Home")}
    assert all(isinstance(one, Missed) for one in walk(site))


@given(st.binary(max_size=200) | st.binary(max_size=100).map(lambda more: b"<urlset><url>" + more))
def test_any_bytes_are_a_sitemap_or_refused(body: bytes) -> None:
    """No bytes make the reading of sitemaps fail in any other way."""
    with suppress(UnreadableDocument):
        assert all(one.url for one in read_sitemap(body))


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2031", "2031-01-01T00:00:00+00:00"),
        ("2031-05", "2031-05-01T00:00:00+00:00"),
        ("2031-05-07", "2031-05-07T00:00:00+00:00"),
        ("2031-05-07T23:30:00-05:00", "2031-05-08T04:30:00+00:00"),
        ("2031-05-07T10:00Z", "2031-05-07T10:00:00+00:00"),
        ("0001-01-01T00:00:00+23:00", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_times_of_change_are_read(said: str | None, read: str | None) -> None:
    """Every form of a time that the protocol has is read; what is none says nothing."""
    found = read_lastmod(said)
    assert (found.isoformat() if found else None) == read


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("HTTP://Example.ORG:80/a/../b?utm_source=x&b=1&UTM_x=2#f", "http://example.org/b?b=1"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org:8443/%7ea%2fb?fbclid=1", "https://example.org:8443/%7Ea%2Fb"),
        ("https://münchen.example/ä", "https://xn--mnchen-3ya.example/%C3%A4"),
    ],
)
def test_addresses_have_one_writing(written: str, plain: str) -> None:
    """Case of the host, usual ports, fragments and tracking make no difference."""
    assert plain_address(written) == plain


@given(st.text(string.printable, max_size=40))
def test_a_plain_address_stays_as_it_is(rest: str) -> None:
    """Writing an address plainly twice changes nothing more, whatever it is; or it is refused."""
    try:
        plain = plain_address(f"https://example.org/{rest}")
    except NotAllowed:
        return
    assert plain_address(plain) == plain


@pytest.mark.parametrize(
    ("said", "wishes"),
    [
        (["noindex, nofollow"], (True, True)),
        (["panel-assistant: noindex"], (True, False)),
        (["other: noindex, nofollow", "all"], (False, False)),
        (["NONE"], (True, True)),
        (["unavailable_after: 25 Jun 2031 15:00:00", "max-snippet:-1, noindex"], (True, False)),
        ([], (False, False)),
    ],
)
def test_wishes_are_read(said: list[str], wishes: tuple[bool, bool]) -> None:
    """Directives for all programs, and for ours, are kept; those for others are not ours."""
    found = read_wishes(said)
    assert (found.noindex, found.nofollow) == wishes
