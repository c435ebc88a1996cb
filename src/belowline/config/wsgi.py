"""The WSGI application that the server runs."""

from importlib import import_module

from belowline.web.http.handler import Handler

import_module("belowline.config.ahead")

application = Handler()
