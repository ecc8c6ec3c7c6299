"""All settings, from the environment. Safe by default: without a SECRET_KEY it refuses to start and says what to do.

What each variable means stands in docs/operations.md.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from config.oidc import verified_domains
from config.private_files import kept_text, private_folder

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
private_folder(VAR_DIR)
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# Behind TLS everywhere but on a developer's machine: secure cookies, redirect, HSTS.
HTTPS = env.bool("HTTPS", default=not DEBUG)


def _secret_key() -> str:
    """Return SECRET_KEY, or with DEBUG one made once and kept in var/, so that a restart signs nobody out."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. Set it to a long random text and keep it secret, for example the output of: "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'. For local use set DEBUG=1 instead."
        )
    return kept_text(VAR_DIR / "secret_key", get_random_secret_key)


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# What links in e-mails begin with: never taken from a request, where anybody can write a host.
SITE_URL = env.str(
    "SITE_URL",
    default=f"http://localhost:{env.int('PORT', default=8000)}" if DEBUG else f"https://{(ALLOWED_HOSTS or [''])[0]}",
).rstrip("/")

INSTALLED_APPS = [
    "devplans.delivery",
    "devplans.overview",
    "devplans",
    "assessment.selection",
    "assessment.workshop",
    "assessment",
    "localities",
    "localities.kit",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.CompressedPages",
    "config.middleware.security_headers",
    "config.middleware.readable_requests",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "localities.auth.session_limits.end_in_time",
    "localities.kit.kept_text.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "localities.auth.mfa_required.second_step_first",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["config.templates.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "localities.kit.context_processors.service",
            ],
            "builtins": [
                "crispy_forms.templatetags.crispy_forms_filters",
                "localities.kit.templatetags.components",
                "localities.kit.templatetags.nhsuk",
            ],
        },
    },
]
SIMPLE_HISTORY_DATE_INDEX = False  # histories are read by row and by locality, never by day over all
CRISPY_TEMPLATE_PACK = "nhsuk"
CRISPY_ALLOWED_TEMPLATE_PACKS = "nhsuk"

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "config.sqlite3"
    # Measured with 8 people saving at once: only WAL and IMMEDIATE together give no "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
        "timeout": 20,
    }
else:
    # A server that does not answer is told about soon, not after the minutes that a network waits by itself.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Counters against password guessing live here, so that any number of web processes share them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

# What is done outside the web processes, by `manage.py worker`: each queue has a thread of its own there.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "pdfs"]}}

AUTH_USER_MODEL = "localities.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "localities.auth.backend.SignedIn",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "localities.auth.adapters.InvitedOnlyAdapter"
ACCOUNT_FORMS = {
    "login": "localities.forms.account.LoginForm",
    "change_password": "localities.forms.account.ChangePasswordForm",
    "reset_password": "localities.forms.account.ResetPasswordForm",
    "reset_password_from_key": "localities.forms.account.ResetPasswordKeyForm",
    "set_password": "localities.forms.account.SetPasswordForm",
    "reauthenticate": "localities.forms.account.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Against guessing (localities/auth/sign_in_limits.py): a key is an account together with where the guesses come from.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/m/ip,5/5m/key",
    "login_failed_everywhere": "100/h/key",
    "workshop_code": "20/m/ip",
}
# Whose address is counted against password guessing: behind proxies the client's, not the last proxy's.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=0)
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False

# A second step at sign-in: offered to everybody, asked of some where MFA_REQUIRED says so (auth/mfa_required.py).
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=False)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True  # a passkey is two steps in one: the device, and a finger, face or PIN
MFA_TOTP_ISSUER = "Locality self-assessment"
MFA_TOTP_TOLERANCE = 1  # half a minute either way: clocks of phones differ
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG  # passkeys on http://localhost
MFA_FORMS = {
    "authenticate": "localities.forms.account.AuthenticateForm",
    "reauthenticate": "localities.forms.account.ReauthenticateByCodeForm",
    "activate_totp": "localities.forms.account.ActivateTOTPForm",
    "add_webauthn": "localities.forms.account.AddPasskeyForm",
    "edit_webauthn": "localities.forms.account.EditPasskeyForm",
}
MFA_ADAPTER = "localities.auth.adapters.SecondStepAdapter"

# Signing in with an account held elsewhere, such as NHS identity: there when all four are set.
OIDC = {name: env.str(f"OIDC_{name}", default="") for name in ("NAME", "SERVER_URL", "CLIENT_ID", "CLIENT_SECRET")}
if any(OIDC.values()) and not all(OIDC.values()):
    missing = ", ".join(f"OIDC_{name}" for name, value in OIDC.items() if not value)
    raise ImproperlyConfigured(f"For signing in by OpenID Connect set {missing} as well, or none of the four.")
OIDC_NAME = OIDC["NAME"]
OIDC_VERIFIED_DOMAINS = verified_domains(env.str("OIDC_VERIFIED_DOMAINS", default=""), OIDC["SERVER_URL"])
SOCIALACCOUNT_ADAPTER = "localities.auth.adapters.InvitedOnlySocialAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sign-in",
                "name": OIDC["NAME"],
                "client_id": OIDC["CLIENT_ID"],
                "secret": OIDC["CLIENT_SECRET"],
                "settings": {"server_url": OIDC["SERVER_URL"], "verified_email": OIDC_VERIFIED_DOMAINS},
            }
        ]
        if OIDC["NAME"]
        else [],
    }
}
# A link: the content security policy lets no form lead to another site.
SOCIALACCOUNT_LOGIN_ON_GET = True

# Signed out after so long without doing anything, and so long in all (localities/auth/session_limits.py).
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
SESSION_HOURS = env.int("SESSION_HOURS", default=12)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "localities.kit.kept_text.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}"))  # EMAIL_HOST and its like
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Locality self-assessment <no-reply@localhost>")

DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="locality-demo")

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
FORMAT_MODULE_PATH = "config.formats"

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "assets"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder", "config.static_files.AppFiles"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.HashedStaticFiles"
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"class": "config.logs.Formatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # These tell at INFO of every font table and drawing step, and of every job.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    },
}
