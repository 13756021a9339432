"""Every word that is sent to a language model, one file for each prompt; it imports nothing of this project.

A file begins with lines ``version: …`` and ``variables: …`` and then has one part for each message, under a heading
``# system`` or ``# user``. A variable stands in it as ``{{name}}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

ROLES = ("system", "user")
VARIABLE = re.compile(r"\{\{(\w+)\}\}")
HEAD = re.compile(r"version: (\d+)\nvariables: ([\w, ]*)\n\n(.*)", re.DOTALL)
PART = re.compile(rf"^# ({'|'.join(ROLES)})\n(.*?)(?=^# (?:{'|'.join(ROLES)})\n|\Z)", re.DOTALL | re.MULTILINE)


class PromptError(Exception):
    """A prompt is missing or is not in the form above, or it was filled with other variables than it has."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt: its messages as (role, words), and the variables that they are filled with."""

    name: str
    version: int
    variables: frozenset[str]
    parts: tuple[tuple[str, str], ...]

    def fill(self, **values: str) -> list[tuple[str, str]]:
        """Return the messages with every variable filled in; ``PromptError`` when one is missing or unknown.

        What is filled in is not read again: a value may hold ``{{name}}`` and keeps it.
        """
        self._check(values)
        return [(role, VARIABLE.sub(lambda match: values[match[1]], words)) for role, words in self.parts]

    def _check(self, values: Iterable[str]) -> None:
        given = frozenset(values)
        if missing := self.variables - given:
            raise PromptError(f"The prompt {self.name!r} lacks {_list(missing)}; give a value for each.")
        if unknown := given - self.variables:
            raise PromptError(f"The prompt {self.name!r} does not know {_list(unknown)}; leave it out.")


def load_prompt(name: str) -> Prompt:
    """Read a prompt by its name, without the ending; ``PromptError`` when there is none or it is not well formed."""
    file = files("prompts") / f"{name}.md"
    if not file.is_file():
        raise PromptError(f"There is no prompt {name!r}; the prompts are the files prompts/*.md.")
    return read_prompt(name, file.read_text(encoding="utf-8"))


def read_prompt(name: str, text: str) -> Prompt:
    """Return the prompt that a file's text holds; ``PromptError`` when head, parts or variables are not as agreed."""
    head = HEAD.fullmatch(text)
    parts = tuple((role, words.strip()) for role, words in PART.findall(head[3])) if head else ()
    if not head or [role for role, _ in parts] != list(ROLES) or not all(words for _, words in parts):
        raise PromptError(f"The prompt {name!r} must have a version, its variables, and the parts # system and # user.")
    declared = frozenset(head[2].replace(",", " ").split())
    used = frozenset(name for _, words in parts for name in VARIABLE.findall(words))
    if declared != used:
        raise PromptError(f"The prompt {name!r} declares and uses different variables: {_list(declared ^ used)}.")
    return Prompt(name, int(head[1]), declared, parts)


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
