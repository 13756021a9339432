from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Block, BlockKind, Description, Reading, Segment, Speaker
from ingest.html import read_html
from ingest.readings import make_reading
from ingest.recommendations.entries import Entry, EntryKind, Found
from ingest.recommendations.finding import find_entries
from tests.ingest.builders import limits, read, read_pages
from tests.recommendations.building import describe, has_table, read_markdown, read_page
from tests.recommendations.documents import is_frozen, read_documents
from tests.recommendations.measuring import Tally, measure

EVERY_FORM: list[tuple[Callable[..., Reading], bool]] = [(read_page, False), (read_markdown, True)]
AFTER = "\n\nOther words follow here that ask nothing of anyone.\n"


def find_in(text: str, *, speaker: str = "panel", kind: str = "national_review") -> tuple[Entry, ...]:
    """Return the entries of a text."""
    return found_in(text, speaker=speaker, kind=kind).entries


def found_in(text: str, *, speaker: str = "panel", kind: str = "national_review") -> Found:
    """Return all that is found in a text, which other words follow."""
    return find_entries(read(text + AFTER), Description("Fictional", kind, Speaker(speaker)))


def tally(  # what is frozen is asked for by name, and only figures of it are told
    *, first: int, last: int, form: Callable[..., Reading] = read_page, tables: bool = True, frozen: bool = False
) -> Tally:
    """Return the tally of the documents with those numbers, all of them frozen or none."""
    pairs = []
    for name, document in read_documents().items():
        if first <= int(name.split("-", maxsplit=1)[0]) <= last and (tables or not has_table(document)):
            assert is_frozen(name) is frozen
            reading = form(document)
            pairs.append((document, find_entries(reading, describe(document, reading))))
    return measure(pairs)


def test_what_was_looked_at_is_found() -> None:
    """Of the documents that the rules were made by, 98 in 100 entries are found word for word, and nearly all right."""
    looked_at = tally(first=1, last=55)
    assert looked_at.precision >= 0.98, looked_at.wrong
    assert looked_at.recall >= 0.98, looked_at.missed
    assert min(map(looked_at.share, ("kinds", "numbers", "sections", "titles", "places"))) >= 0.98, looked_at.astray
    assert looked_at.share("addressees") >= 0.95, looked_at.astray
    assert (looked_at.counts_wrong, looked_at.counts_missed) == ([], [])


def test_what_was_looked_at_once_is_found() -> None:
    """Of the documents by which the rules were checked 9 in 10 entries are found, and all numbers are exact."""
    checked = tally(first=56, last=65)
    assert checked.precision >= 0.94, checked.wrong
    assert checked.recall >= 0.95, checked.missed
    assert min(map(checked.share, ("kinds", "numbers", "sections", "titles", "places"))) == 1, checked.astray
    assert checked.share("addressees") >= 0.89, checked.astray


def test_what_was_read_later_is_found() -> None:
    """Of the documents that were read after a first measurement 86 in 100 entries are found, and all numbers exact."""
    later = tally(first=66, last=88)
    assert later.precision >= 0.93, later.wrong
    assert later.recall >= 0.86, later.missed
    assert later.share("numbers") == 1
    assert later.share("addressees") >= 0.85, later.astray


def test_what_nobody_has_read_is_found() -> None:
    """Where nobody who made the rules has read: 88 in 100 found are right, and 78 in 100 that are there are found."""
    frozen = tally(first=89, last=110, frozen=True)
    assert frozen.precision >= 0.88
    assert frozen.recall >= 0.78
    assert frozen.share("numbers") == 1
    assert frozen.share("addressees") >= 0.9


def test_it_is_found_in_plain_text() -> None:
    """The same documents as Markdown, those with tables aside, give as much."""
    looked_at = tally(first=1, last=65, form=read_markdown, tables=False)
    assert looked_at.precision >= 0.98, looked_at.wrong
    assert looked_at.recall >= 0.98, looked_at.missed
    assert min(map(looked_at.share, ("kinds", "numbers", "titles", "places"))) >= 0.98, looked_at.astray
    assert looked_at.share("addressees") >= 0.94, looked_at.astray


