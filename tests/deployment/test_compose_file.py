"""What must hold of docker-compose.yml whatever is changed in it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.main import get_command

from settings import Settings
from settings_values import PREFIX, misspelt
from starter.cli import app
from tests.deployment.composed import (
    MINIMUM,
    ROOT,
    Missing,
    compose,
    env_file,
    is_one_shot,
    is_ours,
    services,
    words,
)
from tests.deployment.conftest import TEMPORAL
from worker import GRACE

EACH = services()
ALL = pytest.mark.parametrize("name", EACH)
OURS = pytest.mark.parametrize("name", [one for one in EACH if is_ours(EACH[one])])


def _our_variables(environment: dict[str, Any]) -> dict[str, str]:
    return {n: str(v) for n, v in environment.items() if n.startswith(PREFIX)}


@ALL
def test_every_variable_of_ours_is_a_real_setting(name: str) -> None:
    ours = _our_variables(EACH[name].get("environment", {}))

    assert misspelt(ours, Settings.model_fields) == []


@pytest.mark.parametrize(
    "name", ["deployment/example.env", "deployment/development.env"]
)
def test_every_setting_in_an_env_file_is_used_and_real(name: str) -> None:
    shown = re.findall(r"^#?([A-Z_]+)=", (ROOT / name).read_text(), re.MULTILINE)
    used = re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "docker-compose.yml").read_text())

    assert shown
    assert set(shown) <= set(used)
    ours = {one: "x" for one in shown if one.startswith(PREFIX)}
    assert misspelt(ours, Settings.model_fields) == []


def test_every_variable_that_can_be_filled_in_is_shown_in_the_example() -> None:
    shown = (ROOT / "deployment/example.env").read_text()
    used = re.findall(r"\$\{([A-Z0-9_]+)", (ROOT / "docker-compose.yml").read_text())
    only_at_a_desk = {"DISPUTES_ALLOW_INSECURE_MAIL"}

    missing = [one for one in set(used) - only_at_a_desk if f"{one}=" not in shown]
    assert missing == []


@pytest.mark.parametrize("name", MINIMUM)
def test_what_has_no_safe_default_must_be_filled_in(name: str) -> None:
    with pytest.raises(Missing, match=name):
        compose({**MINIMUM, name: ""})


def test_the_example_as_it_is_starts_nothing() -> None:
    with pytest.raises(Missing, match=r"run deployment/make-secrets\.sh first"):
        compose(env_file("deployment/example.env"))


@ALL
def test_no_password_stands_in_the_environment(name: str) -> None:
    for variable, value in EACH[name].get("environment", {}).items():
        if re.search("PASSWORD|SECRET|TOKEN|PWD|API_KEY|DATABASE_URL", variable):
            allowed = ("/run/secrets/", "true", "false")
            assert value == "" or str(value).startswith(allowed), variable
    assert not any(re.search(r"://[^/]*:[^/]*@", word) for word in words(EACH[name]))


def test_every_secret_is_a_file_that_make_secrets_makes() -> None:
    script = (ROOT / "deployment/make-secrets.sh").read_text()

    for name, secret in compose()["secrets"].items():
        assert secret == {"file": f"./secrets/{name}"}
        assert re.search(rf"\bput {name}$", script, re.MULTILINE), name


@ALL
def test_every_secret_that_is_read_is_mounted(name: str) -> None:
    mounted = {f"/run/secrets/{secret}" for secret in EACH[name].get("secrets", [])}
    read = {
        str(value)
        for value in EACH[name].get("environment", {}).values()
        if str(value).startswith("/run/secrets/")
    }

    assert read <= mounted


@ALL
def test_a_service_has_a_health_check_or_does_one_thing_and_ends(name: str) -> None:
    check = EACH[name]["healthcheck"]

    if is_one_shot(EACH[name]):
        assert check == {"disable": True}
    else:
        assert check["test"][0] == "CMD"
        assert {"interval", "timeout", "retries", "start_period"} <= set(check)


@ALL
def test_every_service_is_locked_down(name: str) -> None:
    service = EACH[name]

    assert service["user"] == "1000:1000"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(one.startswith("/tmp:") for one in service["tmpfs"])
    assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service)
    assert "docker.sock" not in str(service)


@ALL
def test_every_image_is_pinned(name: str) -> None:
    image, colon, tag = EACH[name]["image"].partition(":")

    assert image
    assert colon
    assert re.search(r"\d+\.\d+", tag), f"{image} has no exact version"


def test_the_parts_of_temporal_bear_the_versions_that_were_tested() -> None:
    images = {service["image"] for service in EACH.values()}

    assert "temporalio/server:1.32.0" in images
    assert "temporalio/admin-tools:1.32.0" in images
    assert "temporalio/ui:2.54.1" in images


@ALL
def test_what_is_published_is_published_on_this_machine_only(name: str) -> None:
    for port in EACH[name].get("ports", []):
        assert port.startswith("127.0.0.1:")


def test_only_what_people_and_programs_need_is_published() -> None:
    published = {name for name in EACH if EACH[name].get("ports")}

    assert published == {"temporal", "codec", "ui", "ui-operators", "mail"}


def test_the_database_is_reached_from_its_own_network_only() -> None:
    networks = compose()["networks"]

    assert networks["database"] == networks["back"] == {"internal": True}
    assert EACH["postgres"]["networks"] == ["database"]
    assert not {"database"} & set(EACH["ui"]["networks"] + EACH["codec"]["networks"])


@ALL
def test_what_a_service_waits_for_can_come_true(name: str) -> None:
    for other, how in EACH[name].get("depends_on", {}).items():
        ends = how["condition"] == "service_completed_successfully"
        assert ends is is_one_shot(EACH[other]), f"{name} waits for {other}"
        assert "profiles" not in EACH[other]


@OURS
def test_every_command_of_our_image_exists(name: str) -> None:
    command: Any = get_command(app)
    arguments = [str(one) for one in EACH[name]["command"]]
    while arguments and hasattr(command, "commands"):
        if arguments[0] == "--help":
            return
        command = command.commands[arguments.pop(0)]
    options = {option for one in command.params for option in one.opts}

    assert not hasattr(command, "commands"), "it names a group of commands only"
    assert {one for one in arguments if one.startswith("--")} <= options


def test_a_stopping_worker_has_time_to_finish() -> None:
    seconds = int(EACH["worker"]["stop_grace_period"].removesuffix("s"))

    assert timedelta(seconds=seconds) >= GRACE + timedelta(seconds=15)
    assert EACH["worker"]["deploy"] == {"replicas": 2}


def test_those_who_watch_cannot_change_anything() -> None:
    watching = EACH["ui"]["environment"]
    mending = EACH["ui-operators"]["environment"]

    assert watching["TEMPORAL_DISABLE_WRITE_ACTIONS"] == "true"
    assert mending["TEMPORAL_DISABLE_WRITE_ACTIONS"] == "false"
    assert EACH["ui-operators"]["profiles"] == ["operators"]
    assert watching["TEMPORAL_CODEC_ENDPOINT"]


def test_mail_is_caught_at_a_desk_only() -> None:
    assert EACH["mail"]["profiles"] == ["development"]
    laid_over = {**MINIMUM, **env_file("deployment/development.env")}
    environment = services(laid_over)["worker"]["environment"]

    assert environment["DISPUTES_SMTP_HOST"] == "mail"
    assert EACH["worker"]["environment"]["DISPUTES_SMTP_SECURITY"] == "starttls"


def test_the_key_ring_is_mounted_as_a_folder_that_one_service_may_write_to() -> None:
    # A rotation replaces the file; a mount of the file itself would keep the old one.
    mounts = {
        name: one.get("read_only", False)
        for name, service in EACH.items()
        for one in service.get("volumes", [])
        if isinstance(one, dict) and one["source"] == "./secrets/keys"
    }

    assert set(mounts) == {"worker", "codec", "check", "disputes", "rotate-keys"}
    assert [name for name in mounts if not mounts[name]] == ["rotate-keys"]


def test_a_folder_that_is_not_there_is_refused_and_not_made() -> None:
    for name, service in EACH.items():
        for mount in service.get("volumes", []):
            if isinstance(mount, dict):
                assert mount["bind"] == {"create_host_path": False}, name


def test_the_temporal_server_knows_every_variable_it_is_given() -> None:
    # The development server of the same version holds the same configuration template.
    program = TEMPORAL.read_bytes()
    begins = program.index(b"# enable-template")
    template = program[begins : begins + 30_000]
    text = (ROOT / "docker-compose.yml").read_text()
    section = text.partition("\n  temporal:\n")[2].partition("\n    secrets:")[0]
    told = re.findall(r"^\s+(?:# )?([A-Z][A-Z0-9_]+):", section, re.MULTILINE)

    assert {"TEMPORAL_AUTH_AUTHORIZER", "NUM_HISTORY_SHARDS"} <= set(told)
    assert [one for one in told if one.encode() not in template] == []


def test_the_temporal_server_knows_every_dynamic_setting() -> None:
    program = TEMPORAL.read_bytes()
    text = (ROOT / "deployment/dynamic-config.yaml").read_text()
    keys = YAML(typ="safe").load(text)

    assert [key for key in keys if key.encode() not in program] == []
    assert not [key for key in keys if "TimeSkipping" in key]
