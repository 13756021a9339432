from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.composing import Chosen, Composer
from assistant.evidence import MARGIN, Run
from assistant.sides import Side
from ingest.documents import BlockKind
from tests.assistant.builders import LINKS, Held, hold, make_run

HELD = hold(LINKS)
ITEMS = ["Northmere – Oswin Mockford", "Westhaven – Petra Makebelieve", "Eastfold – Tobias Notional"]
LEAD = "A member has been linked to each of the three regions:"


def choose(
    runs: Sequence[Run], *, most_words: int = 150, whole_list: bool = False, held: Held = HELD
) -> list[list[str]]:
    """Return the sentences that are quoted, a list for each statement, without bullets."""
    composer = Composer(lambda _: held.sentences, most_words, whole_list=whole_list)
    return [[sentence.text.removeprefix("- ") for sentence in one.sentences] for one in composer.choose(runs)]


def test_runs_are_taken_best_first_until_enough_is_said() -> None:
    """What comes first is quoted first; a run for which there is no room is left out."""
    runs = [HELD.find("looked at again"), HELD.find("will not join"), HELD.find("once a year")]
    assert choose(runs, most_words=19) == [[HELD.sentences[7].text], [HELD.sentences[5].text]]


def test_the_best_run_is_quoted_however_long() -> None:
    """An answer never becomes empty because its best words are many."""
    assert choose([HELD.find("will not join")], most_words=1) == [[HELD.sentences[6].text]]


def test_no_sentence_is_quoted_twice() -> None:
    """A run that shares a sentence with what is quoted already is left out."""
    assert choose([HELD.run(5, 6), HELD.run(6, 7), HELD.run(7)]) == [
        [HELD.sentences[5].text, HELD.sentences[6].text],
        [HELD.sentences[7].text],
    ]


def test_a_run_far_behind_the_best_is_left_out() -> None:
    """What is much worse than the best evidence does not fill an answer up."""
    runs = [HELD.run(5, score=1.0), HELD.run(7, score=1.0 - MARGIN - 0.01)]
    assert choose(runs) == [[HELD.sentences[5].text]]


@pytest.mark.parametrize("dates", [True, False])
def test_a_date_alone_answers_only_who_asks_for_one(*, dates: bool) -> None:
    """The date of a letter stands in every citation: it is a statement of its own for those who ask for a date."""
    letter = hold("    3 May 2031\n\n    Dear Ms Whimsley,\n\n    We have now linked a member to each region.\n")
    kinds = [one.kind for one in letter.sentences]
    assert kinds[0] is BlockKind.DATE_LINE
    runs = [letter.run(0), letter.run(len(kinds) - 1)]
    composer = Composer(lambda _: letter.sentences, 150, dates=dates)
    assert [one.sentences[0].kind for one in composer.choose(runs)] == [kinds[0], kinds[-1]][not dates :]


def test_a_list_item_comes_with_the_line_that_introduces_it() -> None:
    """Where the list has no room an item is quoted after its lead-in, each as a statement of its own."""
    assert choose([HELD.find("Westhaven")], most_words=16) == [[LEAD], [ITEMS[1]]]


def test_an_item_brings_its_list_where_there_is_room() -> None:
    """One item found brings the whole of a list that fits, in one statement with its lead-in."""
    assert choose([HELD.find("Westhaven")]) == [[LEAD, *ITEMS]]


def test_a_long_list_is_cut_into_statements() -> None:
    """A statement holds no more words of a list than can be checked at a glance; none is lost."""
    items = "\n".join(f"    - thing {'of a kind ' * 10}number {n}" for n in range(8))
    held = hold(f"    These were named:\n\n{items}\n")
    chosen = choose([held.find("These were")], whole_list=True, held=held)
    assert [len(sentences) for sentences in chosen] == [4, 3, 2]


def test_what_is_said_already_is_not_said_again() -> None:
    """A run whose words are quoted from elsewhere already is left out."""
    twice = hold(
        "    The board meets in the spring of each year.\n\n    # More\n\n    The board meets in the spring.\n"
    )
    assert choose([twice.run(0), twice.run(2)], held=twice) == [[twice.sentences[0].text]]


