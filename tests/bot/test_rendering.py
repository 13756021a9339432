from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import AnswerWarning, Citation, Nearest, Outcome, Searched, Statement
from assistant.words import without_marks
from bot.rendering import escape, join_texts, pack, render_answer, split
from ingest.documents import Segment, Speaker
from tests.bot.conftest import make_answer
from tests.conftest import ROOT
from tests.fakes.slack import MENTION, MOST_BLOCKS, MOST_IN_MESSAGE, MOST_IN_SECTION


def cite(number: int = 1, **more: Any) -> Citation:
    """Return a citation of a fictional letter."""
    own: dict[str, Any] = {
        "id": number,
        "publication_id": "p 1",
        "edition_id": "e1",
        "file": "letter.txt",
        "title": "Letter to partners",
        "kind": "letter",
        "speaker": Speaker.PANEL,
        "published": dt.date(2031, 5, 21),
        "as_at": dt.date(2031, 5, 21),
        "section": (),
        "page": 2,
        "quote": "It was said.",
        "segments": (Segment(10, 22, 2),),
        "url": None,
        "status": "current",
    }
    return Citation(**own | more)


def say(*texts: str, **more: Any) -> str:
    """Return what an answer of some quotations from one letter looks like, in all its messages."""
    statements = [Statement(text=text, kind="quotation", citations=(n,)) for n, text in enumerate(texts, start=1)]
    citations = [cite(n, **more) for n in range(1, len(texts) + 1)]
    answer = make_answer("Who?", outcome=Outcome.ANSWERED, statements=tuple(statements), citations=tuple(citations))
    return join_texts(render_answer(answer, pages="https://pages.example/"))


def test_a_source_is_named_once_under_what_it_says() -> None:
    """Quotations come first; those of one place share one line with title, date and page."""
    said = say("It was said.", "It was said again.")
    assert said.splitlines()[:4] == ["> It was said.", "", "> It was said again.", ""]
    assert said.count("Letter to partners, 21 May 2031, page 2") == 1


def test_a_source_is_linked_where_it_can_be_read() -> None:
    """The publication's own address comes first, then that of our pages; what is no web address is no link."""
    assert "<https://panel.example/a%7Cb#page=2|Letter" in say("x", url="https://panel.example/a|b#page=2")
    assert "<https://pages.example/publications/p%201?quote=10-22#quoted|Letter" in say("x")
    assert "— Letter" in say("x", url="javascript:alert(1)")


def test_the_items_of_a_list_stand_on_lines_of_their_own() -> None:
    """Each item is quoted on its own line."""
    assert say("These:\n- one\n- two").startswith("> These:\n> - one\n> - two\n")


def test_what_must_be_known_is_said() -> None:
    """Warnings, what was not found, what comes near and where else to look are all there."""
    answer = make_answer(
        "Who?",
        unanswered=("No date was found.",),
        warnings=(AnswerWarning(kind="fictional", message="It is a <sample>."),),
        nearest=(
            Nearest(
                edition_id="e1",
                publication_id="p1",
                title="A letter",
                quote="Near.",
                url=None,
                segments=(Segment(0, 5, None),),
            ),
        ),
    )
    said = join_texts(render_answer(answer, pages=None))
    for words in (
        "*The publications held do not",
        "No date",
        "It is a &lt;sample&gt;.",
        "> Near.",
        "NSPCC",
        "Searched 8",
    ):
        assert words in said


@given(st.lists(st.text(min_size=1, max_size=9000), min_size=1, max_size=12))
def test_every_answer_keeps_every_limit_and_every_word(texts: list[str]) -> None:
    """Whatever is quoted, no message is too long, nothing in it calls anybody, and nothing is left out."""
    messages = pack([f"> {escape(' '.join(without_marks(text).split()))}" for text in texts])
    for message in messages:
        sections = [block["text"]["text"] for block in message.blocks]
        assert 0 < len(sections) <= MOST_BLOCKS
        assert max(map(len, sections)) <= MOST_IN_SECTION
        assert sum(map(len, sections)) + len(message.text) <= MOST_IN_MESSAGE
        assert MENTION.search(message.text) is None
        assert message.text == "\n\n".join(sections)
    said = html.unescape("".join(message.text for message in messages))
    wanted = "".join(" ".join(without_marks(text).split()) for text in texts)
    assert "".join(said.replace("> ", "").split()) == "".join(wanted.replace("> ", "").split())


def test_a_long_word_is_cut_beside_an_escaped_sign() -> None:
    """Where there is no space to cut at, an escaped sign stays in one piece."""
    parts = list(split("x" * 95 + escape("<") * 5, most=97))
    assert "".join(parts) == "x" * 95 + "&lt;" * 5
    assert all(part.count("&") == part.count(";") for part in parts)


def test_the_manifest_asks_for_what_is_needed() -> None:
    """The app hears mentions and direct messages, may answer them, and asks for no other right."""
    manifest = yaml.safe_load((ROOT / "bot" / "manifest.yaml").read_text(encoding="utf-8"))
    assert manifest["oauth_config"]["scopes"]["bot"] == ["app_mentions:read", "chat:write", "im:history"]
    events = manifest["settings"]["event_subscriptions"]
    assert (events["bot_events"], events["request_url"][-13:]) == (["app_mention", "message.im"], "/slack/events")
    assert len(manifest["display_information"]["description"]) <= 140


