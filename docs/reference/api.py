"""Every operation of the API."""

from belowline.web.api.openapi_outline import Operation, Shape, operations, shapes
from belowline.web.api.v1 import api
from docs.reference.tables import table


def page() -> str:
    """The page on the API."""
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    parts = [
        f"# API\n\n{document['info']['description']}",
        "The same, for programs: `/api/v1/openapi.json`; to read in a browser: `/api/v1/docs`.",
        *(_operation(operation) for operation in operations(document, "https://news.example")),
        "# Shapes",
        *(_shape(shape) for shape in shapes(document)),
    ]
    return "\n\n".join(parts)


def _operation(operation: Operation) -> str:
    rows = [
        (f"`{field.name}`", field.place, field.kind, "yes" if field.needed else "", field.meaning)
        for field in operation.parameters
    ]
    answers = [
        f"{status} ({shape})" if shape else str(status) for status, shape in operation.answers
    ]
    parts = [f"## {operation.method} {operation.path}", operation.meaning]
    if operation.needs_session:
        parts.append("Needs a login.")
    if rows:
        parts.append(table(["parameter", "in", "kind", "needed", "meaning"], rows))
    if operation.takes:
        parts.append(f"Takes {operation.takes}.")
    parts += [f"Answers {', '.join(answers)}.", f"```sh\n{operation.example}\n```"]
    return "\n\n".join(parts)


def _shape(shape: Shape) -> str:
    rows = [(f"`{field.name}`", field.kind, field.meaning) for field in shape.fields]
    return "\n\n".join(
        [f"## {shape.name}", shape.meaning, table(["field", "kind", "meaning"], rows)]
    )
