from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import urlsplit

import httpx
import pytest

from assistant.bootstrap import Panel
from tests.samples import COUNT
from tests.web.markup import Element
from tests.web.serving import ask, get

RECORDS = "How many working days did health visiting records take to arrive?"
MOVES = "What happens when a child moves to another area?"
CABLES = "What is the guidance on submarine cables?"
BREAD = "How do I bake sourdough bread?"
DANGER = "A girl in my class has just told me her dad hits her and she is frightened to go home tonight, what do I do?"
PRIVATE = "Which guidance covers burns in babies? The file has NHS number 943 476 5919."
REQUEST = "Under the Freedom of Information Act 2000 please send me all the emails you hold about rapid reviews."
REVIEW = "Between Two Doors: second national review"
MISSING = "/answers/0123456789abcdef0123456789abcdef"


def test_the_first_page_asks_and_says_what_is_held(client: httpx.Client) -> None:
    """The first page has one question to fill in, warns against names, and names what is searched."""
    page = get(client, "/")
    assert page.find("h1").text == "What do you want to know?"
    assert page.find("textarea")["id"] == page.find("h1").find("label")["for"]
    assert page.find(id="question-hint").text == "Do not include names or details of a case."
    assert page.find(class_="govuk-character-count")["data-maxlength"] == "2000"
    words = page.find("main").text
    assert f"{COUNT} publications, published from 14 January 2031 to 14 June 2034" in words
    assert "Letter (3)" in words
    assert "fictional samples" in words


def test_the_first_page_of_an_empty_record_says_so(empty_client: httpx.Client) -> None:
    """With nothing held the page says that nothing can be answered and how to mend it."""
    assert "Nothing is held yet" in get(empty_client, "/").find("main").text
    answer = ask(empty_client, RECORDS)
    assert "there was nothing to search" in answer.find("main").text
    assert get(empty_client, "/publications").find("h2").text == "0 publications"


def test_a_question_leads_to_the_page_of_its_answer(client: httpx.Client) -> None:
    """A form that is sent leads on to the answer's address, in which the question does not stand."""
    sent = client.post("/", data={"question": RECORDS})
    assert sent.status_code == 303
    assert re.fullmatch(r"/answers/[0-9a-f]{32}", sent.headers["location"])
    page = get(client, sent.headers["location"])
    assert page.find("h1").text == RECORDS
    assert page.find("title").text == f"{RECORDS} – Panel assistant"


def test_a_quotation_has_its_source_under_it(client: httpx.Client) -> None:
    """Under the quoted words stand title, section, who said them, as at which date, and that they are a sample."""
    figure = ask(client, RECORDS).find("figure")
    assert "3.1 Health visiting records took 34 working days to arrive" in figure.find("blockquote").text
    caption = figure.find("figcaption")
    assert caption.find("cite").text == REVIEW
    assert "under “Finding A: records travel more slowly than families”" in caption.text
    assert "As at 24 May 2032" in caption.text
    assert [tag.text for tag in caption.find_all(class_="govuk-tag")] == [
        "The Panel",
        "Fictional sample, not a real publication",
    ]


def test_a_quotation_leads_to_its_place_and_to_its_source(client: httpx.Client) -> None:
    """One link opens the document at exactly the quoted words, the other opens it at its publisher."""
    here, source = ask(client, RECORDS).find("figcaption").find_all("a")
    assert source["href"] == "https://panel.example/reviews/between-two-doors"
    assert "noopener" in source["rel"]
    assert urlsplit(here["href"]).fragment == "quoted"
    page = get(client, here["href"])
    marks = page.find_all("mark")
    assert [mark["id"] for mark in marks] == ["quoted", *("" for _ in marks[1:])]
    assert marks[0].text.startswith("3.1 Health visiting records took 34 working days to arrive")


def test_a_list_is_shown_in_its_rows(client: httpx.Client) -> None:
    """A quoted list keeps its lead-in, its rows and its numbers."""
    quotations = ask(client, "What should a swift review do?").find_all("blockquote")
    (quotation,) = [one for one in quotations if "A swift review should do four things" in one.text]
    assert quotation.find_all("p")[0].text == "A swift review should do four things:"
    assert [item.text.split()[0] for item in quotation.find_all("li")] == ["1.", "2.", "3.", "1."]


