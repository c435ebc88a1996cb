"""A small newspaper with articles, people and comments on demand, for whatever a test tells."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from itertools import count
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from belowline.accounts.models import Person
from belowline.accounts.queries.people import Actor, actor
from belowline.accounts.services.registration import grant, register
from belowline.core.clock import now
from belowline.discussion.queries.threads import ThreadView
from belowline.discussion.services.posts import post_comment
from belowline.discussion.services.threads import open_thread
from belowline.newsroom.queries.articles import ArticleView
from belowline.newsroom.services.articles import publish_article
from belowline.newsroom.services.founding import create_publication
from belowline.newsroom.services.sections import ensure_section
from tests.found import article_by_id, thread

PASSWORD = "rope and tide 9"


@dataclass
class Newspaper:
    """A publication with one section; makes articles, people and comments on demand."""

    publication_id: int
    section_id: int
    _numbers: count
    _people: dict[str, Actor] = field(default_factory=dict)

    def article(self, **given) -> ArticleView:
        """Publishes an article an hour ago, with an open thread."""
        return self.article_in(self.section_id, **given)

    def article_in(self, section_id: int, **given) -> ArticleView:
        """The same in another section."""
        number = next(self._numbers)
        values = {
            "headline": f"Article number {number}",
            "published_at": now() - timedelta(hours=1),
            "body": "The council met. It decided nothing at all after four hours.",
            **given,
        }
        article_id = publish_article(
            publication_id=self.publication_id, section_id=section_id, **values
        )
        open_thread(article_id=article_id, publication_id=self.publication_id)
        found = article_by_id(article_id)
        assert found is not None
        return found

    def thread(self, **given) -> ThreadView:
        """The open thread of a new article."""
        return self.thread_below(self.article(**given))

    def thread_below(self, article: ArticleView) -> ThreadView:
        """The thread of an article."""
        found = thread(open_thread(article_id=article.id, publication_id=self.publication_id))
        assert found is not None
        return found

    def person(self, name: str = "", role: str = "", *, can_log_in: bool = False) -> Actor:
        """Registers somebody; `role` is a staff role."""
        name = name or f"reader {next(self._numbers)}"
        address = f"{quote(name.replace(' ', '.'))}@example.org"
        person_id = register(email=address, name=name, password=None)
        if can_log_in:
            Person.objects.filter(pk=person_id).update(password=_hash(settings.PASSWORD_HASHERS[0]))
        if role:
            grant(person_id=person_id, publication_id=self.publication_id, role=role)
        found = actor(person_id=person_id, publication_id=self.publication_id)
        assert found is not None
        self._people[name] = found
        return found

    def known(self, name: str) -> Actor:
        """Somebody who was registered before."""
        return self._people[name]

    def comment(
        self, below: ThreadView, text: str, by: Actor | None = None, to: int | None = None
    ) -> int:
        """Posts a comment and returns its id."""
        return post_comment(actor=by or self.person(), thread_id=below.id, text=text, parent_id=to)


@cache
def _hash(by: str) -> str:
    """Of PASSWORD, by the hasher of these tests; hashing is slow by design."""
    return make_password(PASSWORD)


def log_in(client: Client, person: Actor) -> None:
    """Logs somebody in, staff with a second factor."""
    client.force_login(Person.objects.get(pk=person.id))
    if person.moderates:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": time.time()}]
        session["account_authentication_methods_user"] = str(person.id)
        session.save()


def cookies_of(person: Actor) -> str:
    """The cookies of a browser in which this person has logged in."""
    client = Client()
    log_in(client, person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; signed_in={quote(person.name)}"


def found_newspaper() -> Newspaper:
    """The newspaper, empty."""
    publication_id = create_publication(slug="test", name="The Test", time_zone="Asia/Tokyo")
    section_id = ensure_section(publication_id=publication_id, name="Politics")
    return Newspaper(publication_id, section_id, count(1))
