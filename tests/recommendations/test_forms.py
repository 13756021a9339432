from __future__ import annotations

import pytest

from ingest.documents import Description, Speaker
from ingest.html import read_html
from ingest.readings import make_reading
from ingest.recommendations.entries import EntryKind
from ingest.recommendations.finding import find_entries
from tests.ingest.builders import limits

NATIONAL, LOCAL, LEARNING = EntryKind.NATIONAL, EntryKind.LOCAL, EntryKind.LEARNING
Expected = tuple[EntryKind, str | None, str, tuple[str, ...]]


def find(page: str, *, speaker: str = "panel", kind: str = "national_review") -> list[Expected]:
    """Return what a page holds: kinds, numbers, words and addressees."""
    reading = make_reading(read_html(f"<main>{page}</main>".encode()), reader="html", limits=limits())
    found = find_entries(reading, Description("Fictional", kind, Speaker(speaker)))
    return [(one.kind, one.number, one.text, one.addressees) for one in found.entries]


def test_who_is_addressed_may_stand_on_a_line_of_its_own() -> None:
    """Under a number "To: …" says who is asked, the reason is passed over, and a bare label begins the words."""
    page = """<h2>Recommendations</h2>
        <h3>Recommendation 1</h3><p>To: Department for Education and NHS England</p>
        <p>Why: Reviewers met babies whose homes nobody had seen.</p>
        <p>Recommendation: A joint protocol for going home should be published.</p>
        <h3>Recommendation 2: for Ofsted</h3><p>Inspection frameworks should look at supervision.</p>"""
    assert find(page) == [
        (
            NATIONAL,
            "1",
            "A joint protocol for going home should be published.",
            ("Department for Education", "NHS England"),
        ),
        (NATIONAL, "2", "Inspection frameworks should look at supervision.", ("Ofsted",)),
    ]


def test_a_heading_of_a_service_goes_on_with_the_heading_before_it() -> None:
    """A heading that only says for whom it is belongs to the one before, and a list goes on under it."""
    page = """<h2>Recommendations for the partnership</h2><ol><li>To hold a learning event.</li></ol>
        <h2>Recommendations for single agencies</h2><h3>Police</h3><p>2. To audit body-worn video.</p>
        <h3>Health</h3><p>3. Named GP to share learning with all practices.</p>
        <h2>Key practice points</h2><h2>For leaders</h2><ul><li>Time to think is part of supervision.</li></ul>"""
    assert find(page, speaker="other", kind="document") == [
        (LOCAL, "1", "To hold a learning event.", ("the partnership",)),
        (LOCAL, "2", "To audit body-worn video.", ("Police",)),
        (LOCAL, "3", "Named GP to share learning with all practices.", ("Health",)),
        (LEARNING, None, "Time to think is part of supervision.", ("leaders",)),
    ]


def test_a_list_goes_with_a_heading_that_ends_in_a_colon() -> None:
    """A heading such as "The Home Office should:" asks for each item under it."""
    page = "<h2>Next</h2><h3>The Home Office should:</h3><ul><li>keep a list</li><li>publish it</li></ul>"
    asked = ("The Home Office",)
    assert find(page) == [(NATIONAL, None, "keep a list", asked), (NATIONAL, None, "publish it", asked)]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Probation: Make sure that every father is asked how he is.", ()),
        ("There should be one national record of serious incidents.", ()),
        ("It also recommends that Ofsted keeps a list.", ("Ofsted",)),
    ],
)
def test_what_stands_under_recommendations_is_one(words: str, who: tuple[str, ...]) -> None:
    """Under a heading of recommendations orders after a label, wants, and what the review recommends are entries."""
    assert find(f"<h2>Our recommendations to government</h2><p>{words}</p><p>That is all.</p>") == [
        (NATIONAL, None, words, who or ("government",))
    ]


def test_a_theme_is_named_and_its_learning_quoted() -> None:
    """Under a numbered theme the point that is labelled is its learning, and not the story before it."""
    page = """<h2>Learning theme 1: Unseen men</h2><p>The father was known to nobody.</p>
        <p>Learning point: It matters who is in the home.</p>"""
    assert find(page, speaker="other", kind="document") == [(LEARNING, "1", "It matters who is in the home.", ())]


def test_the_reasons_for_a_numbered_recommendation_are_none() -> None:
    """Under a number what recommends is found once; other words there count where they say that they recommend."""
    page = """<h2>Recommendations</h2><h3>Recommendation 1: A new team</h3><p>We recommend that Ofsted keeps a list.</p>
        <p>Lists exist elsewhere. Partners should find them easy to use, and Ofsted must say what they cost.</p>
        <h4>What this would mean</h4><p>Councils should keep their lead.</p><p>We urge the Home Office to pay.</p>"""
    assert find(page) == [
        (NATIONAL, "1", "We recommend that Ofsted keeps a list.", ("Ofsted",)),
        (NATIONAL, None, "We urge the Home Office to pay.", ("the Home Office",)),
    ]


def test_an_account_of_earlier_recommendations_makes_none() -> None:
    """What is labelled under a heading of progress was recommended before."""
    page = (
        "<h2>Progress on recommendations from earlier reviews</h2><p>Recommendation 4: Police to train all. Done.</p>"
    )
    assert find(page, speaker="other", kind="document") == []


def test_people_are_asked_locally() -> None:
    """What is recommended to practitioners and managers is for them to do where they are."""
    page = "<h2>Recommendations</h2><p>Managers should read the whole file.</p><p>Ofsted should look at files.</p>"
    assert [(kind, who) for kind, _, _, who in find(page)] == [(LOCAL, ("Managers",)), (NATIONAL, ("Ofsted",))]


def test_its_own_recommendations_are_no_count_without_wording() -> None:
    """A number that a document tells of what it prints itself is not kept as one whose wording is not held."""
    page = """<h2>Summary</h2><p>Our findings lead us to make two national recommendations.</p>
        <h2>Recommendations</h2><ol><li>Ofsted should keep a list.</li><li>Ofsted should publish it.</li></ol>"""
    reading = make_reading(read_html(f"<main>{page}</main>".encode()), reader="html", limits=limits())
    found = find_entries(reading, Description("Fictional", "national_review", Speaker.PANEL))
    assert (len(found.entries), found.counts) == (2, ())


@pytest.mark.parametrize(
    ("words", "kind", "who"),
    [
        ("The review author recommends that the SCP keeps a list.", LOCAL, ("the SCP",)),
        ("It would be of benefit if the partnership kept a list.", LOCAL, ("the partnership",)),
        (
            "Integrated care systems, along with councils, are urged to keep a list, as the law requires.",
            LOCAL,
            ("Integrated care systems", "councils"),
        ),
        ("The partnership may wish to keep a list.", EntryKind.INVITATION, ("The partnership",)),
    ],
)
def test_local_reviews_ask_in_ways_of_their_own(words: str, kind: EntryKind, who: tuple[str, ...]) -> None:
    """What a local review recommends or invites under its heading is told, with whom it asks."""
    page = f"<h2>Learning and recommendations</h2><p>{words}</p><p>That is all.</p>"
    assert find(page, speaker="other", kind="document") == [(kind, None, words, who)]
