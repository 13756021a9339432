from __future__ import annotations

from importlib.resources import files

import pytest

from prompts import Prompt, PromptError, load_prompt, read_prompt

NAMES = sorted(file.name.removesuffix(".md") for file in files("prompts").iterdir() if file.name.endswith(".md"))
TEXT = "version: 3\nvariables: what, who\n\n# system\n\nSay {{what}}.\n\n# user\n\n{{who}}: {{what}}\n"


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_is_well_formed(name: str) -> None:
    """Each file is read, has a version, and is filled with the variables it declares."""
    prompt = load_prompt(name)
    filled = prompt.fill(**dict.fromkeys(prompt.variables, "VALUE"))
    assert prompt.version >= 1
    assert [role for role, _ in filled] == ["system", "user"]
    assert "{{" not in "".join(words for _, words in filled)


def test_there_is_a_prompt_for_answers() -> None:
    """The prompt that rephrasing uses is among them."""
    assert "answer" in NAMES


def test_a_prompt_is_filled_once() -> None:
    """A value that looks like a variable stays as it is."""
    prompt = read_prompt("test", TEXT)
    assert prompt.fill(what="{{who}}", who="a") == [("system", "Say {{who}}."), ("user", "a: {{who}}")]


@pytest.mark.parametrize("values", [{"what": "a"}, {"what": "a", "who": "b", "why": "c"}, {}])
def test_missing_and_unknown_variables_are_errors(values: dict[str, str]) -> None:
    """A prompt is filled with exactly the variables that it has."""
    with pytest.raises(PromptError, match=r"^The prompt 'test' (lacks|does not know) "):
        read_prompt("test", TEXT).fill(**values)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# system\n\nSay.\n\n# user\n\nGo.",
        TEXT.replace("# user", "# user\n\n# user"),
        TEXT.replace("# system", "# other"),
        TEXT.replace("what, who", "what"),
        TEXT.replace("what, who", "what, who, why"),
        TEXT.replace("version: 3", "version: three"),
    ],
    ids=["empty", "no head", "a part twice", "no system", "undeclared", "unused", "no version"],
)
def test_a_file_that_is_not_well_formed_is_an_error(text: str) -> None:
    """Head, parts and variables must be as agreed: a variable that is declared and not used is an error too."""
    with pytest.raises(PromptError, match=r"^The prompt 'test' "):
        read_prompt("test", text)


def test_a_prompt_that_is_not_there_is_an_error() -> None:
    """A name without a file says where prompts are."""
    with pytest.raises(PromptError, match=r"prompts/\*\.md"):
        load_prompt("nothing-of-the-kind")


def test_a_prompt_is_a_value() -> None:
    """Two readings of one file are equal."""
    assert isinstance(load_prompt("answer"), Prompt)
    assert load_prompt("answer") == load_prompt("answer")
