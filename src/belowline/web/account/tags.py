"""Template tags for the page of sessions: browsers by name, logins on publishers' pages."""

from django import template

from belowline.accounts.queries.remote_sessions import RemoteLogin, remote_logins
from belowline.web.account.browsers import browser_of

register = template.Library()


@register.filter
def browser(user_agent: str) -> str:
    """What a browser calls itself, for people: Firefox on Linux."""
    return browser_of(user_agent)


@register.simple_tag
def remote_logins_of(person_id: int) -> list[RemoteLogin]:
    """Where somebody is logged in on publishers' own pages."""
    return remote_logins(person_id)
