"""Addresses of the ways in."""

from django.urls import path

from belowline.web.sign_in import facebook, publisher_pages, reauthentication

urlpatterns = [
    path("accounts/proof/", reauthentication.proof_by_code, name="proof-by-code"),
    path("accounts/facebook/deauthorize", facebook.deauthorize, name="facebook-deauthorize"),
    path("accounts/facebook/delete-data", facebook.delete_data, name="facebook-delete-data"),
    path("sso", publisher_pages.hand_over, name="sso"),
    path("sso/popup", publisher_pages.popup, name="sso-popup"),
    path("sso/done", publisher_pages.done, name="sso-done"),
]
