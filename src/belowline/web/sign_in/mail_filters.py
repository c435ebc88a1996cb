"""The filter that the sign-in library's mails need: browsers by name."""

from django import template

from belowline.web.account.browsers import browser_of

register = template.Library()
register.filter("browser", browser_of)
