"""Every operation of the API."""

from typing import Any

from belowline.web.api.v1 import api
from docs.reference.tables import sentence, table

_METHODS = ("get", "post", "put", "patch", "delete")


def page() -> str:
    """The page on the API."""
    document: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    about = sentence(document["info"].get("description"))
    parts = [
        f"# API\n\n{about}",
        "The same, for programs: `/api/v1/openapi.json`; to read in a browser: `/api/v1/docs`.",
    ]
    for path, operations in document["paths"].items():
        parts.extend(
            _operation(method, path, operations[method])
            for method in _METHODS
            if method in operations
        )
    return "\n\n".join(parts)


def _operation(method: str, path: str, operation: dict[str, Any]) -> str:
    rows = [
        (
            f"`{parameter['name']}`",
            parameter["in"],
            "yes" if parameter.get("required") else "",
            sentence(parameter.get("description") or parameter["schema"].get("description")),
        )
        for parameter in operation.get("parameters", ())
    ]
    text = sentence(operation.get("description") or operation.get("summary"))
    parts = [f"## {method.upper()} {path}", text]
    if operation.get("security"):
        parts.append("Needs the session of somebody who is logged in.")
    if rows:
        parts.append(table(["parameter", "in", "needed", "meaning"], rows))
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body:
        parts.append(f"Takes `{_shape(body['schema'])}`.")
    parts.append(f"Answers {_answers(operation['responses'])}.")
    return "\n\n".join(parts)


def _answers(responses: dict[Any, Any]) -> str:
    shown = []
    for status, answer in sorted(responses.items(), key=lambda pair: int(pair[0])):
        content = next(iter(answer.get("content", {}).values()), None)
        shown.append(f"{status} (`{_shape(content['schema'])}`)" if content else str(status))
    return ", ".join(shown)


def _shape(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if schema.get("type") == "array":
        return f"list of {_shape(schema['items'])}"
    return str(schema.get("title") or schema.get("type", "anything"))