def test_quotations_of_one_source_share_its_line(client: httpx.Client) -> None:
    """Quotations that follow each other, of one publication and one kind, stand over one title."""
    page = ask(client, "What should a swift review do?")
    figures = page.find_all("figure")
    titles = [(one.find("cite").text, [tag.text for tag in one.find_all("strong")]) for one in figures]
    assert len(page.find_all("blockquote")) > len(titles)
    assert all(before != after for before, after in pairwise(titles))


def test_a_replaced_edition_is_marked(client: httpx.Client) -> None:
    """A quotation from a superseded edition carries a tag and a warning, and so does the document itself."""
    figures = ask(client, "What should a swift review do?").find_all("figure")
    first = next(figure for figure in figures if "(first edition)" in figure.find("cite").text)
    assert "Replaced by a later edition" in [tag.text for tag in first.find_all(class_="govuk-tag")]
    assert "has been replaced by a later edition" in first.find(class_="govuk-warning-text").text
    document = get(client, first.find_all("a")[0]["href"].partition("?")[0])
    warnings = [warning.text for warning in document.find_all(class_="govuk-warning-text")]
    assert any("This publication has been replaced by a later edition." in warning for warning in warnings)
    assert any("This is a fictional sample, not a real publication." in warning for warning in warnings)


def test_what_is_not_held_is_said_with_what_comes_nearest(client: httpx.Client) -> None:
    """Without an answer the page says so, what was searched, what is nearest and where, and where else to look."""
    page = ask(client, CABLES)
    headings = [heading.text for heading in page.find("main").find_all("h2")]
    assert headings[:2] == ["The publications held do not answer this.", "The nearest that is held"]
    assert f"{COUNT} publications" in page.find("main").text
    assert "NSPCC" in page.find("main").text
    assert page.find_all("figure")
    for figure in page.find_all("figure"):
        place = get(client, figure.find("figcaption").find_all("a")[0]["href"])
        assert place.find_all("mark")


def test_danger_is_told_whom_to_call_before_anything_else(client: httpx.Client) -> None:
    """Whoever tells of a child in danger reads 999 first, as a warning; quotations below are said to be no advice."""
    main = ask(client, DANGER).find("main")
    assert main.find_all("h2")[0].text == "Is a child in danger now?"
    first, *_ = main.find_all(class_="govuk-warning-text")
    assert "call 999 now" in first.text
    told, quoted = main.text.index("0808 800 5000"), main.text.find("It is not advice on this case")
    assert bool(main.find_all("figure")) == (quoted > told)


@pytest.mark.parametrize(
    ("question", "heading", "said"),
    [
        (PRIVATE, "Take personal data out of your question.", "an NHS number"),
        (REQUEST, "A person must deal with this request.", "within 20 working days"),
        (BREAD, "This is not something that is searched for here.", "seems to be about something else"),
    ],
)
def test_what_is_not_searched_says_why(client: httpx.Client, question: str, heading: str, said: str) -> None:
    """A question that is not searched ends in a page that says why, without sources and without what was searched."""
    page = ask(client, question)
    assert page.find("main").find_all("h2")[0].text == heading
    assert said in page.find("main").text
    assert not page.find("main").find_all("figure")
    assert "What was searched" not in page.find("main").text
    assert "943 476 5919" not in page.text


def test_a_follow_up_is_understood_with_the_question_before(client: httpx.Client) -> None:
    """The form under an answer asks on: the next answer says how the question was understood."""
    page = ask(client, RECORDS)
    fields = _hidden(page)
    assert set(fields) == {"previous"}
    followed = ask(client, "And what was the standard?", **fields)
    assert followed.find("h1").text == "And what was the standard?"
    assert f"this was understood as: {RECORDS}" in followed.find("main").text


