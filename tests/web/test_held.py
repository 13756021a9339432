from __future__ import annotations

from assistant.bootstrap import Panel
from assistant.web.held import Group, Holding
from tests.samples import COUNT, EARLIEST, LATEST


def test_what_is_held_is_counted_by_kind_and_speaker(web_panel: Panel) -> None:
    """The count of what is held names each kind and speaker plainly, with how many there are, and the dates."""
    held = Holding(web_panel.store).now()
    assert (held.count, held.earliest, held.latest) == (COUNT, EARLIEST, LATEST)
    assert Group("terms_of_reference", "Terms of reference", 1) in held.kinds
    assert [group.name for group in held.kinds] == sorted(group.name for group in held.kinds)
    assert held.speakers == (Group("government", "Government", 1), Group("panel", "The Panel", COUNT - 1))
    assert held.fictional


def test_it_is_counted_anew_when_the_record_has_changed(own_panel: Panel) -> None:
    """While nothing changes the same count is given; after a change it is another."""
    holding, record = Holding(own_panel.store), own_panel.store.record
    before = holding.now()
    assert holding.now() is before
    record.withdraw(record.locators_under("file", ""))
    after = holding.now()
    assert (after.count, after.earliest, after.kinds, after.fictional) == (0, None, (), False)
