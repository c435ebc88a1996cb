"""Addresses of the news site. Sections come last: any other first part is not a section."""

from django.urls import path

from belowline.web.site import acting, alerts, facebook, reading, writing
from belowline.web.site.language import choose_language

urlpatterns = [
    path("", reading.front, name="front"),
    path("feed.atom", reading.articles_atom, name="feed"),
    path("accounts/facebook/deauthorize", facebook.deauthorize, name="facebook-deauthorize"),
    path("accounts/facebook/delete-data", facebook.delete_data, name="facebook-delete-data"),
    path("erased/<str:code>", facebook.erased, name="erased"),
    path("alerts/<str:token>", alerts.invitation, name="alerts-invitation"),
    path("language", choose_language, name="language"),
    path("me", acting.me, name="me"),
    path("me/alerts", alerts.my_alerts, name="my-alerts"),
    path("me/threads/<str:ref>", acting.my_thread, name="my-thread"),
    path("preview", writing.preview_fragment, name="preview"),
    path("threads/<str:ref>", reading.thread_fragment, name="thread-fragment"),
    path("threads/<str:ref>/items", reading.items, name="thread-items"),
    path("threads/<str:ref>/comments", writing.compose, name="compose"),
    path("threads/<str:ref>/votes", acting.vote, name="vote"),
    path("c/<str:ref>", reading.permalink, name="permalink"),
    path("c/<str:ref>/answers", reading.answers, name="answers"),
    path("c/<str:ref>/reply", writing.reply, name="reply"),
    path("c/<str:ref>/quote", writing.quote, name="quote"),
    path("c/<str:ref>/edit", writing.edit, name="edit"),
    path("c/<str:ref>/withdraw", writing.withdraw, name="withdraw"),
    path("c/<str:ref>/report", acting.report, name="report"),
    path("c/<str:ref>/more", acting.more, name="more"),
    path("<slug:section_slug>", reading.section, name="section"),
    path("<slug:section_slug>/feed.atom", reading.articles_atom, name="section-feed"),
    path("<slug:section_slug>/<slug:slug>", reading.story, name="story"),
    path("<slug:section_slug>/<slug:slug>/feed.atom", reading.comments_atom, name="thread-feed"),
]
