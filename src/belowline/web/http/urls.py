"""Addresses of what every page has."""

from django.urls import path

from belowline.web.http import language

urlpatterns = [
    path("language", language.choose_language, name="language"),
]
