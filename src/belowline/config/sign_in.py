"""django-allauth's settings: how people get in, stay in, and prove that it is still them."""

from typing import Any

from belowline.config.environment import Environment

APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.apple",
    "allauth.socialaccount.providers.facebook",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
_CODE_MINUTES = 10
"""The longest that a code may live (OWASP ASVS 5.0, 6.5.5)."""


def sign_in_settings(environment: Environment, *, is_secure: bool) -> dict[str, Any]:
    """The settings by name; `is_secure` says whether readers come by HTTPS."""
    return {
        **_ACCOUNT,
        **_SECOND_FACTOR,
        **_OTHERS_ACCOUNTS,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if is_secure else "http",
        "ACCOUNT_RATE_LIMITS": _rate_limits(environment.sign_in_attempts_per_minute),
        "ALLAUTH_TRUSTED_PROXY_COUNT": environment.trusted_proxies,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not is_secure,
    }


def _forms(names: dict[str, str]) -> dict[str, str]:
    return {act: f"belowline.web.sign_in.account_forms.{name}" for act, name in names.items()}


_ACCOUNT: dict[str, Any] = {
    "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "/",
    "ACCOUNT_ADAPTER": "belowline.web.sign_in.account_adapter.AccountAdapter",
    "ACCOUNT_FORMS": _forms(
        {
            "add_email": "AddEmailForm",
            "change_email": "ChangeEmailForm",
            "change_password": "ChangePasswordForm",
            "confirm_email_verification_code": "ConfirmEmailVerificationCodeForm",
            "confirm_login_code": "ConfirmLoginCodeForm",
            "confirm_password_reset_code": "ConfirmPasswordResetCodeForm",
            "login": "LoginForm",
            "request_login_code": "RequestLoginCodeForm",
            "reset_password": "ResetPasswordForm",
            "reset_password_from_key": "ResetPasswordKeyForm",
            "set_password": "SetPasswordForm",
            "signup": "SignupForm",
        }
    ),
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_USER_DISPLAY": "belowline.accounts.queries.people.display_name",
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
    "ACCOUNT_CHANGE_EMAIL": True,
    "ACCOUNT_EMAIL_NOTIFICATIONS": True,
    "ACCOUNT_EMAIL_VERIFICATION": "mandatory",
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED": True,
    "ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT": _CODE_MINUTES * 60,
    "ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND": True,
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
    "ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND": True,
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": _CODE_MINUTES * 60,
    "ACCOUNT_LOGIN_TIMEOUT": 2 * _CODE_MINUTES * 60,
    "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED": True,
    "ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT": _CODE_MINUTES * 60,
    "ACCOUNT_LOGIN_ON_PASSWORD_RESET": True,
    "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": False,
    "ACCOUNT_UNIQUE_EMAIL": True,
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_LOGOUT_ON_GET": False,
    "ACCOUNT_REAUTHENTICATION_REQUIRED": True,
    "ACCOUNT_SESSION_REMEMBER": True,
    "USERSESSIONS_ADAPTER": "belowline.web.sign_in.sessions_adapter.SessionsAdapter",
    "USERSESSIONS_TRACK_ACTIVITY": False,
}

_SECOND_FACTOR: dict[str, Any] = {
    "MFA_ADAPTER": "belowline.web.sign_in.second_factor.SecondFactorAdapter",
    "MFA_FORMS": _forms(
        {
            "activate_totp": "ActivateTOTPForm",
            "add_webauthn": "AddWebAuthnForm",
            "authenticate": "AuthenticateForm",
            "edit_webauthn": "EditWebAuthnForm",
            "reauthenticate": "ReauthenticateForm",
        }
    ),
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_WEBAUTHN_USER_VERIFICATION": "required",
}

_OTHERS_ACCOUNTS: dict[str, Any] = {
    "SOCIALACCOUNT_ADAPTER": "belowline.web.sign_in.social_adapter.SocialAccountAdapter",
    "SOCIALACCOUNT_FORMS": _forms({"signup": "SocialSignupForm"}),
    "SOCIALACCOUNT_AUTO_SIGNUP": False,
    "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
    "SOCIALACCOUNT_QUERY_EMAIL": True,
    "SOCIALACCOUNT_STORE_TOKENS": False,
}


def _rate_limits(attempts: int) -> dict[str, str]:
    """How often each act may be tried, by network, by account and by address."""
    return {
        "login": f"{3 * attempts}/m/ip",
        "login_failed": f"{attempts}/m/ip,{attempts}/5m/key",
        "signup": f"{2 * attempts}/m/ip",
        "request_login_code": f"{2 * attempts}/m/ip,3/m/key",
        "reset_password": f"{2 * attempts}/m/ip,3/m/key",
        "reauthenticate": f"{attempts}/m/user",
        "change_password": f"{attempts}/m/user",
        "manage_email": f"{attempts}/m/user",
    }
