from __future__ import annotations

from pathlib import Path

import httpx

from assistant.bootstrap import Panel
from assistant.ingesting import ingest_collection
from ingest.collection import list_collection
from tests import correspondence
from tests.correspondence import LETTERS, Sent
from tests.ingest.letter_facts import IMOGEN
from tests.web.markup import Element
from tests.web.serving import get

NOTICE, REPLY = "Letter from Imogen Testwell to Minister, 14 January 2031", "The Minister for Families replies"


def hold(panel: Panel, folder: Path, *letters: Sent, visibility: str = "public") -> None:
    """Take letters in."""
    correspondence.write_letters(folder, letters, visibility=visibility)
    assert not ingest_collection(list_collection([folder]), store=panel.store, limits=panel.limits).failed


def open_page(client: httpx.Client, title: str) -> Element:
    """Return the page of the publication whose title begins so, as one finds it in the list."""
    listed = get(client, "/publications?kind=letter").find("main").find_all(class_="panel-items")[0].find_all("a")
    (link,) = [link for link in listed if link.text.startswith(title)]
    return get(client, link["href"])


def items(page: Element) -> list[Element]:
    """Return what a page lists under "Correspondence"; nothing when it has no such heading."""
    headings = [heading.text for heading in page.find_all("h2")]
    return page.find_all(class_="panel-items")[0].find_all("li") if "Correspondence" in headings else []


def test_a_reply_says_what_it_answers(client: httpx.Client) -> None:
    """The page names the letter with its date and parties, links to it, and leads to the own words that say so."""
    (item,) = items(open_page(client, REPLY))
    assert item.text == (
        f"This letter answers {NOTICE} 14 January 2031, from Imogen Testwell to Minister"
        " This letter says: “Your letter of 14th January”"
    )
    letter, words = item.find_all("a")
    assert get(client, letter["href"]).find("h1").text == NOTICE
    assert get(client, words["href"]).find("mark").text == "Your letter of 14th January"


def test_a_letter_says_what_answered_it(client: httpx.Client) -> None:
    """The page of the letter names the reply, and leads to the words in the reply that say so."""
    (item,) = items(open_page(client, NOTICE))
    assert item.text.startswith(f"This letter was answered by {REPLY}")
    assert item.text.endswith(
        "27 February 2031, from Rowan Fictley to Imogen Testwell The reply says: “Your letter of 14th January”"
    )
    reply, words = item.find_all("a")
    assert get(client, reply["href"]).find("h1").text.startswith(REPLY)
    assert get(client, words["href"]).find("mark").text == "Your letter of 14th January"


def test_a_letter_that_nothing_answers_has_no_list(client: httpx.Client) -> None:
    """Where nothing is linked there is no heading and no list."""
    assert items(open_page(client, "Letter from Imogen Testwell to Ms Whimsley")) == []


def test_a_doubt_is_told_as_a_doubt(own_panel: Panel, own_client: httpx.Client, tmp_path: Path) -> None:
    """An answer that fits two letters names both and says that it is not known which; both say that they may be it."""
    hold(own_panel, tmp_path / "letters", *LETTERS)
    (doubt, *letters) = items(open_page(own_client, correspondence.DOUBTFUL))
    assert doubt.text.startswith("This letter may answer one of these. Its words do not say which.")
    assert sorted(letter.find_all("a")[0].text for letter in letters) == sorted(correspondence.TWINS)
    for title in correspondence.TWINS:
        (item,) = items(open_page(own_client, title))
        assert item.text.startswith(f"This letter may have been answered by {correspondence.DOUBTFUL}")
        assert "which may answer another one instead" in item.text


def test_a_correspondence_is_shown_whole(own_panel: Panel, own_client: httpx.Client, tmp_path: Path) -> None:
    """Of three letters that answer one another the first shows the second as its answer, and the third as well."""
    hold(own_panel, tmp_path / "letters", *LETTERS)
    shown = [item.text for item in items(open_page(own_client, correspondence.FIRST))]
    assert [text.partition(f" {name}")[0] for text, name in zip(shown, ("Homes, the", "Homes, a"), strict=True)] == [
        "This letter was answered by",
        "Part of the same correspondence:",
    ]


def test_the_public_is_told_of_no_letter_for_staff(own_panel: Panel, own_client: httpx.Client, tmp_path: Path) -> None:
    """A reply that only staff may see is on no page, and neither is that there is one."""
    hold(own_panel, tmp_path / "public", LETTERS[0])
    hold(own_panel, tmp_path / "staff", LETTERS[1], visibility="staff")
    assert items(open_page(own_client, correspondence.FIRST)) == []


def test_what_letters_say_is_text(own_panel: Panel, own_client: httpx.Client, tmp_path: Path) -> None:
    """HTML in the title of a letter is shown as it is written."""
    hostile = Sent("<b>Homes</b>", IMOGEN, LETTERS[1].date, LETTERS[1].greeted, LETTERS[1].begins)
    hold(own_panel, tmp_path / "letters", LETTERS[0], hostile)
    (item,) = items(open_page(own_client, correspondence.FIRST))
    assert item.text.startswith("This letter was answered by <b>Homes</b>")
    assert item.find_all("b") == []
