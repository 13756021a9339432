"""Opens the language model that the settings name.

API: https://reference.langchain.com/python/langchain/models/ (init_chat_model)
"""

from __future__ import annotations

from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel

from assistant.errors import BadRequest
from assistant.settings import Settings

EXTRAS = {"openai": "openai", "gpt": "openai", "anthropic": "anthropic", "claude": "anthropic", "ollama": "ollama"}
"""What a model's name begins with, and which extra of this distribution brings its provider along."""
RETRIES = 1
"""A provider that is busy is asked once more; after that the extractive answer is better than waiting."""


def open_chat_model(settings: Settings) -> BaseChatModel | None:
    """Return the model of ``PANEL_CHAT_MODEL``, or None when none is set; ``BadRequest`` says what it lacks."""
    name = settings.chat_model
    if name is None:
        return None
    try:
        # Only when a model is wanted: it takes seconds, and is not there without one of the extras.
        from langchain.chat_models import init_chat_model  # noqa: PLC0415

        model: BaseChatModel = init_chat_model(name, **_options(name, settings))
    except ImportError as error:
        raise BadRequest(_say_missing(name)) from error
    except Exception as error:
        # Providers raise what they like, such as for a key that is missing.
        raise BadRequest(
            f"PANEL_CHAT_MODEL={name} cannot be opened ({type(error).__name__}): write it as provider:model, such as "
            "openai:NAME, and set PANEL_CHAT_MODEL_KEY or the provider's own variable for the key."
        ) from error
    return model


def _options(name: str, settings: Settings) -> dict[str, Any]:
    options: dict[str, Any] = {"base_url": settings.chat_model_url} if settings.chat_model_url else {}
    if settings.chat_model_key:
        options["api_key"] = settings.chat_model_key.get_secret_value()
    if name.startswith("ollama"):
        return options | {"client_kwargs": {"timeout": settings.model_timeout}}
    if EXTRAS.get(_provider(name)) == "openai":
        # It counts tokens of a reply in pieces only when it is asked to.
        options["stream_usage"] = True
    return options | {"timeout": settings.model_timeout, "max_retries": RETRIES}


def _provider(name: str) -> str:
    return name.replace("-", ":").partition(":")[0]


def _say_missing(name: str) -> str:
    extra = EXTRAS.get(_provider(name))
    install = f"pip install 'panel-assistant[{extra}]'" if extra else "pip install langchain and its LangChain package"
    return f"PANEL_CHAT_MODEL={name} needs software that is not installed: {install}, or remove the setting."
