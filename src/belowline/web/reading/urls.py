"""Addresses of what is read. Sections come last: any other first part is not a section."""

from django.urls import path

from belowline.web.reading import articles, feeds, profiles, threads

urlpatterns = [
    path("", articles.front, name="front"),
    path("feed.atom", feeds.articles_atom, name="feed"),
    path("threads/<str:ref>", threads.thread_fragment, name="thread-fragment"),
    path("threads/<str:ref>/items", threads.items, name="thread-items"),
    path("c/<str:ref>", threads.permalink, name="permalink"),
    path("c/<str:ref>/answers", threads.answers, name="answers"),
    path("people/<str:ref>", profiles.comments, name="profile"),
    path("people/<str:ref>/answers", profiles.answers, name="profile-answers"),
    path("pictures/<str:digest>/<int:size>", profiles.picture, name="picture"),
    path("<slug:section_slug>", articles.section, name="section"),
    path("<slug:section_slug>/feed.atom", feeds.articles_atom, name="section-feed"),
    path("<slug:section_slug>/<slug:slug>", articles.story, name="story"),
    path("<slug:section_slug>/<slug:slug>/feed.atom", feeds.comments_atom, name="thread-feed"),
]
