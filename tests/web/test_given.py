from __future__ import annotations

import datetime as dt
from pathlib import Path

from assistant.answers import AnswerWarning, Outcome, Question, Statement
from assistant.bootstrap import Panel
from assistant.ingesting import ingest_collection
from assistant.web.given import find_given
from ingest.collection import list_collection
from ingest.documents import Visibility
from tests.samples import COUNT
from tests.web.serving import ask, get, visit_pages
from vectorstore.conversations import KeptAnswer
from vectorstore.publications import PublicationFilter

SIDECAR = "title: A memo\nkind: letter\nspeaker: panel\nvisibility: {visibility}\nstatus: {status}\nfictional: true\n"
MEMO = "The visiting team counted forty-one rainbows over the harbour.\n"
QUESTION = "How many rainbows did the visiting team count over the harbour?"


def hold(panel: Panel, folder: Path, text: str = MEMO, **described: str) -> None:
    """Take in a memo without a date, or a new edition of it."""
    sidecar = SIDECAR.format_map({"visibility": "public", "status": "current", **described})
    place = folder / "in" / "memo.txt"
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")
    place.with_name("memo.txt.meta.yaml").write_text(sidecar, encoding="utf-8")
    assert not ingest_collection(list_collection([place.parent]), store=panel.store, limits=panel.limits).failed


def test_an_answer_comes_back_with_its_history(own_panel: Panel) -> None:
    """An answer that was given is found by its id, with what was said before it and what it shows."""
    answer = own_panel.ask(Question("What should a swift review do?"))
    given = find_given(own_panel, answer.answer_id)
    assert given
    assert (given.answer, given.history) == (answer, ())
    assert set(given.publications) == {citation.publication_id for citation in answer.citations}
    assert find_given(own_panel, "") is None


def test_what_only_staff_may_see_is_on_no_page(own_panel: Panel, tmp_path: Path) -> None:
    """A publication for staff, and an answer that quotes one, are for these pages as if they were not there."""
    hold(own_panel, tmp_path, visibility="staff")
    everyone = PublicationFilter(visibilities=frozenset(Visibility))
    answer = own_panel.ask(Question(QUESTION, wanted=everyone))
    (memo,) = [one for one in own_panel.store.record.current_publications(everyone) if one.title == "A memo"]
    assert memo.id in {citation.publication_id for citation in answer.citations}
    with visit_pages(own_panel) as client:
        get(client, f"/answers/{answer.answer_id}", status=404)
        get(client, f"/publications/{memo.id}", status=404)
        assert client.post("/", data={"question": "And?", "previous": answer.answer_id}).status_code == 422
        for page in (get(client, "/"), get(client, "/publications"), ask(client, QUESTION)):
            assert f"{COUNT} publications" in page.find("main").text
            assert "rainbows over" not in page.text
            assert "A memo" not in page.text


def test_quoted_words_are_opened_in_their_own_edition(own_panel: Panel, tmp_path: Path) -> None:
    """When a new edition has moved the quoted words, the old answer opens the earlier one, which says what it is."""
    hold(own_panel, tmp_path)
    with visit_pages(own_panel) as client:
        address = client.post("/", data={"question": QUESTION}).headers["location"]
        figure = next(one for one in get(client, address).find_all("figure") if "forty-one" in one.text)
        before = figure.find_all("a")[0]["href"]
        assert "forty-one" in get(client, before).find_all("mark")[0].text
        hold(own_panel, tmp_path, f"On some days there was nothing to count at all.\n\n{MEMO}")
        figure = next(one for one in get(client, address).find_all("figure") if "forty-one" in one.text)
        page = get(client, figure.find_all("a")[0]["href"])
        assert "forty-one" in page.find_all("mark")[0].text
        assert "This is an earlier edition" in page.find("main").text
        latest = next(one["href"] for one in page.find_all("a") if one.text == "Read the latest edition")
        assert latest == before.partition("?")[0]
        assert "nothing to count" in get(client, latest).find("main").text
        get(client, f"{latest}?edition=none", status=404)


def test_a_withdrawn_publication_says_so(own_panel: Panel, tmp_path: Path) -> None:
    """What has been withdrawn can still be read, says that it has been, and is on no list."""
    hold(own_panel, tmp_path)
    (memo,) = [one for one in own_panel.store.record.current_publications() if one.title == "A memo"]
    own_panel.store.record.withdraw(own_panel.store.record.locators_under("file", str(tmp_path)))
    own_panel.store.follow()
    with visit_pages(own_panel) as client:
        page = get(client, f"/publications/{memo.id}")
        assert "This publication has been withdrawn" in page.find("main").text
        assert "A memo" not in get(client, "/publications").text


def test_what_is_not_known_or_not_final_is_said(own_panel: Panel, tmp_path: Path) -> None:
    """A draft without a date is called both on the answer, in the list and over its text."""
    hold(own_panel, tmp_path, status="draft")
    with visit_pages(own_panel) as client:
        figure = next(one for one in ask(client, QUESTION).find_all("figure") if "forty-one" in one.text)
        listed = next(one for one in get(client, "/publications").find_all("li") if "A memo" in one.text)
        document = get(client, figure.find_all("a")[0]["href"]).find("main").text
    assert "Date not known" in figure.text
    assert "date not known" in listed.text
    assert "Date not known" in document
    assert "Draft" in [tag.text for tag in figure.find_all(class_="govuk-tag")]
    assert "Draft" in [tag.text for tag in listed.find_all(class_="govuk-tag")]
    assert "This is a draft" in document


def test_everything_an_answer_can_say_is_shown(own_panel: Panel) -> None:
    """Parts of a question, labels, an answer's own words, several readings and the length of a list are all told."""
    plain = own_panel.ask(Question("What should a swift review do?"))
    own = plain.citations[0].id
    answer = plain.model_copy(
        update={
            "answer_id": "full",
            "outcome": Outcome.NEEDS_CLARIFICATION,
            "question": None,
            "statements": (
                Statement(text="In short: four things.", kind="summary", group="The first part", citations=(own,)),
                Statement(
                    text="x", kind="quotation", label="recommendation", group="The second part", citations=(own,)
                ),
                Statement(text="Nobody can say more.", kind="notice"),
            ),
            "warnings": (AnswerWarning(kind="as_at", message="All of this is old."),),
            "readings": ("Do you mean the first edition?",),
            "unanswered": ("No date was found.",),
            "total": 12,
            "more_url": "/publications?kind=guidance",
        }
    )
    kept = KeptAnswer("full", (), answer.model_dump_json(), dt.datetime(2031, 1, 1, tzinfo=dt.UTC))
    own_panel.conversations.keep(kept)
    with visit_pages(own_panel) as client:
        page = get(client, "/answers/full").find("main")
    assert page.find("h1").text == "A question that is not kept"
    assert [heading.text for heading in page.find_all("h3")] == ["The first part", "The second part"]
    assert "Recommendation" in [tag.text for tag in page.find_all(class_="govuk-tag")]
    for words in (
        "In short: four things.",
        "Nobody can say more.",
        "All of this is old.",
        "Do you mean the first edition?",
        "No date was found.",
        "The whole list has 12 entries.",
    ):
        assert words in page.text
    assert page.find("a", href="/publications?kind=guidance").text == "See all of them"