def test_more_is_shown_by_a_button(client: httpx.Client) -> None:
    """A button under an answer leads to a longer one of the same question, with the same filters, until that is all."""
    page = ask(client, MOVES, kind="national_review")
    longer = _press_for_more(client, page)
    assert longer.find("h1").text == MOVES
    assert longer.find(class_="govuk-caption-l").text == "You asked for more"
    assert "understood as" not in longer.text
    assert _hidden(longer)["kind"] == "national_review"
    assert "Of these, only: National review." in longer.find("main").text
    assert _count_quoted(longer) > _count_quoted(page)
    assert "No more" not in longer.find("main").text
    last = _press_for_more(client, longer)
    assert _count_quoted(last) > _count_quoted(longer)
    assert not last.find_all("button", name="more")
    assert "No more is quoted for this question." in last.find("main").text


def test_more_of_a_follow_up_keeps_what_it_follows(client: httpx.Client) -> None:
    """The longer answer to a follow-up is understood with the question before it, as the shorter one was."""
    page = ask(client, MOVES)
    followed = ask(client, "And what should be done about it?", **_hidden(page))
    longer = _press_for_more(client, followed)
    assert longer.find("h1").text.startswith(f"{MOVES} ")
    assert longer.find("h1").text.endswith("And what should be done about it?")


def test_what_is_whole_has_no_button(client: httpx.Client) -> None:
    """Where no more would be quoted, nothing offers more."""
    assert not ask(client, CABLES).find_all("button", name="more")
    assert not ask(client, BREAD).find_all("button", name="more")


def test_a_follow_up_to_an_unknown_answer_is_refused(client: httpx.Client) -> None:
    """When the answer before is not kept the page says to ask the whole question, and keeps what was typed."""
    sent = client.post("/", data={"question": "And then?", "previous": "none"})
    assert sent.status_code == 422
    assert "no longer kept" in sent.text
    assert ">And then?</textarea>" in sent.text


def test_filters_go_with_the_question(client: httpx.Client) -> None:
    """Filters limit the search, are named on the answer's page, and go on with a follow-up."""
    page = ask(client, "What will the review do?", kind="terms_of_reference")
    assert {figure.find("cite").text for figure in page.find_all("figure")} == {
        "Second national review: terms of reference"
    }
    assert "Of these, only: Terms of reference." in page.find("main").text
    assert _hidden(page)["kind"] == "terms_of_reference"


AS_OF = {"as-of-day": "30", "as-of-month": "6", "as-of-year": "2032"}


def test_an_answer_as_of_a_day_goes_by_what_stood(client: httpx.Client) -> None:
    """As of a day the answer says so, quotes what stood then as current, and nothing that came later."""
    page = ask(client, "What should a swift review do?", **AS_OF)
    assert page.find(class_="govuk-caption-l").text == "You asked, as it stood on 30 June 2032"
    assert "This is what stood on 30 June 2032; later texts were left out." in page.find("main").text
    titles = {figure.find("cite").text for figure in page.find_all("figure")}
    assert any("(first edition)" in title for title in titles)
    assert not any("(second edition)" in title for title in titles)


def test_a_follow_up_keeps_its_day(client: httpx.Client) -> None:
    """A question asked under an answer as of a day is answered as of that day."""
    page = ask(client, "What should a swift review do?", **AS_OF)
    fields = _hidden(page)
    assert {name: fields[name] for name in AS_OF} == AS_OF
    followed = ask(client, "And how soon must it be done?", **fields)
    assert followed.find(class_="govuk-caption-l").text == "You asked, as it stood on 30 June 2032"
    assert "later texts were left out" in followed.find("main").text


def test_before_anything_stood_there_was_nothing_to_search(client: httpx.Client) -> None:
    """As of a day before the first publication the page says so, and not that nothing is held."""
    page = ask(client, RECORDS, **{"as-of-year": "2029"})
    assert "Nothing that is held had been published by that day" in page.find("main").text


def test_the_list_as_of_a_day_holds_what_stood(client: httpx.Client) -> None:
    """As of a day the list has what was published by then, and says which day it goes by."""
    page = get(client, "/publications?as-of-day=27&as-of-month=2&as-of-year=2031")
    assert [link.text for link in page.find(class_="panel-items").find_all("a")] == [
        "The Minister for Families replies on the second national review",
        "Letter from Imogen Testwell to Minister, 14 January 2031",
    ]
    assert "Only: as it stood on 27 February 2031." in page.find("main").text


