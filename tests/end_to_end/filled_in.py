"""Any message, filled in to the last key, with a canary wherever words may stand."""

from collections.abc import Callable
from typing import Any

from domain.messages import Message

_SAMPLES = {
    "date": "2026-05-08",
    "date-time": "2026-03-30T09:00:00Z",
}


def filled_in(model: type[Message], set_free: Callable[[str], str]) -> dict[str, Any]:
    """Return the JSON of a message in which no key is left out.

    It is made from the model's own schema, so that a message or a key that is added
    later is filled in as well. Whether the dispute takes it is another matter.
    """
    schema = model.model_json_schema()
    body: dict[str, Any] = _value(schema, schema.get("$defs", {}), model.kind, set_free)
    return body


def _value(
    schema: dict[str, Any],
    named: dict[str, Any],
    at: str,
    set_free: Callable[[str], str],
) -> Any:
    schema = _looked_up(schema, named)
    kind = schema.get("type")
    if kind == "object":
        return {
            key: _value(inner, named, f"{at}.{key}", set_free)
            for key, inner in schema.get("properties", {}).items()
        }
    if kind == "array":
        return [_value(schema["items"], named, at, set_free)]
    if kind == "string" and "enum" not in schema:
        return _SAMPLES.get(schema.get("format", "")) or set_free(f"all of {at}")
    return schema.get("enum", [kind == "boolean" or schema.get("minimum", 1)])[0]


def _looked_up(schema: dict[str, Any], named: dict[str, Any]) -> dict[str, Any]:
    """Return what a schema refers to; of several possibilities the first."""
    if "anyOf" in schema:
        return _looked_up(schema["anyOf"][0], named)
    if "$ref" in schema:
        return _looked_up(named[schema["$ref"].rpartition("/")[2]], named)
    return schema
