"""Reads the environment: every variable that Belowline knows, checked together."""

import os
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from belowline.config.fetching import Fetching
from belowline.config.login_providers import LoginProviders
from belowline.config.logs import LogFormat, LogLevel
from belowline.config.mail import MailSettings
from belowline.config.picture_store import PictureStore
from belowline.config.sso import SSO

PREFIX = "BELOWLINE_"

Names = Annotated[list[str], NoDecode]


class Environment(Fetching, MailSettings, PictureStore, SSO, LoginProviders):
    """The settings of one installation, each from the variable `BELOWLINE_` + its name."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    data_dir: Path = Field(Path("var"), description="Folder for the database and built files.")
    database_url: str = Field(
        "", description="`postgres://…` or `sqlite:///path`; empty: SQLite in the data folder."
    )
    database_direct_url: str = Field(
        "",
        description="`postgres://…` past the pooler (PgBouncer) that BELOWLINE_DATABASE_URL leads "
        "to: by it a process hears at once of what others write; empty: there is no pooler.",
    )
    secret_key: str = Field(
        "", description="Signs sessions and mail links; empty: made once, kept in the data folder."
    )
    debug: bool = Field(default=False, description="Shows faults in the browser; never in public.")
    site_url: str = Field(
        default_factory=lambda: f"http://127.0.0.1:{os.environ.get('PORT', '8000')}",
        description="The address readers use, without a trailing slash; the port follows PORT.",
    )
    allowed_hosts: Names = Field(
        default_factory=list, description="Further host names answered to, separated by commas."
    )
    any_host: bool = Field(
        default=False,
        description="Whether a host that leads to no publication shows the oldest one: for trying "
        "out, never in public.",
    )
    trusted_proxies: int = Field(
        0, ge=0, le=10, description="How many proxies stand before the server and may be believed."
    )
    country_header: str = Field(
        "",
        pattern=r"^[A-Za-z0-9-]*$",
        description="The header in which the proxy names the reader's country in two letters, such "
        "as `CF-IPCountry`; the proxy must set it itself. Empty: nobody's country is known, and "
        "articles whose licence covers only some countries are shown without their text.",
    )
    log_format: LogFormat = Field(
        "line", description="`line`, or `json`: an object a line, for whatever collects logs."
    )
    log_level: LogLevel = Field("WARNING", description="The least that is worth a line.")
    comment_max_characters: int = Field(
        5000, ge=1, le=100_000, description="Longest comment, in characters as people count them."
    )
    edit_minutes: int = Field(
        5, ge=0, le=1440, description="Minutes during which a comment can be edited by its author."
    )
    quotation_words: int = Field(
        60,
        ge=10,
        le=10_000,
        description="How many words in a row of an article whose licence has ended may stand in a "
        "comment; longer copies are cut to their first words. Three characters count as a word "
        "where a script writes no spaces.",
    )
    broker_url: str = Field(
        "",
        description="`redis://…` of a Valkey or Redis by which processes wake each other; only for "
        "PostgreSQL behind a pooler, where BELOWLINE_DATABASE_DIRECT_URL is not possible.",
    )
    background_work: Literal["serve", "work"] = Field(
        "serve",
        description="Where subscribers and tasks run: in every `serve` process, or only in "
        "`belowline work`, for a site of several machines.",
    )
    threads: int = Field(
        4, ge=1, le=64, description="Requests that a worker has answered by Django at once."
    )
    page_memory_mb: int = Field(
        24, ge=1, description="Memory for finished pages in each worker, in MB."
    )
    live_readers: int = Field(
        10_000, ge=0, description="Readers whom each worker tells live of what happens."
    )
    posts_per_minute: int = Field(6, ge=1, description="Comments one person may post a minute.")
    posts_per_hour: int = Field(60, ge=1, description="Comments one person may post an hour.")
    votes_per_minute: int = Field(60, ge=1, description="Votes one person may cast a minute.")
    edits_per_hour: int = Field(30, ge=1, description="Edits one person may make an hour.")
    previews_per_minute: int = Field(
        30, ge=1, description="Previews one person may ask for a minute."
    )
    websub_hub: str = Field(
        "",
        description="Address of a WebSub hub that feeds of articles name, and that is told when "
        "they change; empty: none.",
    )
    searches_per_minute: int = Field(
        30, ge=1, description="Searches that people of one network may make a minute."
    )
    survey_answers_per_minute: int = Field(
        30, ge=1, description="Surveys that people of one network may send a minute."
    )
    subscriber_lists_per_minute: int = Field(
        60, ge=1, description="How often a publisher's server may say a minute who subscribes."
    )
    list_changes_per_minute: int = Field(
        60,
        ge=1,
        description="How often one person may follow, mute or block a minute, or end that.",
    )
    unsent_per_hour: int = Field(
        20,
        ge=1,
        description="Comments that are kept an hour for people of one network who must log in.",
    )
    rename_days: int = Field(
        30, ge=0, le=3650, description="Days between two changes of a name; 0: no limit."
    )
    pictures_per_hour: int = Field(
        10, ge=1, description="Pictures one person may send, or hide and show, an hour."
    )
    article_pictures_per_hour: int = Field(
        100, ge=1, description="Pictures for articles that one editor may upload an hour."
    )
    reports_per_hour: int = Field(20, ge=1, description="Reports one person may send an hour.")
    sign_in_attempts_per_minute: int = Field(
        10, ge=1, description="Failed logins a minute from one network; other ways in follow it."
    )
    desk_hours: int = Field(
        12, ge=1, le=336, description="Hours for which a second factor opens the desk."
    )
    network_days: int = Field(
        30,
        ge=1,
        le=365,
        description="Days for which it can be told that two logins came from one network.",
    )
    invite_to_alerts: Literal["facebook", "everybody", "nobody"] = Field(
        "facebook",
        description="Whose first login sends the email that invites to the news alerts: who came "
        "by `facebook`, `everybody`, `nobody`.",
    )

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return [name.strip() for name in value.split(",") if name.strip()]
        return value

    @field_validator("database_direct_url")
    @classmethod
    def _is_postgresql(cls, value: str) -> str:
        if value and not value.startswith(("postgres://", "postgresql://")):
            raise ValueError("must start with postgres://")
        return value

    @field_validator("broker_url")
    @classmethod
    def _is_a_broker(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must start with redis://, rediss:// or unix://")
        return value

    @field_validator("websub_hub")
    @classmethod
    def _is_a_hub(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://, or be empty")
        return value

    @field_validator("site_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")) or value.endswith("/"):
            raise ValueError("must start with http:// or https:// and not end with a slash")
        return value


class EnvironmentFault(Exception):  # noqa: N818 - read by a person at start
    """One or more variables cannot be used; the text names each and says what it should be."""


def read_environment() -> Environment:
    """The checked environment. Raises EnvironmentFault naming every bad variable at once."""
    try:
        return Environment()
    except ValidationError as error:
        lines = [
            f"  {PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']} (it is {fault['input']!r})"
            if not _is_secret(str(fault["loc"][0]))
            else f"  {PREFIX}{_place(fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        ]
        raise EnvironmentFault(
            "These environment variables cannot be used:\n" + "\n".join(lines)
        ) from None


def _place(where: tuple[int | str, ...]) -> str:
    """The variable's name, and where in it: the entry by its number, counted from 1."""
    parts = [f"entry {part + 1}" if isinstance(part, int) else part for part in where[1:]]
    return ", ".join([str(where[0]).upper(), *parts])


def _is_secret(name: str) -> bool:
    secret = (
        "password",
        "secret",
        "database_url",
        "direct_url",
        "broker_url",
        "sso_publishers",
        "email_provider_",
    )
    return any(part in name for part in secret)