def test_a_sentence_leads_to_the_list_of_its_paragraph() -> None:
    """When a list is asked for, a sentence brings the list that its paragraph goes on to introduce."""
    held = hold("    Seven principles matter. The principles are:\n\n    - to be fair\n    - to be brief\n")
    assert choose([held.run(0)], whole_list=True, held=held)[0][0] == "The principles are:"


def test_a_list_is_whole_when_a_list_is_asked_for() -> None:
    """One item found brings lead-in and every item, in order, over the limit of words; then no other list."""
    assert choose([HELD.find("Westhaven")], most_words=20, whole_list=True) == [[LEAD, *ITEMS]]


def test_a_lead_in_brings_its_list_where_there_is_room() -> None:
    """Evidence that ends in a colon is followed by what it introduces, if that fits."""
    assert choose([HELD.find("A member has been")]) == [[LEAD, *ITEMS]]
    assert choose([HELD.find("A member has been")], most_words=12) == [[LEAD]]


def test_only_one_list_goes_over_the_limit() -> None:
    """When a list is asked for, the first one found is whole and a second one is not."""
    more = "# Three more\n\n    These were also named:\n\n    - one thing of that kind\n    - another thing of it"
    held = hold(f"{LINKS}\n\n    {more}\n")
    runs = [held.find("Westhaven"), held.find("one thing")]
    chosen = choose(runs, most_words=20, whole_list=True, held=held)
    assert chosen == [[LEAD, *ITEMS]]


@pytest.mark.parametrize("runs", [[], [HELD.run(5)]])
def test_nothing_found_is_nothing_chosen(runs: list[Run]) -> None:
    """There are as many statements as there is evidence for."""
    assert len(choose(runs)) == len(runs)


def test_words_are_counted_as_printed() -> None:
    """A statement has as many words as its sentences together."""
    assert Chosen(HELD.publication, HELD.sentences[5:7]).words == 12 + 13


RULES = hold(
    """
    # The three rules of a visit

    1. Ask both parents. They may not agree.

    2. Look at the child, and listen.

    3. Write down what you saw.

    These rules are looked at again each year.

    # Elsewhere

    There are rules for other visits as well.
"""
)


def choose_named(runs: Sequence[Run], *, heading: str) -> list[str]:
    """Return what is quoted of the rules when a question for a list names a heading."""
    covers = {heading: 1.0}
    composer = Composer(lambda _: RULES.sentences, 150, whole_list=True, covers=lambda words: covers.get(words, 0.5))
    return [sentence.text for one in composer.choose(runs) for sentence in one.sentences]


def test_the_list_under_a_named_heading_comes_first() -> None:
    """A question for a list that names a heading gets the items under it, whole and in order, before the rest."""
    chosen = choose_named(
        [RULES.find("for other visits"), RULES.find("Write down")], heading="The three rules of a visit"
    )
    assert [words.split()[0] for words in chosen[:4]] == ["1.", "They", "2.", "3."]
    assert "looked at again" not in " ".join(chosen)


def test_a_heading_without_a_list_brings_none() -> None:
    """Under a heading without items, or one that the question does not name, evidence is quoted best first."""
    for heading in ("Elsewhere", "Nowhere"):
        assert choose_named([RULES.find("for other visits")], heading=heading) == [
            RULES.find("for other").sentences[0].text
        ]


def test_a_lead_in_is_not_quoted_without_its_list() -> None:
    """Where its items have no room, a line that ends in a colon says nothing; only the best evidence may be one."""
    runs = [HELD.find("once a year"), HELD.find("A member has been", score=0.9)]
    assert choose(runs, most_words=30) == [[HELD.sentences[5].text]]


SECTIONS = hold(
    """
    # Cold weather

    Boats stay ashore when the lake freezes. Sledges go out instead. Skates are lent by the club.

    Frozen ropes break.

    # Hot weather

    Boats dry out in the sun. Sails fade within a year or two of summers.

    # Wind

    Reef the sails early. Then come home by the lee shore.

    # Fog

    Ring the bell twice. Stay at anchor until noon.
"""
)


