"""Wiring: every knob of the house, read from the environment only, failing loudly."""

import os
import secrets
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ

env = environ.Env()


def _data_folder() -> Path:
    """Where the database and the files live: `VAKDESK_DATA`, else a folder of the person's own, made on first use."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    folder = Path(os.environ.get("VAKDESK_DATA") or Path(home) / "vakdesk").expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _secret(name: str) -> str:
    """A secret from the environment, else from a file in the data folder that is made once."""
    if given := os.environ.get(f"VAKDESK_{name.upper()}"):
        return given
    path = DATA / name
    if not path.exists():  # whole or not at all: web and worker may start at the same moment, or be killed in it
        descriptor, draft = tempfile.mkstemp(dir=DATA)
        with os.fdopen(descriptor, "w") as made:
            made.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text().strip()


def _database() -> dict[str, Any]:
    parsed = env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'vakdesk.sqlite3'}")
    if "sqlite" in parsed["ENGINE"]:
        # The cache in kB is each connection's own, and a web process has one for every thread: the system's cache serves them all.
        pragmas = "journal_mode=WAL synchronous=NORMAL temp_store=MEMORY mmap_size=134217728 cache_size=-4000 journal_size_limit=67108864"
        return parsed | {
            "ENGINE": "vakdesk.kit.sqlite",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas.split()),
            },
        }
    return parsed | {"CONN_HEALTH_CHECKS": True, "OPTIONS": {"pool": {"min_size": 1, "max_size": env.int("VAKDESK_POOL", default=12)}}}


SOURCE = Path(__file__).resolve().parents[1]
DATA = _data_folder()
DEBUG = False
DEMO = env.bool("VAKDESK_DEMO", default=False)
SECRET_KEY = _secret("secret_key")
ALLOWED_HOSTS = env.list("VAKDESK_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("VAKDESK_URL", default="")
HTTPS = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
DATABASES = {"default": _database()}
ON_POSTGRESQL = "postgresql" in DATABASES["default"]["ENGINE"]
#: How often who tried what: in the memory of the one web process, or where there are several, in the database they share.
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
SHARED = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "people_tries", "OPTIONS": {"MAX_ENTRIES": 100_000}}
CACHES = {"default": SHARED if ON_POSTGRESQL else IN_MEMORY}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
CSRF_FAILURE_VIEW = "vakdesk.ui.errors.csrf_failed"
ROOT_URLCONF = "vakdesk.config.urls"
WSGI_APPLICATION = "vakdesk.config.wsgi.application"

ROOMS = [
    "logbook",
    "jobs",
    "records",
    "search",
    "ui",
    "people",
    "live",
    "notices",
    "approvals",
    "standards",
    "suppliers",
    "services",
    "inventory",
    "levels",
    "tasks",
    "knowledge",
    "instructions",
    "tickets",
    "majors",
    "scripts",
    "feedback",
    "grants",
    "catalogue",
    "rules",
    "shifts",
    "status",
    "competence",
    "webhooks",
    "portal",
    "mailroom",
    "administration",
    "history",
    "api",
    "demo",
]
INSTALLED_APPS = [
    *[f"vakdesk.{room}" for room in ROOMS],
    "vakdesk.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "csp",
    *(["procrastinate.contrib.django"] if ON_POSTGRESQL else []),
]
MIDDLEWARE = [
    "vakdesk.ui.middleware.AnswerAssets",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "vakdesk.people.middleware.ActorMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "vakdesk.ui.middleware.AnswerRefusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "vakdesk.ui.context.shell",
            ],
            "builtins": ["vakdesk.ui.templatetags.ui"],
        },
    }
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("nl", "Nederlands"), ("et", "Eesti")]
TIME_ZONE = env.str("VAKDESK_TIME_ZONE", default="Europe/Amsterdam")
HOLIDAYS_OF = env.str("VAKDESK_HOLIDAYS", default="NL")
LOCALE_PATHS = [SOURCE / "locale"]
FORMAT_MODULE_PATH = "vakdesk.ui.formats"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

TASKS = {
    "default": {
        "BACKEND": "vakdesk.jobs.procrastinate.ProcrastinateBackend" if ON_POSTGRESQL else "vakdesk.jobs.embedded.EmbeddedBackend",
        "QUEUES": [],
    }
}

AUTHENTICATION_BACKENDS = ["vakdesk.people.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "vakdesk.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "vakdesk.people.sign_in_forms.SignInForm",
    "reset_password": "vakdesk.people.sign_in_forms.ForgotForm",
    "add_email": "vakdesk.people.sign_in_forms.NewAddressForm",
    "change_password": "vakdesk.people.sign_in_forms.ChangeForm",
    "set_password": "vakdesk.people.sign_in_forms.ChooseForm",
    "reset_password_from_key": "vakdesk.people.sign_in_forms.ChooseByLinkForm",
}
MFA_FORMS = {
    "authenticate": "vakdesk.people.sign_in_forms.CodeForm",
    "activate_totp": "vakdesk.people.sign_in_forms.FirstCodeForm",
    "add_webauthn": "vakdesk.people.sign_in_forms.NewKeyForm",
    "edit_webauthn": "vakdesk.people.sign_in_forms.RenameKeyForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can make the desk write to strangers
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_TOTP_ISSUER = "Vakdesk"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "vakdesk.people.adapter.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_SERVER = env.str("VAKDESK_OIDC_SERVER", default="")
#: Mail domains whose people may come in through single sign-on without being known yet; none by default.
OIDC_DOMAINS = [domain.lower() for domain in env.list("VAKDESK_OIDC_DOMAINS", default=[])]
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "sso",
                "name": env.str("VAKDESK_OIDC_NAME", default="Single sign-on"),
                "client_id": env.str("VAKDESK_OIDC_CLIENT_ID", default=""),
                "secret": env.str("VAKDESK_OIDC_SECRET", default=""),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else []
    }
}

SESSION_ENGINE = "vakdesk.people.sessions"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and env.bool("VAKDESK_BEHIND_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # messages in HTML are shown in a sandboxed frame of our own
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other names under the domain are not ours to promise HTTPS for
    "security.W021",  # nor is putting the domain on the browsers' lists
    "security.W019",  # the frame above
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'", *(["/".join(OIDC_SERVER.split("/")[:3])] if OIDC_SERVER else [])],  # browsers apply it to redirects too
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
        "object-src": ["'none'"],
    }
}

MAIL_FROM = env.str("VAKDESK_MAIL_FROM", default="servicedesk@localhost")
#: Whether the mail server delivers desk+anything@ to desk@: then answers come back to an address that bears a reply token.
MAIL_PLUS = env.bool("VAKDESK_MAIL_PLUS", default=True)
#: Addresses and domains mail may go to; empty for everywhere. For desks that are tried out with real data.
MAIL_ALLOW = {entry.strip().lower().removeprefix("@") for entry in env.list("VAKDESK_MAIL_ALLOW", default=[])} - {""}
SMTP = env.email_url("VAKDESK_SMTP", default="") if env.str("VAKDESK_SMTP", default="") else None
#: Files of a reply go along with its mail up to this size together; larger ones wait in the desk. 0: none go along.
MAIL_FILES_LIMIT_BYTES = env.int("VAKDESK_MAIL_FILES_MB", default=10) * 1024 * 1024
NOTICES_KEPT_FOR = timedelta(days=env.int("VAKDESK_NOTICES_KEPT_DAYS", default=365))  # once sent, read or given up; 0 for ever
MAIL_OWN_LISTS = env.list("VAKDESK_MAIL_OWN_LISTS", default=[])  # List-Ids or addresses of groups through which mail for the desk comes
MAIL_UNKNOWN_SENDERS = env.str("VAKDESK_MAIL_UNKNOWN_SENDERS", default="take")  # take, hold-outside (of known domains), hold
MAIL_MOST_PER_ADDRESS = env.int("VAKDESK_MAIL_MOST_PER_ADDRESS", default=30)  # messages of one sender in an hour; 0 for any number
MAIL_MOST_PER_MAILBOX = env.int("VAKDESK_MAIL_MOST_PER_MAILBOX", default=500)  # messages in an hour, then unknown senders wait; 0 as above
MAIL_TRUSTED_HOSTS = env.list("VAKDESK_MAIL_TRUSTED_HOSTS", default=[])  # whose Authentication-Results count
EMAIL_BACKEND = "vakdesk.notices.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = MAIL_FROM

API_REQUESTS_PER_MINUTE = env.int("VAKDESK_API_REQUESTS_PER_MINUTE", default=300)  # per token; 0 for any number
#: Networks and host names of the house that webhooks may reach, such as 10.1.0.0/16; all else that is not public is refused.
WEBHOOKS_ALLOWED = env.list("VAKDESK_WEBHOOKS_ALLOWED", default=[])

ATTACHMENT_LIMIT_BYTES = env.int("VAKDESK_ATTACHMENT_LIMIT_MB", default=25) * 1024 * 1024
ATTACHMENTS_PER_MESSAGE = env.int("VAKDESK_ATTACHMENTS_PER_MESSAGE", default=20)
UNDO_SEND_SECONDS = env.int("VAKDESK_UNDO_SEND_SECONDS", default=10)  # in which a message to a requester can be taken back; 0: none
REMIND_AFTER_WORKING_DAYS = env.int("VAKDESK_REMIND_AFTER_WORKING_DAYS", default=2)
CLOSE_AFTER_WORKING_DAYS = env.int("VAKDESK_CLOSE_AFTER_WORKING_DAYS", default=5)
TRAINEES_BEGIN = env.str("VAKDESK_TRAINEES_BEGIN", default="released")
RELEASE_WITHIN_WORKING_HOURS = env.int("VAKDESK_RELEASE_WITHIN_WORKING_HOURS", default=4)
OFFICE_HOURS = env.str("VAKDESK_OFFICE_HOURS", default="8:00-17:00")
IDENTITY_CHECK_HOLDS = timedelta(hours=env.int("VAKDESK_IDENTITY_CHECK_HOURS", default=24))  # then somebody checks again
TIMER_AT_MOST = timedelta(hours=env.int("VAKDESK_TIMER_AT_MOST_HOURS", default=8))  # a timer that runs longer was forgotten
#: Whether the status page is read without signing in: names of services, maintenance, and outages that are shown to all clients.
STATUS_IS_OPEN = env.bool("VAKDESK_STATUS_OPEN", default=False)
REOPEN_WITHIN_DAYS = env.int("VAKDESK_REOPEN_WITHIN_DAYS", default=10)
BACKDATE_AT_MOST = timedelta(days=env.int("VAKDESK_BACKDATE_AT_MOST_DAYS", default=7))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("VAKDESK_LOG", default="WARNING")},
}
