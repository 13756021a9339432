"""How a publisher's server is treated, and what is taken from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import version


@dataclass(frozen=True, slots=True)
class Manners:
    """Settings of politeness, and of caution.

    contact goes into the User-Agent, so that a publisher can reach whoever runs this. each_second is for the whole
    fetcher, whatever the host. seconds are for one try from its beginning to the end of the body. Waits between tries
    begin at first_wait seconds and double; no wait, asked for by the publisher or not, is longer than longest_wait.
    private_addresses is for tests and intranets.
    """

    contact: str
    each_second: float = 10.0
    most_bytes: int = 100 * 1024 * 1024
    seconds: float = 30.0
    tries: int = 4
    private_addresses: bool = False
    first_wait: float = 1.0
    longest_wait: float = 120.0

    def __post_init__(self) -> None:
        """Refuse settings that no request could be made with."""
        if not re.fullmatch(r"[\x21-\x27\x2a-\x7e]+(?: [\x21-\x27\x2a-\x7e]+)*", self.contact):
            raise ValueError("The contact has to be an address or a link in plain letters, without brackets.")
        if not (self.each_second > 0 and self.most_bytes > 0 and self.seconds > 0 and self.tries > 0):
            raise ValueError("Requests each second, bytes, seconds and tries have to be more than nothing.")

    @property
    def name(self) -> str:
        """Give the User-Agent."""
        return f"panel-assistant/{version('panel-assistant')} (+{self.contact})"
