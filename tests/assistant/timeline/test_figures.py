from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from assistant.bootstrap import Panel
from assistant.recommendations.wanted import Wanted
from assistant.timeline.chart import MOST_ROWS, NAMESPACE, draw_chart, tell_chart
from assistant.timeline.figures import NO_BODY, By, Count, Figures, count_all, count_figures
from ingest.recommendations.entries import RECOMMENDATIONS
from vectorstore.publications import PublicationFilter

EVERYTHING = PublicationFilter()


def count(name: str, publications: int = 1, recommendations: int = 0) -> Count:
    """Return a row."""
    return Count(name=name, publications=publications, recommendations=recommendations)


def make(*rows: Count, by: By = By.TOPIC) -> Figures:
    """Return figures of some rows."""
    return Figures(by=by, publications=len(rows), recommendations=2, rows=rows)


def test_years_are_counted_from_all(sample_panel: Panel) -> None:
    """The years add up to all publications and recommendations held, and no year between them is left out."""
    figures = count_figures(sample_panel, EVERYTHING, by=By.YEAR)
    held = sample_panel.store.record.current_publications()
    asked = sample_panel.recommendations.find(Wanted(kinds=RECOMMENDATIONS))
    assert sum(row.publications for row in figures.rows) == figures.publications == len(held)
    assert sum(row.recommendations for row in figures.rows) == figures.recommendations == asked.total
    assert [row.name for row in figures.rows] == ["2031", "2032", "2033", "2034"]
    by_year = Counter(str(one.published.year) for one in asked.items if one.published)
    assert {row.name: row.recommendations for row in figures.rows if row.recommendations} == by_year


def test_addressees_are_those_of_the_register(sample_panel: Panel) -> None:
    """Each body has as many recommendations as the register lists for it, and as many publications as these are in."""
    figures = count_figures(sample_panel, EVERYTHING, by=By.ADDRESSEE)
    entries = sample_panel.recommendations.find(Wanted(kinds=RECOMMENDATIONS)).items
    for row in figures.rows:
        names = [(one, [body.name.casefold() for body in one.bodies] or [NO_BODY.casefold()]) for one in entries]
        own = [one for one, bodies in names if row.name.casefold() in bodies]
        assert (row.recommendations, row.publications) == (len(own), len({one.publication_id for one in own}))


def test_figures_go_by_the_filter(sample_panel: Panel) -> None:
    """Of a year alone, that year is counted and nothing else."""
    only = replace(EVERYTHING, published_from=dt.date(2032, 1, 1), published_to=dt.date(2032, 12, 31))
    years, *_ = count_all(sample_panel, only)
    assert [row.name for row in years.rows] == ["2032"]
    assert years.publications == years.rows[0].publications


def test_nothing_held_is_counted_as_nothing(sample_panel: Panel) -> None:
    """Where nothing passes the filter there are no rows, and the chart says so."""
    for figures in count_all(sample_panel, replace(EVERYTHING, publications=frozenset({"none"}))):
        assert figures.rows == ()
        assert tell_chart(figures) == "Nothing is held that could be counted."
        ET.fromstring(draw_chart(figures))  # noqa: S314  our own


@pytest.mark.parametrize("by", list(By))
def test_a_chart_is_told_to_screen_readers(sample_panel: Panel, by: By) -> None:
    """A chart is an image with a title and a description, which holds every number that is drawn."""
    figures = count_figures(sample_panel, EVERYTHING, by=by)
    svg = ET.fromstring(draw_chart(figures))  # noqa: S314  our own
    names = {name: svg.find(f"{{{NAMESPACE}}}{name}") for name in ("title", "desc")}
    assert svg.get("role") == "img"
    ids = [one.get("id") for one in names.values() if one is not None]
    assert svg.get("aria-labelledby") == " ".join(filter(None, ids))
    told = names["desc"]
    assert told is not None
    for row in figures.rows[:MOST_ROWS]:
        assert f"{row.name}: {row.publications:,} publication" in (told.text or "")


def test_bars_are_told_apart_without_colour() -> None:
    """The bars of the two series are filled and hatched, and each has its number beside it, nothing being no bar."""
    svg = ET.fromstring(draw_chart(make(count("Neglect", 3, 0), count("Burns", 1, 2))))  # noqa: S314  our own
    fills = [one.get("fill") for one in svg.findall(f"{{{NAMESPACE}}}rect")][3:]
    assert fills == ["#1d70b8", "#1d70b8", "url(#chart-topic-hatching)"]
    words = [one.text for one in svg.findall(f"{{{NAMESPACE}}}text")]
    assert words == ["Publications", "Recommendations", "Neglect", "3", "0", "Burns", "1", "2"]


def test_bars_are_as_long_as_their_numbers() -> None:
    """Twice the number is twice the length, and no bar or word leaves the drawing."""
    svg = ET.fromstring(draw_chart(make(count("A", 20, 10))))  # noqa: S314  our own
    first, second = (float(one.get("width", "0")) for one in svg.findall(f"{{{NAMESPACE}}}rect")[-2:])
    assert first == pytest.approx(2 * second)
    width, height = map(int, svg.get("viewBox", "").split()[2:])
    assert first < width
    assert all(float(one.get("y", "0")) < height for one in svg.findall(f"{{{NAMESPACE}}}text"))


def test_a_long_chart_says_what_it_leaves_out() -> None:
    """Of many rows the first are drawn, and it is said how many more the table has."""
    figures = make(*(count(f"Row {number}") for number in range(MOST_ROWS + 3)))
    assert tell_chart(figures).endswith("3 more are in the table.")
    assert f"Row {MOST_ROWS}" not in draw_chart(figures)


def test_hostile_names_are_only_words() -> None:
    """A name with signs of markup stands in the chart as it is, and makes no element."""
    drawn = draw_chart(make(count("<script>alert(1)</script> & “b”")))
    assert "<script>" not in drawn
    texts = [one.text for one in ET.fromstring(drawn).findall(f"{{{NAMESPACE}}}text")]  # noqa: S314  our own
    assert " ".join(filter(None, texts[2:-2])) == "<script>alert(1)</script> & “b”"


def test_the_same_figures_give_the_same_chart(sample_panel: Panel) -> None:
    """A chart is the same to the last letter whenever it is drawn."""
    first, second = (draw_chart(count_figures(sample_panel, EVERYTHING, by=By.TOPIC)) for _ in range(2))
    assert first == second