@pytest.mark.parametrize(("form", "tables_left_out"), EVERY_FORM)
def test_entries_are_printed_where_they_say(form: Callable[..., Reading], tables_left_out: bool) -> None:
    """In every document each entry's segments lie in the text, in order, and hold its words; no two overlap."""
    for document in read_documents().values():
        if tables_left_out and has_table(document):
            continue
        reading = form(document)
        found = find_entries(reading, describe(document, reading))
        places = [
            run for entry in found.entries for run in (entry.segments, *(place.segments for place in entry.also_at))
        ]
        spans = sorted((one.start, one.end) for run in places for one in run)
        assert all(0 <= start < end <= len(reading.text) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        assert all(list(run) == sorted(run, key=lambda one: one.start) for run in places)
        assert all(squeeze(reading.quote(entry.segments)) == entry.text for entry in found.entries)
        assert all(squeeze(reading.quote(count.segments)) == count.words for count in found.counts)


def squeeze(text: str) -> str:
    """Return the text with every run of white space as one space, and without Markdown's signs."""
    return " ".join(text.replace("\\", "").replace(">", "").split())


def test_the_same_reading_gives_the_same_entries() -> None:
    """Finding twice gives equal results: nothing is kept between documents."""
    text = "The Panel recommends that the Home Office funds a pilot."
    assert found_in(text) == found_in(text)


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        ("The Panel recommends that the Home Office funds a pilot.", ("the Home Office",)),
        ("We are calling on NHS England and Ofsted to agree a plan.", ("NHS England", "Ofsted")),
        ("It is recommended that the Ministry of Imaginary Roads acts.", ("the Ministry of Imaginary Roads",)),
        ("The Department for Education, with Ofsted, should agree a plan.", ("The Department for Education", "Ofsted")),
        ("It is time for ministers to decide.", ("ministers",)),
        ("A single form should be issued by the College of Policing.", ("the College of Policing",)),
        ("Our recommendation to the Home Office is simple: fund it.", ("the Home Office",)),
        ("The Royal College of Notional Nurses is asked to write a guide.", ("The Royal College of Notional Nurses",)),
        ("As things stand, the DCSF should publish its figures.", ("the DCSF",)),
        ("Government must act on this within a year.", ("Government",)),
        ("But the Home Office needs to make a list.", ("the Home Office",)),
        ("Action is needed from the Care Quality Commission.", ("the Care Quality Commission",)),
        ("There is a need for NHS England to keep a list.", ("NHS England",)),
        ("It follows that the Home Office, which pays, has to keep it.", ("the Home Office",)),
        ("Ofsted could, and in our view should, look at lists.", ("Ofsted",)),
        ("Such lists deserve a test; let the Ministry of Justice make one.", ("the Ministry of Justice",)),
        ("We would like to see the College of Policing keep one.", ("the College of Policing",)),
        ("The Home Office would be wise to keep a list.", ("The Home Office",)),
        ("Responsibility for lists should rest with NHS England.", ("NHS England",)),
        ("The next step is for the Department for Education to keep one.", ("the Department for Education",)),
        ("We recommend that the Home Office sets out what is kept by law.", ("the Home Office",)),
        ("We urge Ofsted to say which lists were asked when.", ("Ofsted",)),
    ],
)
def test_a_national_body_is_asked_to_act(text: str, addressees: tuple[str, ...]) -> None:
    """Each way of asking a national body to act is a national recommendation, with its addressees as printed."""
    (entry,) = find_in(text)
    assert (entry.kind, entry.text, entry.addressees) == (EntryKind.NATIONAL, text, addressees)


