"""Checks values against the part of JSON Schema that api/openapi.json uses.

It is not a general validator: a keyword that it does not know stops the test, so that no rule of the document is
passed over in silence. Unknown properties are faults. In a request, what is read-only may be left out.
"""
import datetime
import re

PLAIN = {"title", "description", "readOnly", "x-personal", "x-unit"}  # words for people
KNOWN = PLAIN | {"type", "properties", "required", "enum", "items", "format", "pattern", "maxLength", "$ref", "additionalProperties"}


class Fault(AssertionError):
    pass


def _is(value, name):
    if name == "null":
        return value is None
    if name == "boolean":
        return isinstance(value, bool)
    if name == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if name == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, {"string": str, "object": dict, "array": list}[name])


def _check_text(value, schema, at):
    if schema.get("format") == "date":
        try:
            datetime.datetime.strptime(value, "%Y-%m-%d")
        except ValueError:
            raise Fault(f"{at}: {value!r} is no date") from None
    if "pattern" in schema and not re.search(schema["pattern"], value):
        raise Fault(f"{at}: {value!r} does not fit {schema['pattern']}")
    if len(value) > schema.get("maxLength", len(value)):
        raise Fault(f"{at}: longer than {schema['maxLength']}")


def _check_object(value, schema, document, at, request):
    properties = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value and not (request and properties.get(name, {}).get("readOnly")):
            raise Fault(f"{at}: {name} is missing")
    for name, inner in value.items():
        if name in properties:
            check(inner, properties[name], document, f"{at}.{name}", request)
        elif "properties" in schema and schema.get("additionalProperties", False) is False:
            raise Fault(f"{at}: {name} is not in the document")


def check(value, schema, document, at="body", request=False):
    """Raises a Fault when `value` does not fit `schema`."""
    while "$ref" in schema:
        found = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    if strange := set(schema) - KNOWN:
        raise Fault(f"{at}: the validator does not know {sorted(strange)}")
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(_is(value, name) for name in types):
            raise Fault(f"{at}: {value!r} is not {' or '.join(types)}")
    if "enum" in schema and value not in schema["enum"]:
        raise Fault(f"{at}: {value!r} is none of {schema['enum']}")
    if isinstance(value, str):
        _check_text(value, schema, at)
    elif isinstance(value, dict):
        _check_object(value, schema, document, at, request)
    elif isinstance(value, list) and "items" in schema:
        for i, inner in enumerate(value):
            check(inner, schema["items"], document, f"{at}[{i}]", request)
