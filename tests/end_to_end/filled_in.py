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
    if "$ref" in schema:
        schema = named[schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return _value(schema["anyOf"][0], named, at, set_free)
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            return {
                key: _value(inner, named, f"{at}.{key}", set_free)
                for key, inner in schema.get("properties", {}).items()
            }
        case "array":
            return [_value(schema["items"], named, at, set_free)]
        case "boolean":
            return True
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "string":
            return _SAMPLES.get(schema.get("format", "")) or set_free(f"all of {at}")
    return None
