"""The templates of pages: Jinja2 with what is around every page, and what only some pages say."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.backends.jinja2 import Jinja2, Template
from jinja2 import Environment

from belowline.accounts.queries.remote_sessions import remote_logins
from belowline.pages.environment import environment as of_pages
from belowline.web.account.browsers import browser_of
from belowline.web.http.context import shell


class Pages(Jinja2):
    """Django's backend, in which what a view gives goes before what is around every page."""

    def get_template(self, template_name: str) -> "Page":
        """The template with this name. Raises TemplateDoesNotExist and TemplateSyntaxError."""
        return Page(super().get_template(template_name).template, self)


class Page(Template):
    """A template that knows the visit."""

    def render(
        self, context: Mapping[str, Any] | None = None, request: HttpRequest | None = None
    ) -> str:
        """The page; without a request nothing is around it."""
        around = {} if request is None else shell(request)
        return super().render({**around, **(context or {})}, request)


def environment(**options: Any) -> Environment:
    """The environment of every page, for the backend."""
    made = of_pages(**options)
    made.globals["remote_logins_of"] = remote_logins
    made.filters["browser"] = browser_of
    return made
