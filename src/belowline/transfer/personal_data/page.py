"""The readable page of an export: plain words, no script, nothing from elsewhere."""

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

from belowline.core.personal_data import Subject
from belowline.newsroom.queries.publications import PublicationView, base_urls

_NOTHING = '<p class="none">%s</p>'
_SPACE = re.compile(r"\s")
_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem;
  font: 1rem/1.55 system-ui, sans-serif;
  background: light-dark(#fffdf9, #131416); color: light-dark(#17181a, #ece9e3); }
h1, h2 { font-family: Georgia, serif; line-height: 1.2; text-wrap: balance; }
h2 { border-top: 1px solid; padding-top: .8rem; margin-top: 2.75rem; }
a { color: light-dark(#0b4f8a, #8cc4ff); }
nav ul { padding: 0; list-style: none; display: grid; gap: .35rem; }
dl { display: grid; grid-template-columns: minmax(7rem, 12rem) minmax(0, 1fr); gap: .2rem 1rem;
  margin: 0; padding: .9rem 0; border-bottom: 1px solid light-dark(#e2ded5, #303338); }
dt, small, .none { color: light-dark(#5d6066, #a3a5aa); }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
img { border-radius: 50%; width: 8rem; height: 8rem; }
@media (max-width: 34rem) {
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: .4rem; }
}
"""


class Writer:
    """Writes the page piece by piece, in the language that is active."""

    def __init__(self, publication: PublicationView, made_at: datetime) -> None:
        self._publication = publication
        self._made_at = made_at
        self._sites = tuple(f"{base_url}/" for base_url in base_urls().values())
        self._contents: list[tuple[Subject, int]] = []
        self.number = 0

    def row(self, subject: Subject, row: Mapping[str, object]) -> str:
        """One row; the first one of a subject comes after its title."""
        title = "" if self.number else self._title(subject)
        self.number += 1
        said = (
            (label, self._words(subject, row.get(key))) for key, label in subject.labels.items()
        )
        fields = "".join(
            f"<dt>{escape(label)}</dt><dd>{words}</dd>" for label, words in said if words
        )
        return f"{title}<dl>{fields}</dl>\n"

    def end(self, subject: Subject) -> str:
        """What comes after a subject's rows."""
        pictures = "".join(
            f'<p><img src="{escape(name)}" alt="{escape(subject.title)}"></p>'
            for name, _ in list(subject.files)[:1]
        )
        self._contents.append((subject, self.number))
        nothing = "" if self.number else self._title(subject) + _NOTHING % escape(gettext("None."))
        self.number = 0
        return f"{nothing}{pictures}\n"

    def head(self) -> str:
        """What the page begins with, once everything is known."""
        title = escape(gettext("Everything %(name)s keeps about you") % self._named())
        made = gettext("As of %(moment)s.") % {"moment": self._moment(self._made_at)}
        about = gettext(
            "This page works offline. The “json” folder has the same data, and a "
            "little more, for programs to read. It doesn’t include your password "
            "and other secrets, because we don’t store them in readable form. Nor "
            "does it include who reported your comments, or muted or blocked you, "
            "because that is their data."
        )
        items = "".join(
            f'<li><a href="#{it.name}">{escape(it.title)}</a> <small>{self._amount(n)}</small></li>'
            for it, n in self._contents
        )
        direction = "rtl" if get_language_bidi() else "ltr"
        return (
            f'<!doctype html>\n<html lang="{get_language()}" dir="{direction}">\n'
            '<head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{title}</title><style>{_STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n"
            f"<p>{escape(made)}</p>\n<p>{escape(about)}</p>\n<nav><ul>{items}</ul></nav>\n"
        )

    def foot(self) -> str:
        """What it ends with."""
        return "</body>\n</html>\n"

    def _named(self) -> dict[str, str]:
        return {"name": self._publication.name}

    def _title(self, subject: Subject) -> str:
        return f'<h2 id="{subject.name}">{escape(subject.title)}</h2>\n'

    def _amount(self, number: int) -> str:
        figure = number_format(number, force_grouping=True)
        return ngettext("%(n)s entry", "%(n)s entries", number) % {"n": figure}

    def _words(self, subject: Subject, value: object) -> str:
        """A value as people read it, escaped; empty where there is nothing to be said."""
        if isinstance(value, bool):
            return escape(gettext("Yes") if value else gettext("No"))
        if isinstance(value, datetime):
            return escape(self._moment(value))
        if isinstance(value, list | tuple):
            return "<br>".join(escape(str(each)) for each in value)
        known = subject.words.get(value) if isinstance(value, str | int) else None
        if known is not None:
            return escape(known)
        if isinstance(value, int):
            return number_format(value, force_grouping=True)
        text = escape(str(value or ""))
        return f'<a href="{text}">{text}</a>' if self._is_own(text) else text

    def _moment(self, moment: datetime) -> str:
        local = timezone.localtime(moment, self._publication.zone)
        return f"{date_format(local, 'DATETIME_FORMAT')} {local:%Z}"

    def _is_own(self, text: str) -> bool:
        """Whether this is an address of a publication here; others are shown and lead nowhere."""
        return text.startswith(self._sites) and not _SPACE.search(text)
