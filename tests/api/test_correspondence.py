from __future__ import annotations

from typing import Any

import httpx

NOTICE, REPLY = "Letter from Imogen Testwell to Minister, 14 January 2031", "The Minister for Families replies"


def find(client: httpx.Client, title: str) -> str:
    """Return the id of the publication with a title that begins so."""
    items = client.get("/v1/publications", params={"kind": "letter"}).raise_for_status().json()["items"]
    (found,) = [item["id"] for item in items if item["title"].startswith(title)]
    return str(found)


def describe(client: httpx.Client, title: str, **asked: str) -> Any:
    """Return what is told of the letters that a publication is linked with."""
    answer = client.get(f"/v1/publications/{find(client, title)}", params=asked).raise_for_status()
    return answer.json()["correspondence"]


def test_both_letters_tell_of_their_link(client: httpx.Client) -> None:
    """A letter names the reply to it, the reply what it answers, both with the words of the reply that say so."""
    notice, reply = describe(client, NOTICE), describe(client, REPLY)
    (answering,), (answered,) = notice["answered_by"], reply["answers"]
    assert (answering["letter"]["publication_id"], answered["letter"]["publication_id"]) == (
        find(client, REPLY),
        find(client, NOTICE),
    )
    assert (answered["letter"]["sent"], answered["letter"]["sender"]) == ("2031-01-14", "Imogen Testwell")
    assert answering["words"] == answered["words"] == "Your letter of 14th January"


def test_the_words_stand_where_they_are_said_to_stand(client: httpx.Client) -> None:
    """The offsets of the reason lie in a block of the reply's verbatim text, in which the words begin."""
    (answered,) = describe(client, REPLY)["answers"]
    (segment,) = answered["segments"]
    blocks = client.get(f"/v1/publications/{find(client, REPLY)}/text").json()["blocks"]
    (words,) = [
        block["text"][segment["start"] - own["start"] : segment["end"] - own["start"]]
        for block in blocks
        for own in block["segments"]
        if own["start"] <= segment["start"] and segment["end"] <= own["end"]
    ]
    assert words == "Your letter of 14<sup>th</sup> January"


def test_a_reply_is_not_known_before_its_day(client: httpx.Client) -> None:
    """As of a day before the reply was sent the letter had none, and the reply is not found."""
    assert describe(client, NOTICE, as_of="2031-02-26") is None
    assert describe(client, NOTICE, as_of="2031-02-27")["answered_by"]
    early = client.get(f"/v1/publications/{find(client, REPLY)}", params={"as_of": "2031-02-26"})
    assert (early.status_code, early.json()["type"]) == (404, "/problems/not-found")
    wrong = client.get(f"/v1/publications/{find(client, REPLY)}", params={"as_of": "yesterday"})
    assert (wrong.status_code, wrong.json()["errors"][0]["where"]) == (422, "query.as_of")


def test_what_is_read_says_it_as_well(client: httpx.Client) -> None:
    """With the text of a letter comes the same correspondence; what is linked with nothing has none."""
    text = client.get(f"/v1/publications/{find(client, NOTICE)}/text").json()
    assert text["publication"]["correspondence"] == describe(client, NOTICE)
    assert describe(client, "Letter from Imogen Testwell to Ms Whimsley") is None


def test_the_schema_shows_a_correspondence(client: httpx.Client) -> None:
    """OpenAPI describes a publication with its correspondence, of which it has an example."""
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    assert "correspondence" in schemas["PublicationDetails"]["properties"]
    (example,) = schemas["Correspondence"]["examples"]
    assert example["answers"][0]["words"]
