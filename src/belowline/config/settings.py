"""Django's settings, worked out from the environment."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from belowline.config import personal_data, sign_in, tasks
from belowline.config.environment import read_environment
from belowline.config.fetching import fetch_rules
from belowline.config.login_providers import config_problems, dialogs, offered, providers
from belowline.config.logs import logging_settings, server_logging
from belowline.config.mail import anymail_settings, mail_backend
from belowline.config.picture_store import picture_folder, picture_storage
from belowline.config.secret import kept_secret
from belowline.config.sign_in import sign_in_settings
from belowline.config.sso import accepted, public_part, sso_config_problems

ENVIRONMENT = read_environment()
_PACKAGE = Path(__file__).resolve().parent.parent
_WEB_ROOMS = ("http", "set_up", "sign_in", "account", "reading", "discussion", "desk", "api")
_DATA = ENVIRONMENT.data_dir.resolve()
_SECURE = ENVIRONMENT.site_url.startswith("https://")

SECRET_KEY = ENVIRONMENT.secret_key or kept_secret(_DATA)
DEBUG = ENVIRONMENT.debug
SITE_URL = ENVIRONMENT.site_url
ALLOWED_HOSTS = ["*"]  # which hosts are answered is in the database (web/http/visit.py)
OWN_HOSTS = [
    urlsplit(SITE_URL).hostname or "localhost",
    "127.0.0.1",
    "localhost",
    *(name.lower() for name in ENVIRONMENT.allowed_hosts),
]
ROOT_URLCONF = "belowline.config.urls"
WSGI_APPLICATION = "belowline.config.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
USE_I18N = True
LANGUAGES = [("en", "English"), ("ja", "日本語")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [_PACKAGE / "locale"]
DATETIME_FORMAT = "j F Y, H:i"  # for languages that Django knows no such format of
FORMAT_MODULE_PATH = "belowline.config.formats"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    *sign_in.APPS,
    "belowline.core",
    "belowline.accounts",
    "belowline.newsroom",
    "belowline.discussion",
    "belowline.moderation",
    "belowline.audience",
    "belowline.search",
    "belowline.network",
    "belowline.surveys",
]

MIDDLEWARE = [
    "belowline.web.http.security.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "belowline.web.http.compression.Compression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "belowline.web.http.visit.Visits",
    "belowline.web.http.cors.CrossOrigin",
    "belowline.web.http.cross_site.CrossSiteRefusal",
    "belowline.web.http.written_for.WrittenFor",
    "belowline.web.sign_in.middleware.AccountPages",
    "belowline.web.http.signed_in_hint.SignedInHint",
    "allauth.account.middleware.AccountMiddleware",
    "belowline.web.http.old_addresses.OldAddresses",
    "belowline.web.http.refusals.RefusalPages",
]
# What is made for everybody has no session, no cookie but a language, and is compressed later.
SHARED_MIDDLEWARE = [
    "belowline.web.http.security.SecurityHeaders",
    "belowline.web.http.visit.Visits",
    "belowline.web.http.cors.CrossOrigin",
    "belowline.web.http.old_addresses.OldAddresses",
    "belowline.web.http.refusals.RefusalPages",
]

# Pages are Jinja2's; what is Django's are the mails and messages of the sign-in library.
TEMPLATES = [
    {
        "NAME": "pages",
        "BACKEND": "belowline.config.templates.Pages",
        "DIRS": [
            *(_PACKAGE / "web" / room / "templates" for room in _WEB_ROOMS),
            _PACKAGE / "pages" / "templates",
        ],
        "OPTIONS": {"environment": "belowline.config.templates.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            _PACKAGE / "web" / "sign_in" / "mail_templates",
            _PACKAGE / "audience" / "templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"],
            "builtins": ["belowline.web.sign_in.mail_filters"],
        },
    },
]

# The file is not mapped: SQLite lets go of a mapping, as of its own cache, whenever another
# connection has written (docs/decisions/0036).
_SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;"
        "PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY;"
    ),
}


_POSTGRESQL_OPTIONS: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
    "prepare_threshold": None,
}


def _database() -> dict[str, Any]:
    url = ENVIRONMENT.database_url or f"sqlite:///{_DATA / 'belowline.sqlite3'}"
    database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600))
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = _SQLITE_OPTIONS
        database["CONN_MAX_AGE"] = None
    else:
        database["OPTIONS"] = _POSTGRESQL_OPTIONS | database.get("OPTIONS", {})
        # A connection that a restart has ended is noticed before it is used; and a pooler gives
        # each transaction another session, which knows neither cursors nor prepared statements.
        database["CONN_HEALTH_CHECKS"] = True
        database["DISABLE_SERVER_SIDE_CURSORS"] = True
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kept_for_a_while",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = _DATA / "static"
STATICFILES_DIRS = [
    folder for room in _WEB_ROOMS if (folder := _PACKAGE / "web" / room / "static").is_dir()
]
PICTURE_FOLDER = picture_folder(ENVIRONMENT, _DATA)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "pictures": picture_storage(ENVIRONMENT, PICTURE_FOLDER),
    "staticfiles": {"BACKEND": "belowline.web.http.assets.HashedFiles"},
}

EMAIL_BACKEND = mail_backend(ENVIRONMENT)
ANYMAIL = anymail_settings(ENVIRONMENT)
EMAIL_HOST = ENVIRONMENT.email_host
EMAIL_PORT = ENVIRONMENT.email_port
EMAIL_HOST_USER = ENVIRONMENT.email_user
EMAIL_HOST_PASSWORD = ENVIRONMENT.email_password
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10

AUTH_USER_MODEL = "accounts.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "belowline.web.sign_in.passwords.NotTheObvious"},
]
globals().update(sign_in_settings(ENVIRONMENT, is_secure=_SECURE))
SOCIALACCOUNT_PROVIDERS = providers(ENVIRONMENT)
FORMS_LEAD_TO = dialogs(ENVIRONMENT)
LOGIN_PROVIDERS = offered(ENVIRONMENT)
SSO_PUBLISHERS = accepted(ENVIRONMENT.sso_publishers)
SSO_LOGIN_URLS = public_part(SSO_PUBLISHERS)
FETCH_RULES = fetch_rules(ENVIRONMENT)
CONFIG_PROBLEMS = [*config_problems(ENVIRONMENT), *sso_config_problems(ENVIRONMENT.sso_publishers)]

SESSION_COOKIE_NAME = "__Host-session" if _SECURE else "session"
BEGUN_COOKIE_NAME = "__Host-begun" if _SECURE else "begun"
UNSENT_COOKIE_NAME = "__Host-unsent" if _SECURE else "unsent"
SESSION_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.trusted_proxies else None
)
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # CrossSiteRefusal does what CsrfViewMiddleware did
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
# A photograph of 5 MB and what a form puts around it, and one of 15 MB for an article with all the
# words of its form; files stay in memory, never on the disk.
LARGER_BODIES = {
    "/me/picture": 5_100_000,
    "/desk/pictures": 16_000_000,
    "/desk/look/logo": 16_000_000,
}
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 16_000_000
LARGEST_PICTURE = 5_000_000

REGULAR_TASKS = tasks.REGULAR_TASKS
TASKS = tasks.TASKS
PERSONAL_DATA = personal_data.PERSONAL_DATA
ERASERS = personal_data.ERASERS
PUBLICATIONS = personal_data.PUBLICATIONS
BEFORE_FOUNDING = "belowline.web.set_up.page.before_founding"
RESERVED_WORDS = "belowline.web.addresses.reserved_words"
SCREENING = "belowline.moderation.services.door.RulesAtTheDoor"
RETENTION = personal_data.RETENTION

LOGGING = logging_settings(ENVIRONMENT.log_format, ENVIRONMENT.log_level)
SERVER_LOGGING = server_logging(LOGGING)