@pytest.mark.parametrize(
    "text",
    [
        "The Housing Guild recommends that councils keep a list.",
        "In one case a nurse had recommended a visit.",
        "In our last report we recommended that the Home Office acts.",
        "We do not recommend that schools are inspected more often.",
        "Statutory guidance says that local authorities should keep a list.",
        "Local authorities should have kept a list.",
        "A mother said that the council should keep a list.",
        "“The council should keep a list,” said a mother.",
        "We recommend a new guide to keeping lists.",
        "It is recommended reading for students.",
        "Lists should be short.",
        "Should a council keep no list, the inspector asks why.",
        "We will ask each council for its list.",
        "We ask that partners send us their replies by Friday.",
        "We have received notifications that do not, in our view, meet the criteria.",
        "Local authorities must notify within five working days.",
        "We will ask the Home Office for its list.",
        "The police had wanted the council to keep a list.",
    ],
)
def test_what_asks_nobody_to_act_is_none(text: str) -> None:
    """Mentions, advice in a case, duties, speech, reading, promises and arrangements are no entries."""
    assert find_in(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We invite partners to reflect on their own lists.", EntryKind.INVITATION),
        ("We ask partners to think about their own lists.", EntryKind.INVITATION),
        ("We would welcome hearing from partnerships about lists.", EntryKind.INVITATION),
        ("Managers are encouraged to talk about lists.", EntryKind.INVITATION),
        ("Who in your area keeps the list?", EntryKind.QUESTION),
        ("Leaders may want to ask themselves: who keeps the list?", EntryKind.QUESTION),
        ("Where there is more to learn, partners should move to an LCSPR.", EntryKind.POSITION),
        ("A learning summit is not an alternative to an LCSPR.", EntryKind.POSITION),
        ("A key lesson from this case is that nobody kept a list.", EntryKind.LEARNING),
        ("Safeguarding partners should keep one list.", EntryKind.LOCAL),
        ("We therefore ask services to keep one list.", EntryKind.LOCAL),
        ("Partners will want to turn this over between them.", EntryKind.INVITATION),
        ("We welcome your feedback on these lists.", EntryKind.INVITATION),
        ("Do tell us what you have tried.", EntryKind.INVITATION),
        ("It is another lesson of this case that lists are lost.", EntryKind.LEARNING),
        ("What the review takes from this is that lists are lost.", EntryKind.LEARNING),
        ("There are no other types of review.", EntryKind.POSITION),
    ],
)
def test_other_kinds_are_told_apart(text: str, kind: EntryKind) -> None:
    """Invitations, questions, positions, learning and local recommendations each have their wordings."""
    assert [(entry.kind, entry.text) for entry in find_in(text, kind="annual_report")] == [(kind, text)]


@pytest.mark.parametrize("speaker", ["statutory_guidance", "panel", "government"])
def test_guidance_recommends_only_in_so_many_words(speaker: str) -> None:
    """What guidance says that bodies should or must do is none; "we recommend that" a body acts is uncertain."""
    duties = """
        Safeguarding partners should keep a list. Ofsted must read it.

        The partners should:

        - keep a list
        - read it together
    """
    asked = "We recommend that local authorities keep a list."
    assert find_in(duties, speaker=speaker, kind="guidance") == ()
    (entry,) = find_in(asked, speaker=speaker, kind="guidance")
    assert (entry.text, entry.addressees, bool(entry.uncertain)) == (asked, ("local authorities",), True)


def test_a_checklist_in_guidance_is_questions() -> None:
    """Three questions or more under a heading of a checklist are reflective questions; other questions are none."""
    questions = "Does the council keep a list? Is it short? Who reads it?"
    guidance = {"speaker": "statutory_guidance", "kind": "guidance"}
    found = find_in(f"# Guide\n\n## Checklist\n\n{questions}\n\n## End", **guidance)
    assert [(entry.kind, entry.addressees) for entry in found] == [(EntryKind.QUESTION, ("the council",))] * 3
    assert find_in(f"# Guide\n\n## Common questions\n\n{questions}\n\n## End", **guidance) == ()


def test_guidance_marks_its_positions() -> None:
    """In the Panel's guidance a position says that it is a view; elsewhere a "should" about reviews is enough."""
    view, advice = "In our view a learning event cannot replace an LCSPR.", "Rapid reviews should be short."
    assert [entry.text for entry in find_in(f"{view} {advice}", kind="guidance")] == [view]
    assert [entry.text for entry in find_in(f"{view} {advice}", kind="circular")] == [view, advice]


def test_a_letter_to_the_panel_asks_the_panel() -> None:
    """What somebody else recommends to the Panel, or to "you" in a letter to it, is a recommendation to the Panel."""
    text = "Dear Chair,\n\nWe recommend that the Panel keeps a list. We also ask you to publish it."
    found = find_in(text, speaker="other", kind="letter")
    assert [(entry.kind, entry.addressees) for entry in found] == [(EntryKind.TO_PANEL, ("the Panel",))] * 2


def letter(*paragraphs: str) -> str:
    """Return a letter with those paragraphs."""
    return "\n\n".join(("Dear Minister,", *paragraphs, "Yours sincerely,"))


@pytest.mark.parametrize(
    "text",
    [
        "I would be grateful for a reply by 3 June.",
        "Would you be free to meet in May?",
        "That your Ministry lets us have its figures.",
        "We would welcome a meeting with you.",
        "We have had no answer so far, and I would be glad of one.",
    ],
)
def test_arrangements_in_a_letter_are_none(text: str) -> None:
    """What a letter asks for its own sake, such as a reply, a meeting or figures, is no entry."""
    assert find_in(letter(text), kind="letter") == ()


