"""Every setting of the project: environment variables that begin with DISPUTES_.

A secret may stand in a file instead, named by the same variable with _FILE behind it
(`DISPUTES_SMTP_PASSWORD_FILE=/run/secrets/smtp`). Where the Temporal server is, and how
it is reached, is said by Temporal's own variables, not here: TEMPORAL_ADDRESS,
TEMPORAL_NAMESPACE, TEMPORAL_API_KEY ... What begins with DISPUTES_TEST_ is passed over.

`Settings.from_environment()` refuses what cannot be understood, also a misspelt name;
`faults()` lists what is understood but unfit to run with. Neither shows a secret.
"""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from domain.errors import DisputeError
from settings_values import (
    PREFIX,
    Origin,
    Port,
    WebAddress,
    an_address,
    domain_of_sender,
    in_home,
    in_mode,
    misspelt,
    origin_of_ui,
    parted_by_commas,
    secrets_faults,
    secrets_in_files,
    sentences,
    usual_port,
    with_driver,
)


class SettingsRefused(DisputeError):
    """Settings that cannot be understood, or are unfit to run with.

    Attributes:
        faults: Everything wrong, each one sentence naming the variable.
    """

    def __init__(self, *faults: str) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(faults))


class Settings(BaseSettings):
    """The settings, in groups. Each description says what a variable is for."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid"
    )

    # How it runs
    mode: Literal["development", "production"] = Field(
        default="development",
        description="production refuses whatever is unsafe to run with",
    )
    home: Path = Field(
        default=Path(".disputes"),
        description="folder of the files that it makes for itself",
    )
    temporal_binary: Path | None = Field(
        default=None, description="the `temporal` program, for the embedded server"
    )
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        BeforeValidator(lambda level: str(level).upper()),
    ] = Field(default="INFO", description="least weight of what is logged")
    require_encrypted: bool = Field(
        default_factory=in_mode("production", then=True, otherwise=False),
        description="refuse and record messages that came unsealed",
    )
    allow_rehearsals: bool = Field(
        default_factory=in_mode("production", then=False, otherwise=True),
        description="allow disputes in which days pass as seconds",
    )

    mail_at_any_hour: bool = Field(
        default_factory=in_mode("production", then=False, otherwise=True),
        description="send what could wait at night too; rehearsals always wait",
    )

    # The record and the keys
    database_url: Annotated[str, AfterValidator(with_driver)] = Field(
        default_factory=lambda known: f"sqlite:///{in_home('record.db')(known)}",
        validate_default=True,
        repr=False,
        description="where the record is kept: postgresql://... or sqlite:///file",
    )
    keys_file: Path = Field(
        default_factory=in_home("keys.json"),
        description="the key ring, made by `disputes keys create`",
    )

    # What a council may change
    procedures_folder: Path = Field(
        default=Path(__file__).parent / "procedures",
        description="procedure files, one a version",
    )
    calendar_file: Path | None = Field(
        default=None, description="bank holidays, instead of the list that is shipped"
    )
    calendars_folder: Path = Field(
        default_factory=in_home("calendars"),
        description="calendars brought into force by `disputes calendar import`",
    )
    closures_file: Path | None = Field(
        default=None, description="days on which the council's offices are closed"
    )
    people_file: Path | None = Field(
        default=None,
        description="who holds which post, instead of the directory in the database",
    )
    staff_directory: str | None = Field(
        default=None,
        description="the council's own staff directory instead: `package.module:Class`",
    )
    templates_folder: Path | None = Field(
        default=None, description="the council's own templates of notices"
    )

    # Mail
    smtp_host: str = Field(default="localhost", description="name of the mail server")
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        default_factory=in_mode("production", then="starttls", otherwise="none"),
        description="how the way to the mail server is protected",
    )
    smtp_port: Port = Field(
        default_factory=usual_port,
        description="465 for tls, 587 for starttls, 25 for none (1025 in development)",
    )
    smtp_username: str | None = Field(
        default=None, repr=False, description="for the login"
    )
    smtp_password: SecretStr | None = Field(default=None, description="for the login")
    smtp_timeout_seconds: float = Field(
        default=30.0, gt=0, le=600, description="longest wait for the mail server"
    )
    smtp_connections: int = Field(
        default=1, ge=1, le=20, description="connections of a worker to the mail server"
    )
    smtp_per_domain_per_minute: int = Field(
        default=600,
        ge=0,
        description="mails a minute of a worker to one domain; 0: as many as there are",
    )
    smtp_ca_file: Path | None = Field(
        default=None, description="certificates to trust instead of the machine's own"
    )
    allow_insecure_mail: bool = Field(
        default=False, description="accept smtp security none in production"
    )
    mail_from: Annotated[str, AfterValidator(an_address)] = Field(
        default_factory=in_mode("development", then="disputes@localhost", otherwise=""),
        description="sender of every mail",
    )
    mail_domain: str = Field(
        default_factory=domain_of_sender,
        description="right half of every Message-ID; never change it on a whim",
    )
    link_template: str = Field(
        default="",
        description="link to a dispute in mails: {reference}, {authority}, {dispute}",
    )

    # The Temporal UI and its codec endpoint
    ui_url: WebAddress = Field(
        default_factory=in_mode(
            "development", then="http://localhost:8233", otherwise=""
        ),
        description="where people open the Temporal UI",
    )
    codec_host: str = Field(
        default="127.0.0.1", description="address of the codec endpoint"
    )
    codec_port: Port = Field(default=8081, description="port of the codec endpoint")
    codec_origins: Annotated[
        tuple[Origin, ...], NoDecode, BeforeValidator(parted_by_commas)
    ] = Field(
        default_factory=origin_of_ui,
        description="UIs whose pages may ask it, parted by commas",
    )
    codec_token: SecretStr | None = Field(
        default=None,
        description="bearer token of programs, 32 random characters or more",
    )
    codec_jwks_file: Path | None = Field(
        default=None, description="public keys of the sign-in service"
    )
    codec_issuer: str | None = Field(
        default=None, description="issuer of sign-in tokens"
    )
    codec_audience: str | None = Field(
        default=None, description="audience of sign-in tokens"
    )
    codec_permission_claim: str = Field(
        default="permissions",
        description="claim of sign-in tokens that lists permissions",
    )

    # The worker
    task_queue: str = Field(
        default="disputes", min_length=1, description="the queue that workers take from"
    )
    deployment_name: str = Field(
        default="disputes", min_length=1, description="name of the worker deployment"
    )
    build_id: str | None = Field(
        default=None,
        description="version of this worker; unset, workers are not versioned",
    )

    @classmethod
    def from_environment(cls) -> Self:
        """Read the settings.

        Raises:
            SettingsRefused: A variable is misspelt, or its value cannot be understood;
                everything at once, and no secret in it.
        """
        faults = misspelt(os.environ, cls.model_fields) + secrets_faults(os.environ)
        try:
            found = cls()
        except ValidationError as error:
            raise SettingsRefused(*faults, *sentences(error)) from None
        if faults:
            raise SettingsRefused(*faults)
        return found

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[Any, ...]:
        """Take arguments first, then variables, then the files that hold secrets."""
        return init_settings, env_settings, lambda: secrets_in_files(os.environ)

    def faults(self) -> list[str]:
        """Return why these settings are unfit to run with, each one sentence."""
        found = [
            f"{PREFIX}{name.upper()} names {path}, which is not there."
            for name in ("calendar_file", "closures_file", "people_file")
            if (path := getattr(self, name)) is not None and not path.is_file()
        ]
        found += [
            f"{PREFIX}{name.upper()} is {path}, which is not a folder."
            for name in ("procedures_folder", "templates_folder")
            if (path := getattr(self, name)) is not None and not path.is_dir()
        ]
        if self.staff_directory and self.people_file:
            found.append(
                "DISPUTES_PEOPLE_FILE and DISPUTES_STAFF_DIRECTORY are both set; who holds"
                " which post can be asked in one place only."
            )
        if self.smtp_username and self.smtp_security == "none":
            found.append(
                "DISPUTES_SMTP_SECURITY=none would send the mail password in plain "
                "text; write starttls or tls, or leave DISPUTES_SMTP_USERNAME out."
            )
        return found + (self._unsafe() if self.mode == "production" else [])

    def refuse_if_unfit(self) -> None:
        """Do nothing, or refuse to run.

        Raises:
            SettingsRefused: `faults` lists something; all of it at once.
        """
        if found := self.faults():
            raise SettingsRefused(*found)

    def _unsafe(self) -> list[str]:
        """Return what production refuses."""
        unsafe = []
        if not self.keys_file.is_file():
            unsafe.append(
                f"There is no key ring at {self.keys_file}; make one with "
                "`disputes keys create`, or set DISPUTES_KEYS_FILE."
            )
        if self.database_url.startswith("sqlite"):
            unsafe.append(
                "DISPUTES_DATABASE_URL leads to SQLite; production wants "
                "postgresql://user:password@host/database."
            )
        if not self.mail_from:
            unsafe.append(
                "DISPUTES_MAIL_FROM is not set; write the sender of every mail."
            )
        if self.smtp_security == "none" and not self.allow_insecure_mail:
            unsafe.append(
                "DISPUTES_SMTP_SECURITY=none sends mail in plain text; write starttls "
                "or tls, or accept it with DISPUTES_ALLOW_INSECURE_MAIL=true."
            )
        if self.codec_token is None and self.codec_jwks_file is None:
            unsafe.append(
                "Nothing guards the codec endpoint; set DISPUTES_CODEC_TOKEN_FILE or "
                "DISPUTES_CODEC_JWKS_FILE."
            )
        if self.allow_rehearsals:
            unsafe.append(
                "DISPUTES_ALLOW_REHEARSALS=true lets days pass as seconds; "
                "leave it out in production."
            )
        return unsafe
