from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from assistant.bootstrap import Panel
from assistant.ingesting import ingest_collection
from ingest.collection import list_collection
from tests.web.markup import Element
from tests.web.serving import ask, get, visit_pages

SCRIPT = "<script>alert('x')</script>"
IMAGE = '"><img src=x onerror=alert(1)>'
LETTER = f"""{SCRIPT} notice

9 June 2031

Dear partners,

The visiting {SCRIPT} team counted forty-one rainbows {IMAGE} over the harbour in the spring of that year.

Yours sincerely,

Imogen Testwell
"""
SIDECAR = """title: "{title}"
kind: letter
speaker: panel
published: 2031-06-09
url: "{url}"
fictional: true
"""


@pytest.mark.parametrize("question", [f"What is {SCRIPT}?", f"records {IMAGE}", "{{ 7 * 7 }} {% raw %}", "a\x1b[31m c"])
def test_whatever_is_asked_is_shown_as_text(client: httpx.Client, question: str) -> None:
    """HTML, script, template signs and control characters of a question are words on the page, and nothing else."""
    page = ask(client, question)
    only_own_scripts(page)
    assert page.find("h1").text == " ".join(question.split())


def test_characters_that_cannot_be_written_down_are_refused(client: httpx.Client) -> None:
    """A question with a character that stands for nothing is refused with a sentence on a page."""
    response = client.post("/", data={"question": "a\x00b"})
    assert response.status_code == 422
    assert "broken characters" in response.text


def test_whatever_was_typed_wrongly_is_shown_as_text(client: httpx.Client) -> None:
    """What is shown again in a form that was refused is text as well, in every field."""
    fields = {"question": f"{SCRIPT} {'x' * 2000}", "from-day": IMAGE, "previous": IMAGE}
    response = client.post("/", data=fields)
    assert response.status_code == 422
    assert SCRIPT not in response.text
    assert "<img" not in response.text


def test_a_document_cannot_bring_script_to_a_page(own_panel: Panel, tmp_path: Path) -> None:
    """Script in a document's text, title, section and address is shown as text wherever the document is shown."""
    hold(own_panel, tmp_path, title="A letter <script>alert(2)</script>", url="https://panel.example/x")
    with visit_pages(own_panel) as client:
        answer = ask(client, "How many rainbows did the visiting team count over the harbour?")
        (cited,) = [one for one in answer.find_all("blockquote") if "forty-one rainbows" in one.text]
        assert SCRIPT in cited.text
        place = next(link["href"] for link in answer.find_all("a") if "Read this" in link.text)
        for page in (answer, get(client, place), get(client, "/publications")):
            only_own_scripts(page)
            assert "A letter <script>alert(2)</script>" in page.find("main").text


def test_an_address_that_is_no_web_address_is_no_link(own_panel: Panel, tmp_path: Path) -> None:
    """A document whose address would run script gets no link to it."""
    hold(own_panel, tmp_path, title="A letter", url="javascript:alert(3)")
    with visit_pages(own_panel) as client:
        answer = ask(client, "How many rainbows did the visiting team count over the harbour?")
        place = next(link["href"] for link in answer.find_all("a") if "Read this" in link.text)
        for page in (answer, get(client, place)):
            assert all(
                link["href"][:1] in ("/", "#") or link["href"].startswith("https:") for link in page.find_all("a")
            )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"question",
        b"%ff%fe=%00",
        b"question=%ed%a0%80",
        b"&&==&",
        b"question=a&question=b",
        b"kind=" + b"a" * 9000,
    ],
)
def test_no_form_breaks_the_page(client: httpx.Client, body: bytes) -> None:
    """Whatever bytes come as a form, there is an answer or a refusal, and never a failure of the server."""
    response = client.post("/", content=body, headers={"content-type": "application/x-www-form-urlencoded"})
    assert response.status_code in (303, 422)


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "application/json", "text/plain", "multipart/form-data; boundary=x"]
)
def test_no_other_content_breaks_the_page(client: httpx.Client, kind: str) -> None:
    """A body that is no form is refused."""
    response = client.post("/", content=b'{"question": "x"}', headers={"content-type": kind})
    assert 400 <= response.status_code < 500


@pytest.mark.parametrize(
    "query",
    [
        "?page=-1",
        "?page=99999999999999999999",
        "?page=²",
        "?words=%00%ff",
        "?kind=x&from-day=q",
        "?quote=1-2",
        "?page=3",
    ],
)
def test_no_address_breaks_the_list(client: httpx.Client, query: str) -> None:
    """Whatever stands behind the address of the list, there is a page."""
    assert client.get(f"/publications{query}").status_code in (200, 422)


@pytest.mark.parametrize("quote", ["", "9-1", "0-99999999", "x", "1-2-3", "0-1,", "<script>", "5-6," * 200])
def test_a_place_that_is_none_marks_nothing(client: httpx.Client, quote: str) -> None:
    """An address that names no place in the text shows the text unmarked, and says so when it names anything."""
    address = get(client, "/publications").find("main").find_all("a", class_="govuk-link")[0]["href"]
    response = client.get(address, params={"quote": quote})
    assert response.status_code == 200
    assert "<mark" not in response.text
    assert ("could not be found" in response.text) == bool(quote)


def hold(panel: Panel, folder: Path, *, title: str, url: str) -> None:
    """Take in a letter full of script."""
    (folder / "in").mkdir()
    (folder / "in" / "letter.txt").write_text(LETTER, encoding="utf-8")
    (folder / "in" / "letter.txt.meta.yaml").write_text(SIDECAR.format(title=title, url=url), encoding="utf-8")
    report = ingest_collection(list_collection([folder / "in"]), store=panel.store, limits=panel.limits)
    assert report.added == 1, report


def only_own_scripts(page: Element) -> None:
    """Check that a page has the one script of its own, no script between its lines and no handler of events."""
    (script,) = page.find_all("script")
    assert script["src"].startswith("/assets/")
    assert script.text == ""
    assert not page.find_all("img")
    assert not [name for element in page.find_all() for name in element.attributes if name.startswith("on")]
    assert not page.find_all("style")
    assert not [element for element in page.find_all() if element["style"]]
