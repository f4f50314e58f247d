"""What may be set, what is made of it, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from settings import Settings, SettingsRefused

SAFE = {
    "MODE": "production",
    "DATABASE_URL": "postgresql://disputes:pw@db/disputes",
    "MAIL_FROM": "Disputes <disputes@anyshire.example>",
    "CODEC_TOKEN": "t" * 40,
    "KEYS_FILE": __file__,
    "PEOPLE_FILE": __file__,
}


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away whatever the machine that runs the tests has set."""
    for field in Settings.model_fields:
        for ending in ("", "_FILE"):
            monkeypatch.delenv(f"DISPUTES_{field.upper()}{ending}", raising=False)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Read the settings with these variables set."""

    def read(variables: dict[str, str] | None = None, **more: str) -> Settings:
        for name, value in {**(variables or {}), **more}.items():
            monkeypatch.setenv(f"DISPUTES_{name}", value)
        return Settings.from_environment()

    return read


def test_with_nothing_set_it_runs_at_a_desk(read: Any) -> None:
    settings = read()

    assert settings.mode == "development"
    assert settings.faults() == []
    assert settings.keys_file == Path(".disputes/keys.json")
    assert settings.database_url == "sqlite+aiosqlite:///.disputes/record.db"
    assert settings.procedures_folder == Path(__file__).parent.parent / "procedures"
    assert settings.task_queue == "disputes"
    assert settings.codec_origins == ("http://localhost:8233",)
    assert (settings.smtp_security, settings.smtp_port) == ("none", 1025)


def test_what_is_safe_to_run_in_production_is_accepted(read: Any) -> None:
    settings = read(SAFE)

    assert settings.faults() == []
    settings.refuse_if_unfit()
    assert (settings.smtp_security, settings.smtp_port) == ("starttls", 587)
    assert settings.mail_domain == "anyshire.example"


@pytest.mark.parametrize(
    ("variables", "field", "value"),
    [
        ({}, "require_encrypted", False),
        ({"MODE": "production"}, "require_encrypted", True),
        ({"MODE": "production", "REQUIRE_ENCRYPTED": "no"}, "require_encrypted", False),
        ({}, "allow_rehearsals", True),
        ({"MODE": "production"}, "allow_rehearsals", False),
        ({}, "mail_at_any_hour", True),
        ({"MODE": "production"}, "mail_at_any_hour", False),
        ({"HOME": "/srv/d"}, "keys_file", Path("/srv/d/keys.json")),
        (
            {"HOME": "/srv/d"},
            "database_url",
            "sqlite+aiosqlite:////srv/d/record.db",
        ),
        ({"KEYS_FILE": "/k.json", "HOME": "/srv/d"}, "keys_file", Path("/k.json")),
        (
            {"DATABASE_URL": "postgres://u@h/d"},
            "database_url",
            "postgresql+psycopg://u@h/d",
        ),
        (
            {"DATABASE_URL": "postgresql+psycopg://u@h/d?sslmode=require"},
            "database_url",
            "postgresql+psycopg://u@h/d?sslmode=require",
        ),
        ({"SMTP_SECURITY": "tls"}, "smtp_port", 465),
        ({"SMTP_SECURITY": "starttls"}, "smtp_port", 587),
        ({"SMTP_PORT": "2525"}, "smtp_port", 2525),
        ({"MODE": "production", "SMTP_SECURITY": "none"}, "smtp_port", 25),
        ({"MAIL_FROM": "a@b.example"}, "mail_domain", "b.example"),
        ({"LOG_LEVEL": "warning"}, "log_level", "WARNING"),
        ({"LOG_LEVEL": ""}, "log_level", "INFO"),
        (
            {"UI_URL": "https://UI.example/temporal/"},
            "codec_origins",
            ("https://ui.example",),
        ),
        (
            {"CODEC_ORIGINS": "https://a.example/, http://b.example:81"},
            "codec_origins",
            ("https://a.example", "http://b.example:81"),
        ),
        ({"MODE": "production"}, "ui_url", ""),
        ({"TEST_POSTGRES": "anything"}, "mode", "development"),
    ],
)
def test_a_value_is_what_is_made_of_its_variables(
    read: Any, variables: dict[str, str], field: str, value: Any
) -> None:
    assert getattr(read(variables), field) == value


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        (
            {"SMTP_PROT": "1"},
            "SMTP_PROT is not a setting; did you mean DISPUTES_SMTP_PORT?",
        ),
        ({"KEY_FILE": "x"}, "did you mean DISPUTES_KEYS_FILE?"),
        ({"SMTP_PASSWORD_FIEL": "x"}, "did you mean DISPUTES_SMTP_PASSWORD_FILE?"),
        ({"MODE": "prod"}, "DISPUTES_MODE is 'prod': input should be 'development' or"),
        (
            {"SMTP_PORT": "smtp"},
            "DISPUTES_SMTP_PORT is 'smtp': input should be a valid",
        ),
        ({"SMTP_PORT": "70000"}, "less than or equal to 65535"),
        ({"SMTP_TIMEOUT_SECONDS": "0"}, "greater than 0"),
        ({"SMTP_SECURITY": "ssl"}, "'none', 'starttls' or 'tls'"),
        ({"MAIL_FROM": "the council"}, "write an address, such as"),
        ({"MAIL_FROM": "a@b.example\nBcc: c@d.example"}, "write an address, such as"),
        ({"DATABASE_URL": "mysql://u@h/d"}, "write postgresql://user:password@host/"),
        ({"UI_URL": "localhost"}, "write a web address"),
        ({"CODEC_ORIGINS": "https://a.example,*"}, "DISPUTES_CODEC_ORIGINS is '*'"),
        ({"ALLOW_REHEARSALS": "perhaps"}, "DISPUTES_ALLOW_REHEARSALS is 'perhaps'"),
        ({"CODEC_TOKEN_FILE": "/nowhere"}, "names /nowhere, which is empty or unreada"),
        (
            {"CODEC_TOKEN": "x", "CODEC_TOKEN_FILE": __file__},
            "DISPUTES_CODEC_TOKEN and DISPUTES_CODEC_TOKEN_FILE are both set",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_in_a_sentence(
    read: Any, variables: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        read(variables)

    assert len(refusal.value.faults) == 1
    assert said in refusal.value.faults[0]


def test_everything_that_cannot_be_understood_is_said_at_once(read: Any) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        read(MODE="prod", SMTP_PROT="1", SMTP_PORT="x", CODEC_TOKEN_FILE="/nowhere")

    assert len(refusal.value.faults) == 4


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"KEYS_FILE": "/nowhere.json"}, "`disputes keys create`"),
        ({"DATABASE_URL": "sqlite:///record.db"}, "leads to SQLite"),
        ({"MAIL_FROM": ""}, "DISPUTES_MAIL_FROM is not set"),
        ({"SMTP_SECURITY": "none"}, "DISPUTES_ALLOW_INSECURE_MAIL=true"),
        ({"CODEC_TOKEN": ""}, "DISPUTES_CODEC_TOKEN_FILE or DISPUTES_CODEC_JWKS_FILE"),
        ({"ALLOW_REHEARSALS": "true"}, "lets days pass as seconds"),
        ({"PEOPLE_FILE": "/nowhere"}, "DISPUTES_PEOPLE_FILE names /nowhere"),
        ({"PROCEDURES_FOLDER": "/nowhere"}, "DISPUTES_PROCEDURES_FOLDER is /nowhere"),
    ],
)
def test_production_refuses_what_is_unsafe(
    read: Any, variables: dict[str, str], said: str
) -> None:
    settings = read(SAFE | variables)

    assert len(settings.faults()) == 1
    assert said in settings.faults()[0]
    with pytest.raises(SettingsRefused):
        settings.refuse_if_unfit()


def test_production_with_nothing_set_says_everything_at_once(
    read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # `make run` may have left a key ring in the project

    assert len(read(MODE="production").faults()) == 4


def test_plain_mail_is_accepted_in_production_where_it_is_asked_for_twice(
    read: Any,
) -> None:
    settings = read(SAFE, SMTP_SECURITY="none", ALLOW_INSECURE_MAIL="true")

    assert settings.faults() == []


def test_signed_tokens_guard_the_codec_endpoint_as_well(read: Any) -> None:
    settings = read(SAFE | {"CODEC_TOKEN": ""}, CODEC_JWKS_FILE="/jwks.json")

    assert settings.faults() == []


def test_a_mail_password_in_plain_text_is_refused_at_a_desk_too(read: Any) -> None:
    [fault] = read(SMTP_USERNAME="disputes", SMTP_SECURITY="none").faults()

    assert "in plain text" in fault


@pytest.mark.parametrize("name", ["SMTP_PASSWORD", "CODEC_TOKEN", "SMTP_USERNAME"])
def test_a_secret_may_stand_in_a_file(read: Any, name: str, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text("marigold\n")

    found = getattr(read({f"{name}_FILE": str(path)}), name.lower())

    assert getattr(found, "get_secret_value", lambda: found)() == "marigold"


def test_a_database_url_with_its_password_may_stand_in_a_file(
    read: Any, tmp_path: Path
) -> None:
    path = tmp_path / "url"
    path.write_text("postgresql://u:marigold@h/d\n")

    found = read(DATABASE_URL_FILE=str(path)).database_url

    assert found == "postgresql+psycopg://u:marigold@h/d"


def test_no_secret_is_shown_in_a_log_or_a_refusal(read: Any) -> None:
    settings = read(
        DATABASE_URL="postgresql://u:marigold@h/d",
        SMTP_PASSWORD="marigold",
        CODEC_TOKEN="marigold",
        SMTP_USERNAME="marigold",
    )
    assert "marigold" not in repr(settings)

    with pytest.raises(SettingsRefused) as refusal:
        read(DATABASE_URL="mysql://u:marigold@h/d")
    assert "marigold" not in str(refusal.value)


def test_every_setting_says_what_it_is_for() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
