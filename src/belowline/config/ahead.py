"""What a worker can load before the database and the static files are ready: it takes longest."""

import os
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belowline.config.settings")
django.setup(set_prefix=False)
import_module("belowline.config.urls")
