"""docker-compose.yml as docker compose reads it, and the scripts beside it."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]

_VARIABLE = re.compile(r"\$\{(?P<name>[A-Z0-9_]+)(?:(?P<how>:-|:\?)(?P<else>[^}]*))?}")

MINIMUM = {
    "DEPLOYMENT_UID": "1000",
    "DEPLOYMENT_GID": "1000",
    "DISPUTES_BUILD_ID": "2026.11.1",
    "DISPUTES_SMTP_HOST": "smtp.anyshire.example",
    "DISPUTES_MAIL_FROM": "disputes@anyshire.example",
}
"""What somebody must write into .env; all else has a default."""


class Missing(Exception):
    """A variable that compose insists on; holds what compose would say."""


def filled(text: str, variables: Mapping[str, str]) -> str:
    """Fill in `${NAME}`, `${NAME:-default}` and `${NAME:?message}`."""

    def value(match: re.Match[str]) -> str:
        given = variables.get(match["name"], "")
        if not given and match["how"] == ":?":
            raise Missing(f"{match['name']}: {match['else']}")
        return given or (match["else"] if match["how"] == ":-" else "") or ""

    return _VARIABLE.sub(value, text)


def compose(variables: Mapping[str, str] = MINIMUM) -> Any:
    """Return the whole file."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    return YAML(typ="safe").load(filled(text, variables))


def services(variables: Mapping[str, str] = MINIMUM) -> dict[str, Any]:
    """Return its services by name."""
    return dict(compose(variables)["services"])


def is_ours(service: Mapping[str, Any]) -> bool:
    """Return whether a service runs our own image."""
    return str(service["image"]).startswith("disputes:")


def is_one_shot(service: Mapping[str, Any]) -> bool:
    """Return whether a service does one thing and ends."""
    return bool(service["restart"] == "no")


def env_file(name: str) -> dict[str, str]:
    """Return what an env file sets."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and line[0] != "#")
    return {key: value for key, _, value in pairs}


def words(value: Any) -> Iterator[str]:
    """Return every text in a piece of YAML."""
    if isinstance(value, Mapping):
        for inner in value.values():
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)
    else:
        yield str(value)


def run_script(
    project: Path, script: str, *arguments: object, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a script of a deployment in `project`, with `more` variables set."""
    return subprocess.run(
        ["/bin/sh", project / "deployment" / script, *map(str, arguments)],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
    )
