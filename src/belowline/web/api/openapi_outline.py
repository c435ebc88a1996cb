"""The OpenAPI document, outlined for people."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter (`place` says where it goes) or a part of a shape (`place` is empty)."""

    name: str
    place: str
    kind: str
    needed: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked; `takes` and `answers` name shapes, `answers` by status."""

    method: str
    path: str
    meaning: str
    needs_session: bool
    parameters: tuple[Field, ...]
    takes: str
    answers: tuple[tuple[int, str], ...]
    example: str

    @property
    def anchor(self) -> str:
        """A fragment that leads to it."""
        return f"{self.method}{self.path}".lower().replace("/", "-").translate(_BRACES)


@dataclass(frozen=True, slots=True)
class Shape:
    """What an object holds."""

    name: str
    meaning: str
    fields: tuple[Field, ...]


_BRACES = str.maketrans("", "", "{}")


def operations(document: Mapping[str, Any], base_url: str) -> list[Operation]:
    """Every operation, in the document's order."""
    return [
        _operation(method, path, described[method], document, base_url)
        for path, described in document["paths"].items()
        for method in _METHODS
        if method in described
    ]


def shapes(document: Mapping[str, Any]) -> list[Shape]:
    """Every shape that is an object, by name."""
    return [
        Shape(name, schema.get("description", ""), tuple(_fields(schema)))
        for name, schema in sorted(document["components"]["schemas"].items())
        if schema.get("type") == "object"
    ]


def _operation(
    method: str,
    path: str,
    described: Mapping[str, Any],
    document: Mapping[str, Any],
    base_url: str,
) -> Operation:
    body = described.get("requestBody", {}).get("content", {}).get("application/json")
    takes = _kind(body["schema"]) if body else ""
    parameters = tuple(_parameter(parameter) for parameter in described["parameters"])
    asked = [f"{it.name}=…" for it in parameters if it.needed and it.place == "query"]
    operation = Operation(
        method=method.upper(),
        path=path,
        meaning=" ".join(described.get("description", "").split()),
        needs_session="security" in described,
        parameters=parameters,
        takes=takes,
        answers=tuple(_answers(described["responses"])),
        example="",
    )
    address = f"{base_url}{path}" + (f"?{'&'.join(asked)}" if asked else "")
    words = [*_curl(operation, base_url), *_body(takes, document), f"'{address}'"]
    return replace(operation, example=" ".join(words))


def _parameter(parameter: Mapping[str, Any]) -> Field:
    return Field(
        parameter["name"],
        parameter["in"],
        _kind(parameter["schema"]),
        bool(parameter["required"]),
        parameter.get("description", ""),
    )


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    needed = schema.get("required", ())
    for name, part in schema.get("properties", {}).items():
        yield Field(name, "", _kind(part), name in needed, part.get("description", ""))


def _answers(responses: Mapping[Any, Any]) -> Iterator[tuple[int, str]]:
    for status, answer in sorted((int(key), value) for key, value in responses.items()):
        content = next(iter(answer.get("content", {}).values()), None)
        yield status, _kind(content["schema"]) if content else ""


def _kind(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema:
        return ", ".join(json.dumps(value) for value in schema["enum"])
    for key in ("anyOf", "allOf"):
        if key in schema:
            return " or ".join(_kind(part) for part in schema[key])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    if schema.get("type") == "object":
        return "object"
    return str(schema.get("format") or schema.get("type", "anything"))


def _curl(operation: Operation, base_url: str) -> Iterator[str]:
    yield "curl"
    writes = operation.method != "GET"
    if writes:
        yield f"-X {operation.method}"
    if operation.needs_session:
        yield "-b session=…"
    if operation.needs_session and writes:
        yield f"-H 'Origin: {base_url}'"


def _body(takes: str, document: Mapping[str, Any]) -> list[str]:
    if not takes:
        return []
    parts = document["components"]["schemas"][takes]["properties"]
    shown = {name: part["examples"][0] for name, part in parts.items() if "examples" in part}
    return ["-H 'Content-Type: application/json'", f"-d '{json.dumps(shown)}'"]
