"""Addresses of what readers do."""

from django.urls import path

from belowline.web.discussion import (
    composing,
    following,
    mutes_and_blocks,
    overlay,
    reporting,
    voting,
)

urlpatterns = [
    path("me/following", following.mine, name="following"),
    path("me/muted", mutes_and_blocks.mine, name="muted"),
    path("me/roles", overlay.my_roles, name="my-roles"),
    path("me/threads/<str:ref>", overlay.my_thread, name="my-thread"),
    path("preview", composing.preview_fragment, name="preview"),
    path("threads/<str:ref>/comments", composing.compose, name="compose"),
    path("threads/<str:ref>/follow", following.follow, name="follow"),
    path("threads/<str:ref>/unfollow", following.unfollow, name="unfollow"),
    path("threads/<str:ref>/votes", voting.vote, name="vote"),
    path("c/<str:ref>/reply", composing.reply, name="reply"),
    path("c/<str:ref>/quote", composing.quote, name="quote"),
    path("c/<str:ref>/edit", composing.edit, name="edit"),
    path("c/<str:ref>/withdraw", composing.withdraw, name="withdraw"),
    path("c/<str:ref>/report", reporting.report, name="report"),
    path("c/<str:ref>/more", reporting.more, name="more"),
    path("people/<str:ref>/mute", mutes_and_blocks.mute_reader, name="mute"),
    path("people/<str:ref>/unmute", mutes_and_blocks.unmute_reader, name="unmute"),
    path("people/<str:ref>/block", mutes_and_blocks.block_reader, name="block"),
    path("people/<str:ref>/unblock", mutes_and_blocks.unblock_reader, name="unblock"),
]