def test_an_answer_is_said_to_be_old_when_the_record_has_changed(own_client: httpx.Client, own_panel: Panel) -> None:
    """After a change of the record the page offers to ask again, and still shows the answer as it was given."""
    page = ask(own_client, RECORDS)
    address = f"/answers/{_hidden(page)['previous']}"
    assert "has changed since" not in get(own_client, address).text
    store = own_panel.store
    store.record.withdraw(store.record.locators_under("file", "")[:1])
    store.follow()
    old = get(own_client, address)
    assert "What is held has changed since this answer was given." in old.text
    again = ask(own_client, RECORDS, again=_hidden(page)["previous"])
    assert f"{COUNT - 1} publications" in again.find("main").text


@pytest.mark.parametrize(
    "address", [MISSING, "/answers/x", "/publications/none", "/publications/a/b", "/answers/%00", "/publications/%00"]
)
def test_what_is_not_there_has_its_own_page(client: httpx.Client, address: str) -> None:
    """An unknown answer or publication is a page with a way on, and the right status."""
    page = get(client, address, status=404)
    assert page.find("h1").text.startswith("There is no such")
    assert page.find("main").find_all("a", href="/")


def test_every_page_forbids_what_it_does_not_need(client: httpx.Client) -> None:
    """Every page, errors and redirects included, allows nothing foreign and is kept by no browser."""
    pages = [client.get(address) for address in ("/", "/publications", "/about", MISSING)]
    for page in [*pages, client.post("/", data={"question": RECORDS}), client.post("/", data={})]:
        assert page.headers["content-security-policy"].startswith("default-src 'self';")
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in page.headers


def test_assets_are_kept_and_pages_are_not(client: httpx.Client) -> None:
    """What a page loads may be kept for ever under its address, with the type that browsers ask for."""
    page = get(client, "/")
    loaded = [link["href"] for link in page.find_all("link")] + [page.find("script")["src"]]
    responses = [client.get(address) for address in loaded]
    assert {response.headers["cache-control"] for response in responses} == {"public, max-age=31536000, immutable"}
    types = [response.headers["content-type"].partition(";")[0] for response in responses]
    assert types[:2] == ["image/svg+xml", "text/css"]
    assert types[2] in ("text/javascript", "application/javascript")


def test_every_page_answers_head(client: httpx.Client) -> None:
    """A page can be asked for without its body."""
    assert [client.head(address).status_code for address in ("/", "/publications", "/about", MISSING)] == [200] * 3 + [
        404
    ]


def test_links_of_every_page_lead_somewhere(client: httpx.Client) -> None:
    """Each address within the pages that a page names can be opened, and each anchor is on its page."""
    waiting, seen = {"/", urlsplit(client.post("/", data={"question": RECORDS}).headers["location"]).path}, set[str]()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page = get(client, address)
        ids = {element["id"] for element in page.find_all()}
        links = [urlsplit(link["href"]) for link in page.find_all("a")]
        assert {link.fragment for link in links if not link.path} <= ids
        inner = {link.path for link in links if not link.netloc and link.path and not link.path.startswith("/v1/")}
        waiting |= inner - seen
    assert {"/", "/about", "/publications"} < seen
    assert len([address for address in seen if address.startswith("/publications/")]) == COUNT


def _hidden(page: Element) -> dict[str, str]:
    return {field["name"]: field["value"] for field in page.find_all("input", type="hidden")}


def _count_quoted(page: Element) -> int:
    return sum(len(quotation.text.split()) for quotation in page.find_all("blockquote"))


def _press_for_more(client: httpx.Client, page: Element) -> Element:
    """Press the button for more as a browser does: it sends the form that it names, and its own name with it."""
    button = page.find("button", name="more")
    form = page.find("form", id=button["form"])
    fields = _hidden(form) | {one["name"]: one.text for one in form.find_all("textarea")}
    sent = client.post(form["action"], data=fields | {button["name"]: button["value"]})
    return get(client, sent.headers["location"])