def choose_points(words: Sequence[str], *, most_words: int = 150, step: float = 0.01) -> list[str]:
    """Return the points taken of runs that hold these words, each a little worse than the one before."""
    composer = Composer(lambda _: SECTIONS.sentences, most_words, points=True)
    runs = [SECTIONS.find(one, score=1 - step * place) for place, one in enumerate(words)]
    return [" ".join(sentence.text for sentence in one.sentences) for one in composer.choose(runs)]


def test_points_come_from_several_sections() -> None:
    """What is to be learned is shown as at most five points, and no section fills them where others are as good."""
    found = ["freezes", "Sledges", "Skates", "ropes", "dry out", "Reef", "anchor"]
    sections = [SECTIONS.find(point).sentences[0].section_path for point in choose_points(found)]
    assert sections == [("Cold weather",), ("Hot weather",), ("Wind",), ("Fog",), ("Cold weather",)]


def test_a_much_better_point_of_the_same_section_comes_first() -> None:
    """Another section's words are no point merely because they stand elsewhere."""
    points = choose_points(["freezes", "Sledges", "dry out"], step=0.06)
    assert [point.split()[0] for point in points] == ["Boats", "Boats", "Sledges"]
    assert [point.split()[0] for point in choose_points(["freezes", "Sledges"], step=0.3)] == ["Boats", "Sledges"]


def test_points_are_short() -> None:
    """A run with more than a third of the words is no point while there are shorter ones, and all fit together."""
    composer = Composer(lambda _: SECTIONS.sentences, 30, points=True)
    long = SECTIONS.run(1, 3)
    assert len(long.sentences) > 1
    chosen = composer.choose([long, SECTIONS.find("anchor", score=0.9), SECTIONS.find("Reef", score=0.8)])
    assert [one.sentences[0].text.split()[0] for one in chosen] == ["Stay", "Reef"]
    assert composer.choose([long])[0].sentences == long.sentences


def test_each_side_has_its_share_in_order() -> None:
    """Sides follow one another as given, each named and none with more than its part of the words."""
    other = replace(HELD.publication, id="p2", edition_id="e2")
    runs = [HELD.run(5), HELD.run(7), *(run._replace(publication=other) for run in (HELD.run(7), HELD.run(5)))]
    composer = Composer(lambda _: HELD.sentences, 26)
    sides = [Side("later", frozenset({"p2"})), Side("first", frozenset({"p1"}))]
    chosen = composer.choose_by_sides(runs, sides)
    assert [(one.group, one.sentences[0].ordinal) for one in chosen] == [("later", 7), ("first", 5)]


AFLOAT = hold(
    """
    # Rules for boats

    Tie the boat up with two ropes. Tell the harbour where you go. Come back before the fog.

    # What the list holds

    Although it is not complete, this list tells what a crew may need on a long day out on the water:

    - a rope that is longer than the boat, and a second one that is longer than the first
    - a lamp that burns in the rain, with oil enough for a night and for the night after it
"""
)


def test_a_heading_is_no_statement_of_its_own() -> None:
    """What stands over quoted words is told by their citation, and not quoted before them."""
    run = AFLOAT.run(4, 5)
    assert run.sentences[0].text == "What the list holds"
    (chosen, *_) = Composer(lambda _: AFLOAT.sentences, 100).choose([run])
    assert chosen.sentences[0].text.startswith("Although")


def test_each_numbered_paragraph_is_a_statement() -> None:
    """Numbered paragraphs that follow one another are quoted each for itself."""
    run = make_run("1. Tie the boat up.", "2. Tell the harbour where you go.", "3. Come back before the fog.")
    chosen = Composer(lambda _: run.sentences, 100).choose([run])
    assert [one.sentences for one in chosen] == [(sentence,) for sentence in run.sentences]


def test_a_line_without_its_list_is_quoted_only_when_there_is_nothing_else() -> None:
    """A line that introduces items which do not fit makes room for what says something by itself."""
    composer = Composer(lambda _: AFLOAT.sentences, 20)
    introduces, says = AFLOAT.find("Although"), AFLOAT.find("before the fog", score=0.9)
    assert [one.sentences[0].text.split()[0] for one in composer.choose([introduces, says])] == ["Come"]
    assert [one.sentences[0].text.split()[0] for one in composer.choose([introduces])] == ["Although"]
