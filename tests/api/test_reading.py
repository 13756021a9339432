from __future__ import annotations

import httpx

from assistant.bootstrap import Panel
from assistant.publications import read_publication
from ingest.documents import Visibility
from tests.samples import COUNT

SAMPLES = COUNT


def test_search_finds_passages_with_their_scores(client: httpx.Client) -> None:
    """A search gives passages, best first, with what each leg said and where they come from."""
    found = client.get("/v1/search", params={"q": "regional links", "limit": 3}).raise_for_status().json()
    scores = [hit["score"] for hit in found["hits"]]
    assert (found["query"], len(scores), scores) == ("regional links", 3, sorted(scores, reverse=True))
    assert found["hits"][0]["lexical"]["place"] == 1
    assert "linked to each" in found["hits"][0]["text"]
    assert found["expansions"] == []


def test_search_tells_what_else_was_searched(client: httpx.Client) -> None:
    """Each word that was searched otherwise too is told, with the reason and the weight."""
    found = client.get("/v1/search", params={"q": "what of kids", "limit": 1}).raise_for_status().json()
    (told,) = found["expansions"]
    assert (told["said"], told["searched"], told["why"]) == ("kids", "children", "wording")
    assert 0 < told["weight"] < 1


def test_publications_are_listed_newest_first_and_by_pages(client: httpx.Client) -> None:
    """Following ``next`` leads through all that is held, each once, in the order of dates."""
    address: str | None = "/v1/publications?limit=3"
    seen = []
    while address:
        page = client.get(address).raise_for_status().json()
        assert page["total"] == SAMPLES
        seen += page["items"]
        address = page["next"]
    dates = [item["published"] or "" for item in seen]
    assert (len({item["id"] for item in seen}), dates) == (SAMPLES, sorted(dates, reverse=True))


def test_publications_are_filtered(client: httpx.Client) -> None:
    """Kind, speaker, status, agency and words of the title narrow the list, and an unknown word is refused."""
    letters = client.get("/v1/publications", params={"kind": "letter"}).json()
    assert 0 < letters["total"] < SAMPLES
    assert {item["kind"] for item in letters["items"]} == {"letter"}
    government = client.get("/v1/publications", params={"speaker": "government"}).json()
    assert {item["speaker"] for item in government["items"]} == {"government"}
    titled = client.get("/v1/publications", params={"text": "CIRCULAR june"}).json()
    assert [item["title"] for item in titled["items"]] == ["Circular to safeguarding partners, June 2031"]
    old = client.get("/v1/publications", params={"status": "superseded"}).json()
    assert {item["status"] for item in old["items"]} == {"superseded"}
    housing = client.get("/v1/publications", params={"agency": ["housing", "probation"]}).json()
    assert ["housing" in item["agencies"] for item in housing["items"]] == [True]
    (one,) = client.get("/v1/publications", params={"publication": old["items"][0]["id"]}).json()["items"]
    assert one == old["items"][0]
    for name in ("kind", "status", "agency", "topic"):
        assert client.get("/v1/publications", params={name: "poem"}).status_code == 422


def test_a_publication_is_described_and_read(client: httpx.Client, panel: Panel) -> None:
    """A publication's text comes by blocks whose offsets are those of the verbatim text."""
    (item,) = client.get("/v1/publications", params={"text": "circular june"}).json()["items"]
    described = client.get(f"/v1/publications/{item['id']}").json()
    assert described == item | {"correspondence": None}
    read = client.get(f"/v1/publications/{item['id']}/text").raise_for_status().json()
    text = panel.store.record.text(item["id"]) or ""
    assert (read["publication"], read["characters"]) == (described, len(text))
    assert [block["id"] for block in read["blocks"]] == [f"b{n}" for n in range(len(read["blocks"]))]
    for block in read["blocks"]:
        assert block["text"] == "\n".join(text[s["start"] : s["end"]] for s in block["segments"])


def test_what_is_not_held_is_not_found(client: httpx.Client) -> None:
    """An unknown publication is a problem on each of its addresses."""
    for address in ("/v1/publications/none", "/v1/publications/none/text", "/v1/nothing", "/nothing"):
        assert client.get(address).json()["type"] == "/problems/not-found"


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(client: httpx.Client) -> None:
    """What may be done at an address is said in the header Allow."""
    response = client.put("/v1/answers")
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.json()["type"] == "/problems/method-not-allowed"


def test_what_only_staff_may_see_is_hidden(panel: Panel) -> None:
    """A publication that the caller may not see is as if it were not held."""
    (one, *_) = panel.store.record.current_publications()
    assert read_publication(panel, one.id, visibilities={Visibility.STAFF}) is None


def test_health_says_what_is_there(client: httpx.Client) -> None:
    """A live and ready service says so, and how much it holds."""
    assert client.get("/health/live").json() == {"status": "alive"}
    assert client.get("/health/ready").json() == {"status": "ready", "not_ready": {}, "publications": SAMPLES}


def test_every_response_is_safe_to_show(client: httpx.Client) -> None:
    """Answers and problems alike tell browsers not to guess, frame, keep or pass on."""
    for address in ("/v1/publications", "/nothing", "/health/live"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
