"""The WSGI application that the server runs."""

from importlib import import_module

from belowline.web.http.reading_again import ReadingAgain

import_module("belowline.config.ahead")

application = ReadingAgain()
