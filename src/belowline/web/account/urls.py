"""Addresses of one's own account."""

from django.urls import path

from belowline.web.account import alerts, data_export, deletion, deletion_receipt, home, settings

urlpatterns = [
    path("erased/<str:code>", deletion_receipt.erased, name="erased"),
    path("alerts/<str:token>", alerts.invitation, name="alerts-invitation"),
    path("me", home.me, name="me"),
    path("me/alerts", alerts.my_alerts, name="my-alerts"),
    path("me/data", data_export.own_data, name="own-data"),
    path("me/data/<str:ref>", data_export.fetch, name="fetch-data"),
    path("me/delete", deletion.delete_account, name="delete-account"),
    path("me/delete/keep", deletion.keep_account, name="keep-account"),
    path("me/settings", settings.show, name="settings"),
    path("me/name", settings.change_name, name="change-name"),
    path("me/picture", settings.send_picture, name="send-picture"),
    path("me/picture/remove", settings.delete_picture, name="delete-picture"),
    path("me/shown", settings.choose, name="choose-shown"),
]
