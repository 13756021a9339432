from __future__ import annotations

from tests.assistant.rephrasing.builders import make_reply, make_statement
from tests.fakes.openai_server import KEY, Turn, fake_openai
from tests.functional.door import Door

USAGE = 2
QUESTION = "What did the review find about records?"
BURNT = make_reply(make_statement("Records were burnt.", "All records were burnt at once."))


def quoted(printed: str) -> list[str]:
    """Return the lines in which something is quoted."""
    return [line for line in printed.splitlines() if "“" in line]


def test_what_a_model_invents_is_never_printed(samples: Door) -> None:
    """Over real HTTP a model's invented statement is dropped, and the publications' own words stand, with a note."""
    with fake_openai(Turn("normal", BURNT)) as (fake, url):
        told = samples.run(
            "ask", QUESTION, PANEL_CHAT_MODEL="openai:fake", PANEL_CHAT_MODEL_URL=url, PANEL_CHAT_MODEL_KEY=KEY
        )
    alone = samples.run("ask", QUESTION)
    assert len(fake.requests) == 1
    assert "burnt" not in told.out
    assert "The language model said nothing that its quotations prove" in " ".join(told.out.split())
    assert quoted(told.out) == quoted(alone.out) != []


def test_nothing_is_told_to_a_tracing_service(samples: Door) -> None:
    """What LangChain would send elsewhere when the environment asks for traces stays here: questions are private."""
    with fake_openai(Turn("normal", BURNT)) as (fake, url):
        tracing = {"LANGSMITH_TRACING": "true", "LANGSMITH_API_KEY": "x", "LANGSMITH_ENDPOINT": url}
        chat = {"PANEL_CHAT_MODEL": "openai:fake", "PANEL_CHAT_MODEL_URL": url, "PANEL_CHAT_MODEL_KEY": KEY}
        samples.run("ask", QUESTION, **tracing, **chat)
    assert (len(fake.requests), fake.refused) == (1, [])


def test_a_model_that_cannot_be_opened_is_named(samples: Door) -> None:
    """A provider whose software is not there is one sentence with what to install, and no answer."""
    ended = samples.run("ask", QUESTION, PANEL_CHAT_MODEL="nobody:fake")
    assert ended.code == USAGE
    assert "PANEL_CHAT_MODEL=nobody:fake" in ended.only_error()