def test_a_letter_orders_and_asks() -> None:
    """Orders that are counted out, and "your department", are put to whoever is greeted."""
    found = find_in(letter("First, keep a list. We would ask your department to read it."), kind="letter")
    assert [(entry.kind, entry.addressees) for entry in found] == [(EntryKind.NATIONAL, ("Minister",))] * 2


@pytest.mark.parametrize("speaker", ["other", "government"])
def test_a_question_can_ask_the_panel(speaker: str) -> None:
    """A question whether the Panel would do something is a recommendation to it; one about a reply is none."""
    text = letter("Would you look at lists in your next review? Could you let us know by May?")
    found = find_in(text, speaker=speaker, kind="letter")
    assert [(entry.kind, entry.addressees) for entry in found] == [(EntryKind.TO_PANEL, ("the Panel",))]


def test_what_was_recommended_to_the_panel_is_told() -> None:
    """What the Panel tells of somebody's recommendation to it is one, for review; what is done to it is not."""
    text = "The Ministry of Justice wrote a report, which recommended that the Panel conduct a review."
    (entry,) = find_in(text)
    assert (entry.kind, entry.text, bool(entry.uncertain)) == (EntryKind.TO_PANEL, text, True)
    assert find_in("The Ombudsman recommended that the Panel be told of lists.") == ()


def test_a_government_answers() -> None:
    """A government's sentences on a recommendation are responses, with the number of the heading over them."""
    text = """
        # Response

        ## Recommendation 4: Lists

        The Home Office should keep a list.

        We accept this recommendation. A list is kept.
    """
    (entry,) = find_in(text, speaker="government", kind="government_response")
    assert (entry.kind, entry.text, entry.number) == (EntryKind.RESPONSE, "We accept this recommendation.", "4")


@pytest.mark.parametrize(
    "text",
    [
        "Agreed.",
        "This has been done.",
        "We are weighing this up.",
        "No view has yet been reached.",
        "As for the list, no view has yet been formed.",
        "It is an aim that we share, though not within a year.",
    ],
)
def test_a_government_answers_in_few_words(text: str) -> None:
    """Under a recommendation a sentence that can only be an answer is one; in advice the same words are none."""
    page = f"# Response to the Panel\n\n## Recommendation 1\n\n{text}"
    (entry,) = find_in(page, speaker="government", kind="government_response")
    assert (entry.kind, entry.text, entry.number) == (EntryKind.RESPONSE, text, "1")
    assert find_in(page, speaker="government", kind="guidance") == ()


@pytest.mark.parametrize(
    ("label", "addressees"),
    [
        ("Recommendation 1 – to the Home Office. ", ("the Home Office",)),
        ("Recommendation 2 (for Ofsted): ", ("Ofsted",)),
        ("Recommendation 4, to the Home Office and Ofsted: ", ("the Home Office", "Ofsted")),
        ("Recommendation 5: to ", ("schools",)),
    ],
)
def test_who_is_addressed_belongs_to_the_label(label: str, addressees: tuple[str, ...]) -> None:
    """Names alone behind the number are who is addressed; other words that begin with "to" are text."""
    text = "ensure that a list is kept by schools." if label.endswith("to ") else "Keep a list with schools."
    (entry,) = find_in(label + text)
    assert entry.text == ("to " + text if label.endswith("to ") else text)
    assert label.endswith("to ") or entry.addressees == addressees


def test_a_heading_that_names_a_body_addresses_what_is_under_it() -> None:
    """Under a heading of recommendations "Of the regulators" says who is asked, and so on which level."""
    page = """
        # Report

        ## Our asks

        ### Of the regulators

        - Schools judged on their lists.

        ### Of integrated care boards

        - A list in every ward.

        ### Of ourselves

        - Two people who read lists.
    """
    assert [(entry.kind, entry.addressees, entry.bodies) for entry in find_in(page)] == [
        (EntryKind.NATIONAL, ("the regulators",), ()),
        (EntryKind.LOCAL, ("integrated care boards",), ("icbs",)),
        (EntryKind.NATIONAL, ("ourselves",), ("panel",)),
    ]


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("Recommendation 3: ", "3"),
        ("Recommendation 2.1 – ", "2.1"),
        ("Recommendation A. ", "A"),
        ("Recommendation two: ", "two"),
        ("Recommendation (Home Office): ", None),
        ("National recommendation: ", None),
    ],
)
def test_a_label_sets_an_entry_apart(label: str, number: str | None) -> None:
    """The words after a label are the entry, whole, and the number is as printed."""
    text = "The Home Office should keep a list. It should be short."
    (entry,) = find_in(label + text)
    assert (entry.text, entry.number, entry.kind) == (text, number, EntryKind.NATIONAL)