def test_every_place_of_a_quotation_is_named() -> None:
    """A list that goes over two pages names both; our pages mark all that is quoted at each."""
    statement = Statement(text="- one\n- two\n- three", kind="quotation", citations=(1, 2, 3))
    citations = (cite(1), cite(2, segments=(Segment(30, 40, 2),)), cite(3, page=3))
    answer = make_answer("Who?", outcome=Outcome.ANSWERED, statements=(statement,), citations=citations)
    lines = join_texts(render_answer(answer, pages="https://pages.example")).splitlines()
    assert lines[4].startswith("— <https://pages.example/publications/p%201?quote=10-22,30-40#quoted|Letter")
    assert (lines[4][-7:], lines[5][-7:]) == ("page 2>", "page 3>")


def test_words_of_our_own_are_not_shown_as_quoted() -> None:
    """A notice has no source and no mark of a quotation; ways to understand a question are listed under it."""
    notice = Statement(text="Please ask about one of these.", kind="notice")
    answer = make_answer("Who?", outcome=Outcome.NEEDS_CLARIFICATION, statements=(notice,), readings=("A <b>", "C"))
    lines = join_texts(render_answer(answer, pages=None)).splitlines()
    assert lines[0] == "Please ask about one of these."
    assert lines[3:5] == ["• A &lt;b&gt;", "• C"]


def test_danger_is_told_first_and_personal_data_with_what_to_ask() -> None:
    """Whom to call stands before what is quoted; a safer wording is offered as such, and no search is spoken of."""
    call = Statement(text="Call 999.", kind="notice")
    quotation = Statement(text="Verbatim words.", kind="quotation", citations=(1,))
    danger = make_answer("Who?", outcome=Outcome.IMMEDIATE_DANGER, statements=(call, quotation), citations=(cite(1),))
    lines = join_texts(render_answer(danger, pages=None)).splitlines()
    assert lines.index("Call 999.") < lines.index("> Verbatim words.")
    private = make_answer("", outcome=Outcome.PERSONAL_DATA, statements=(call,), readings=("burns in babies",))
    text = join_texts(render_answer(private, pages=None))
    assert "You could ask instead:\n• burns in babies" in text
    assert "earched" not in text


def test_what_was_searched_is_told_in_words() -> None:
    """Dates and numbers are written as people say them, also when nothing is held."""
    dates = {"from_": dt.date(2031, 5, 3), "to": dt.date(2032, 1, 21)}
    for searched, said in (
        (Searched(publications=1, **dates), "Searched 1 publication, published from 3 May 2031 to 21 January 2032."),
        (Searched(publications=0, from_=None, to=None), "Nothing is held yet, so there was nothing to search."),
    ):
        answer = make_answer("Who?").model_copy(update={"searched": searched})
        assert f"_{said}_" in join_texts(render_answer(answer, pages=None))


@given(
    st.lists(st.tuples(st.text(max_size=4000), st.text(max_size=300), st.text(max_size=3000)), max_size=60),
    st.lists(st.text(max_size=400), max_size=20),
)
def test_any_answer_can_be_posted(quoted: list[tuple[str, str, str]], notes: list[str]) -> None:
    """Whatever is quoted, under whatever title and address, every message is within all limits and calls nobody."""
    citations = [
        cite(number, title=title, url=f"https://{url}", page=number) for number, (_, title, url) in enumerate(quoted)
    ]
    statements = [
        Statement(text=text, kind="quotation", citations=(number,)) for number, (text, *_) in enumerate(quoted)
    ]
    answer = make_answer("Who?", statements=tuple(statements), citations=tuple(citations), unanswered=tuple(notes))
    messages = render_answer(answer, pages=None)
    for message in messages:
        texts = [block["text"]["text"] for block in message.blocks]
        assert all(0 < len(text) <= MOST_IN_SECTION for text in texts)
        assert 0 < len(texts) <= MOST_BLOCKS
        assert sum(map(len, texts)) + len(message.text) < 12_000
        assert MENTION.search(message.text) is None
        assert all(link.startswith("<https://") for link in re.findall(r"<[^>]*>?", message.text))
    said = html.unescape("".join(join_texts(messages).split()))
    assert all("".join(title.split()) in said for _, title, _ in quoted)


def test_that_more_is_held_is_said_in_one_line() -> None:
    """An answer with more says how to get it, the last one that there is no more, and others say nothing of it."""
    more, last, plain = (
        join_texts(render_answer(make_answer(text, citations=(cite(),), more=more), pages=None))
        for text, more in (("Who?", True), ("more", False), ("Who?", False))
    )
    assert more.count("_More is held: ask for “more” in this thread._") == 1
    assert last.count("_No more is quoted for this question._") == 1
    assert not re.search("more", plain, re.IGNORECASE)


def test_a_monstrous_address_is_no_link() -> None:
    """An address too long to be whole in a section is left out, and the source is named all the same."""
    said = say("x", url="https://panel.example/" + "a" * 4000)
    assert "— Letter to partners, 21 May 2031, page 2" in said


@pytest.mark.parametrize(("text", "safe"), [("<!channel>", "&lt;!channel&gt;"), ("a & <@U1>", "a &amp; &lt;@U1&gt;")])
def test_document_text_is_harmless(text: str, safe: str) -> None:
    """What would call people or lead them astray is shown as it is written."""
    assert f"> {safe}" in say(text)


def test_a_list_that_goes_on_says_where() -> None:
    """Of a list that is not shown whole, it is said how many entries it has, linked to where they are."""
    shown: dict[str, Any] = {"total": 1234, "more_url": "https://pages.example/recommendations?to=police"}
    said = join_texts(render_answer(make_answer("Who?", outcome=Outcome.ANSWERED, **shown), pages=None))
    assert "<https://pages.example/recommendations?to=police|See all 1,234>" in said
    plain = make_answer("Who?", outcome=Outcome.ANSWERED, total=3, more_url="/recommendations")
    assert "See all 3" in join_texts(render_answer(plain, pages=None))
