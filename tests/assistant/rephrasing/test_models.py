from __future__ import annotations

import sys

import pytest
from pydantic import SecretStr

from assistant.errors import BadRequest
from assistant.rephrasing.models import open_chat_model
from assistant.rephrasing.rephraser import open_rephraser
from assistant.settings import Settings

KEY = SecretStr("sk-of-a-test")


def test_without_the_setting_there_is_no_model() -> None:
    """Empty settings open nothing, and answers stay as they are."""
    assert open_chat_model(Settings()) is None
    assert open_rephraser(Settings()) is None


def test_a_rephraser_is_known_by_its_model_and_prompt() -> None:
    """What decides on a reply can be made part of an answer's id."""
    rephraser = open_rephraser(Settings(chat_model="openai:fake", chat_model_key=KEY, model_timeout=7))
    assert rephraser
    assert rephraser.settings == ("openai:fake", 1)
    assert rephraser.seconds == 7


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [
        ("langchain", "openai:fake", "panel-assistant[openai]"),
        ("langchain_openai", "openai:fake", "panel-assistant[openai]"),
        ("langchain", "anthropic:fake", "panel-assistant[anthropic]"),
        ("langchain", "ollama:fake", "panel-assistant[ollama]"),
        ("langchain", "mistralai:fake", "its LangChain package"),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, module: str, name: str, extra: str
) -> None:
    """Whoever sets a model without its extra is told which one to install."""
    for loaded in [one for one in sys.modules if one.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    if module != "langchain":
        from langchain.chat_models import base  # noqa: PLC0415  only where it is installed and wanted

        base._get_chat_model_creator.cache_clear()  # noqa: SLF001  it remembers what was there before
    with pytest.raises(BadRequest) as error:
        open_chat_model(Settings(chat_model=name, chat_model_key=KEY))
    assert extra in str(error.value)


@pytest.mark.parametrize("name", ["nobody:fake", "fake", "openai:fake"])
def test_a_model_that_cannot_be_opened_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """An unknown provider, or a key that is missing, is one sentence that names the setting."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(BadRequest, match=f"^PANEL_CHAT_MODEL={name} cannot be opened"):
        open_chat_model(Settings(chat_model=name))


def test_the_key_is_not_shown() -> None:
    """No printed form of the settings or of the rephraser holds the key."""
    settings = Settings(chat_model="openai:fake", chat_model_key=KEY)
    assert "sk-of-a-test" not in f"{settings!r} {settings} {open_rephraser(settings)!r}"
