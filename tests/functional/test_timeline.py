from __future__ import annotations

from pathlib import Path

import docx

from tests.api.serving import panel_serve
from tests.functional.door import Door


def test_commands_work_through_a_running_server(own_samples: Door) -> None:
    """While ``panel serve`` runs, timeline and digest print to the letter what they print without it."""
    words = (
        ("timeline", "regional links", "--json"),
        ("timeline", "second national review", "--kind", "letter"),
        ("digest", "--since", "2033-01-01", "--json"),
        ("digest", "--since", "2033-01-01", "--to", "health"),
        ("timeline", "?"),
        ("digest", "--since", "soon"),
        ("digest", "--since", "2033-01-01", "--to", "heath"),
    )
    alone = [own_samples.run(*some) for some in words]
    with panel_serve(own_samples):
        served = [own_samples.run(*some) for some in words]
    assert [(one.code, one.out, one.err) for one in served] == [(one.code, one.out, one.err) for one in alone]
    assert [one.code for one in alone] == [0, 0, 0, 0, 2, 2, 2]


def test_a_timeline_is_read_in_a_terminal(samples: Door) -> None:
    """A timeline in words has dates, who said it, the quotation, its source, and what is not seen in the record."""
    ended = samples.run("timeline", "regional links", COLUMNS="120")
    assert "9 June 2031 · Imogen Testwell to partners · What was to be done" in ended.out
    assert "“The links will be looked at again in June 2032.”" in ended.out
    assert "Not seen in the record" in ended.out
    assert "<https://panel.example/" in ended.out


def test_a_topic_with_personal_data_is_refused(samples: Door) -> None:
    """A topic that names a person's number is refused with code 2, and the number is printed nowhere."""
    for words in (("timeline",), ("briefing", "--docx", "x.docx")):
        ended = samples.run(*words, "NHS number 943 476 5919")
        assert ended.code == 2
        assert "943" not in ended.only_error()


def test_a_briefing_is_written(samples: Door, tmp_path: Path) -> None:
    """A briefing is written where it is wanted; where that cannot be, one line says so."""
    ended = samples.run("briefing", "missed appointments", "--docx", tmp_path / "b.docx")
    assert (ended.code, ended.out.startswith("Wrote ")) == (0, True)
    assert docx.Document(str(tmp_path / "b.docx")).paragraphs[0].text == "Seven-minute briefing: missed appointments"
    failed = samples.run("briefing", "missed appointments", "--docx", tmp_path / "none" / "b.docx")
    assert failed.code == 1
    assert "choose another place" in failed.only_error()
