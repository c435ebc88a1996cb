"""The WSGI application that the server runs."""

import os

import django

from belowline.web.http.reading_again import ReadingAgain

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belowline.config.settings")
django.setup(set_prefix=False)

application = ReadingAgain()
