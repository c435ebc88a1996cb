"""A process that is killed while it sends: nobody gets a newsletter twice, and nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as django_settings

from belowline.audience.models import Delivery, Issue, MailingList
from belowline.audience.services.sending import deliver
from belowline.core.clock import now
from databases import url_of_connection
from integration.test_newsletter_mail import readers_of
from smtp_server import smtp_server

_SENDER = """
import sys, django
django.setup()
from django.conf import settings
fast = {"mails_per_second": 1000, "domain_mails_per_minute": 60000}
settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=fast)
settings.EMAIL_BACKEND = "belowline.core.mail.SMTPBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[1])
settings.EMAIL_USE_TLS = False
from belowline.audience.services.sending import deliver
print("sends", flush=True)
deliver()
"""
_KILLS = 3


@pytest.mark.django_db(transaction=True)
def test_a_sender_that_is_killed_doubles_nothing_and_loses_nothing(newspaper, settings, tmp_path):
    here = newspaper.publication_id
    chosen = MailingList.objects.create(publication_id=here, kind="newsletter", name="B").pk
    addresses = [f"a{number}@post.example" for number in range(150)]
    readers_of(chosen, here, *addresses)
    issue_id = Issue.objects.create(
        publication_id=here,
        mailing_list_id=chosen,
        subject="Today",
        article_ids=[newspaper.article().id],
        state="scheduled",
        due_at=now(),
    ).pk
    environment = {
        **os.environ,
        "BELOWLINE_DATABASE_URL": url_of_connection(),
        "BELOWLINE_DATA_DIR": str(tmp_path),
        "BELOWLINE_SECRET_KEY": django_settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "belowline.config.settings",
    }
    with smtp_server(settings) as server:
        server.seconds = 0.02
        for _ in range(_KILLS):
            with subprocess.Popen(
                [sys.executable, "-c", _SENDER, str(settings.EMAIL_PORT)],
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            ) as sender:
                assert sender.stdout is not None
                assert sender.stdout.readline() == "sends\n"
                time.sleep(0.7)
                os.kill(sender.pid, signal.SIGKILL)
        assert 0 < len(server.recipients) < len(addresses), "it was killed in the middle"
        Delivery.objects.filter(state="handing").update(changed_at=now() - timedelta(hours=1))
        server.seconds = 0
        fast = {"mails_per_second": 1000, "domain_mails_per_minute": 60_000}
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=fast)
        deliver()
    assert max(Counter(server.recipients).values()) == 1, "nobody gets it twice"
    unknown = Delivery.objects.filter(state="unknown").values_list(
        "subscription__address", flat=True
    )
    assert len(unknown) <= _KILLS
    assert set(server.recipients) | set(unknown) == set(addresses)
    assert Issue.objects.get(pk=issue_id).state == "sent"