def test_a_heading_numbers_and_names_what_is_under_it() -> None:
    """Of a numbered heading the entry takes number and title; reasons after it are no part."""
    text = """
        # Report

        ## Recommendations

        ### Recommendation 7: Lists that last

        The lists that we saw were long. Nobody read them.

        NHS England should keep a list.

        Workers told us that they would use it.
    """
    (entry,) = find_in(text)
    assert (entry.text, entry.number, entry.title) == ("NHS England should keep a list.", "7", "Lists that last")
    assert entry.section == ("Report", "Recommendations", "Recommendation 7: Lists that last")


def test_items_under_a_heading_are_entries() -> None:
    """Items under a heading of recommendations are entries, addressed to whom it names; those under reading are not."""
    text = """
        # Report

        ## Recommendations for safeguarding partners

        - Keep a list.
        - Read it together.

        ## Further reading

        - A book of lists.
        - Another book of lists.
    """
    found = find_in(text)
    assert [entry.text for entry in found] == ["Keep a list.", "Read it together."]
    assert {entry.addressees for entry in found} == {("safeguarding partners",)}


def test_a_lead_in_addresses_its_items() -> None:
    """Items under an unnumbered lead-in are entries of their own; under a numbered one they are parts of it."""
    items = "- keep a list\n- read it together"
    unnumbered = find_in(f"Ofsted should:\n\n{items}")
    assert [(entry.text, entry.addressees) for entry in unnumbered] == [
        ("keep a list", ("Ofsted",)),
        ("read it together", ("Ofsted",)),
    ]
    (numbered,) = find_in(f"Recommendation 1: Ofsted should:\n\n{items}")
    assert (numbered.text, len(numbered.segments)) == ("Ofsted should: keep a list read it together", 3)


def test_an_entry_printed_twice_has_two_places() -> None:
    """Words printed in summary and body are one entry with both places, and the number of either."""
    words = "NHS England should keep a list."
    (entry,) = find_in(f"# Report\n\n## Summary\n\n{words}\n\n## Recommendations\n\nRecommendation 5: {words}")
    assert (entry.section[-1], [place.section[-1] for place in entry.also_at]) == ("Summary", ["Recommendations"])
    assert entry.number == "5"


def test_an_entry_goes_on_over_a_page() -> None:
    """An entry that a page break divides is one, with a segment on each page."""
    first = [
        "We have thought about this for a long time and we are sure of it.",
        "The Panel recommends that the Home Office funds a pilot of the new list in",
    ]
    second = [
        "all areas of the country, and that it is reviewed in the year after.",
        "Other words follow here that ask nothing of anyone at all.",
    ]
    reading = read_pages(first, second)
    (entry,) = find_entries(reading, Description("Fictional", "national_review", Speaker.PANEL)).entries
    assert [segment.page for segment in entry.segments] == [1, 2]
    assert entry.text.startswith("The Panel recommends")
    assert entry.text.endswith("in the year after.")


def test_a_count_is_kept_without_its_wording() -> None:
    """A number of recommendations whose wording is not printed is a count; those of the document's own are none."""
    (count,) = found_in("The review of lists made four key recommendations.").counts
    assert (count.number, count.words) == (4, "four key recommendations")
    assert found_in("We make two recommendations. We recommend that Ofsted acts. Ofcom should act too.").counts == ()
    assert (
        found_in("They should make no more than six recommendations. We support all three recommendations.").counts
        == ()
    )


def test_what_names_nobody_is_marked_for_review() -> None:
    """A recommendation in running text that names nobody is uncertain, with the reason; one that does is not."""
    (nobody,) = find_in("We recommend that more be done about lists.")
    (somebody,) = find_in("We recommend that Ofsted does more about lists.")
    assert (bool(nobody.uncertain), somebody.uncertain) == (True, "")


