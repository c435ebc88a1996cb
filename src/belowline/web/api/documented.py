"""The API whose document says in which form errors leave."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from belowline.web.http.refusals import PROBLEM


class DocumentedAPI(NinjaAPI):
    """Ninja's API; in its OpenAPI document every error is problem details."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """The document, OpenAPI 3.1."""
        document = super().get_openapi_schema(**given)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {PROBLEM: next(iter(answer["content"].values()))}
        return document
