"""Addresses below /accounts/ whose views are the library's: django-allauth's, and who may what."""

from belowline.web.http.addresses import Address
from belowline.web.http.who import CONFIGURED, EVERYBODY, OWNER, PROVEN, READERS, UNDER_WAY, Who


def _library(route: str, **methods: Who) -> Address:
    return Address(route, tuple((method.upper(), who) for method, who in methods.items()))


LIBRARY_ADDRESSES: tuple[Address, ...] = (
    _library("accounts/2fa/", get=READERS),
    _library("accounts/2fa/authenticate/", get=READERS, post=READERS),
    _library("accounts/2fa/reauthenticate/", get=PROVEN, post=PROVEN),
    _library("accounts/2fa/recovery-codes/", get=OWNER),
    _library("accounts/2fa/recovery-codes/download/", get=OWNER, post=OWNER),
    _library("accounts/2fa/recovery-codes/generate/", get=PROVEN, post=PROVEN),
    _library("accounts/2fa/totp/activate/", get=PROVEN, post=PROVEN),
    _library("accounts/2fa/totp/deactivate/", get=OWNER, post=OWNER),
    _library("accounts/2fa/webauthn/", get=READERS),
    _library("accounts/2fa/webauthn/add/", get=PROVEN, post=PROVEN),
    _library("accounts/2fa/webauthn/keys/<int:key>/edit/", get=PROVEN, post=PROVEN),
    _library("accounts/2fa/webauthn/keys/<int:key>/remove/", get=PROVEN, post=PROVEN),
    _library("accounts/2fa/webauthn/login/", get=READERS, post=READERS),
    _library("accounts/2fa/webauthn/reauthenticate/", get=PROVEN, post=PROVEN),
    _library("accounts/3rdparty/", get=READERS, post=READERS),
    _library("accounts/3rdparty/login/cancelled/", get=EVERYBODY),
    _library("accounts/3rdparty/login/error/", get=UNDER_WAY),
    _library("accounts/3rdparty/signup/", get=UNDER_WAY, post=UNDER_WAY),
    _library("accounts/apple/login/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/apple/login/callback/", post=EVERYBODY),
    _library("accounts/apple/login/callback/finish/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/confirm-email/", get=READERS, post=READERS),
    _library("accounts/email/", get=READERS, post=READERS),
    _library("accounts/facebook/login/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/facebook/login/callback/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/facebook/login/token/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/github/login/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/github/login/callback/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/google/login/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/google/login/callback/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/google/login/token/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/inactive/", get=EVERYBODY),
    _library("accounts/login/", get=EVERYBODY, post=EVERYBODY),
    _library("accounts/login/code/", get=EVERYBODY, post=EVERYBODY),
    _library("accounts/login/code/confirm/", get=READERS, post=READERS),
    _library("accounts/logout/", get=EVERYBODY, post=EVERYBODY),
    _library("accounts/oidc/<str:provider>/login/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/oidc/<str:provider>/login/callback/", get=CONFIGURED, post=CONFIGURED),
    _library("accounts/password/change/", get=READERS, post=READERS),
    _library("accounts/password/reset/", get=EVERYBODY, post=EVERYBODY),
    _library("accounts/password/reset/complete/", get=EVERYBODY, post=EVERYBODY),
    _library("accounts/password/reset/confirm/", get=UNDER_WAY, post=UNDER_WAY),
    _library("accounts/password/reset/done/", get=EVERYBODY),
    _library("accounts/password/set/", get=READERS, post=READERS),
    _library("accounts/reauthenticate/", get=READERS, post=READERS),
    _library("accounts/signup/", get=EVERYBODY, post=EVERYBODY),
    _library("accounts/sessions/", get=READERS, post=PROVEN),
)