def test_a_mark_of_a_footnote_is_no_part_of_an_entry() -> None:
    """A number behind the last word that a footnote begins with is cut off; other numbers stay."""
    entry, note = "Ofsted should keep a list.", "1 A list is a record."
    text = f"{entry}1 {note}"
    places = [(0, len(entry) + 1), (len(entry) + 2, len(text))]
    kinds = (BlockKind.PARAGRAPH, BlockKind.FOOTNOTE)
    blocks = tuple(Block(kind, (Segment(*place),)) for kind, place in zip(kinds, places, strict=True))
    with_note = find_entries(
        Reading(text, "text", "1", blocks=blocks), Description("x", "annual_report", Speaker.PANEL)
    )
    assert [one.text for one in with_note.entries] == [entry]
    without = find_entries(
        Reading(text, "text", "1", blocks=blocks[:1]), Description("x", "annual_report", Speaker.PANEL)
    )
    assert [one.text for one in without.entries] == [f"{entry}1"]


def test_a_number_in_a_cell_is_the_number_of_its_entry() -> None:
    """A recommendation in a cell that begins with its number has that number, and is asked of whom its row names."""
    page = b"""<main><table>
        <tr><th>Recommendation</th><th>For</th></tr>
        <tr><td>1 Keep a list of homes</td><td>GP federation, ICB</td></tr>
        <tr><td>2.1 Read it</td><td>All partners</td></tr>
    </table></main>"""
    reading = make_reading(read_html(page), reader="html", limits=limits())
    found = find_entries(reading, Description("Fictional", "document", Speaker.OTHER)).entries
    assert [(entry.number, entry.text, entry.addressees) for entry in found] == [
        ("1", "Keep a list of homes", ("GP federation", "ICB")),
        ("2.1", "Read it", ("All partners",)),
    ]


@pytest.mark.parametrize(
    ("heads", "found"),
    [
        (("Finding", "Recommendation", "Progress"), True),
        (("Action", "Lead", "RAG"), True),
        (("Recommendation", "Progress"), False),
        (("Recommendation", "Lead", "Response"), False),
    ],
)
def test_a_plan_of_actions_is_told_from_an_account_of_earlier_ones(heads: tuple[str, ...], *, found: bool) -> None:
    """Beside a lead or a finding, a column of progress leaves entries for a person to check; else there are none."""
    asked = max(heads.index(one) for one in heads if one in ("Recommendation", "Action"))
    cells = ["Keep a list of homes" if place == asked else "Council staff" for place in range(len(heads))]
    rows = "".join(
        f"<tr>{''.join(f'<{tag}>{one}</{tag}>' for one in row)}</tr>" for tag, row in (("th", heads), ("td", cells))
    )
    page = f"<main><table>{rows}</table></main>".encode()
    reading = make_reading(read_html(page), reader="html", limits=limits())
    entries = find_entries(reading, Description("Fictional", "document", Speaker.OTHER)).entries
    assert [(entry.text, bool(entry.uncertain)) for entry in entries] == [("Keep a list of homes", True)] * found


CLAUSES = st.lists(
    st.sampled_from(
        (
            "we ask the Home Office, with Ofsted,",
            "the council and the police",
            "should",
            "in our view,",
            "and it",
            "must",
            "who, as ever,",
            "need to",
            ":",
            ";",
            "?",
            ".",
            "that",
            "for NHS England to",
            "recommend",
            "“you should”",
            "1",
            "to",
            "LCSPR",
        )
    ),
    min_size=1,
    max_size=40,
)


@given(words=CLAUSES, kind=st.sampled_from(("national_review", "letter", "guidance", "circular")))
def test_whatever_is_printed_entries_are_words_of_it(words: list[str], kind: str) -> None:
    """Of any run of such words, found in good time, each entry is a run, and no two overlap."""
    reading = read(" ".join(words) + AFTER)
    found = find_entries(reading, Description("Fictional", kind, Speaker.PANEL))
    spans = sorted((one.start, one.end) for entry in found.entries for one in entry.segments)
    assert all(squeeze(reading.quote(entry.segments)) == entry.text for entry in found.entries)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("words", ["the council, ", "we ask that ", "and so ", "in the view of the Panel "])
def test_a_long_sentence_takes_no_long_time(words: str) -> None:
    """A sentence of 40,000 characters without an end is read in seconds: no pattern goes over it again and again."""
    started = time.process_time()
    find_in(words * (40_000 // len(words)))
    assert time.process_time() - started < 10
