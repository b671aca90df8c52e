"""Settings of the site, all of them; what differs between machines is read from the environment.

README's table lists every variable. Without any, the site runs on a checkout: SQLite, a key made
for this checkout, debug pages. With ``DEBUG=0`` it refuses to start while a secret is missing.
"""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

DEBUG = env.bool("DEBUG", default=True)

# What the site writes besides the database: the development key, the cache of compiled lessons.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))


def development_key() -> str:
    """A key made once for this checkout, so that a restart doesn't sign everybody out."""
    path = VAR_DIR / "development-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. With DEBUG=0 the site needs one of its own: "
            'python -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    SECRET_KEY = development_key()

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else []
)
if not DEBUG and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. Name the site's hosts: ALLOWED_HOSTS=learn.example.org"
    )
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
    "axes",
    "tutorial_site.setup",
    "tutorial_site.frontend",
    "tutorial_site.catalog",
    "tutorial_site.playground",
    "tutorial_site.quizzes",
    "tutorial_site.decisions",
    "tutorial_site.progress",
    "tutorial_site.review",
    "tutorial_site.accounts",
    "tutorial_site.drafts",
    "tutorial_site.archives",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "tutorial_site.frontend.static_files.StaticFilesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tutorial_site.accounts.same_learner.SameLearnerMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it turns a locked sign-in into its answer
]

ROOT_URLCONF = "tutorial_site.urls"
WSGI_APPLICATION = "tutorial_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            BASE_DIR / "tutorial_site" / "templates",
            # Each kind of question keeps its templates in its own folder.
            *sorted((BASE_DIR / "tutorial_site" / "quizzes" / "kinds").glob("*/templates")),
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- data -----------------------------------------------------------------------------------

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": env.str("SQLITE_PATH", default=str(BASE_DIR / "db.sqlite3")),
    "OPTIONS": {
        # Writers queue instead of failing: WAL lets readers go on, "IMMEDIATE" takes the
        # write lock before reading, so that no transaction has to be upgraded half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}


def database() -> dict[str, Any]:
    """SQLite, or the PostgreSQL that DATABASE_URL names."""
    if not env.str("DATABASE_URL", default=""):
        return SQLITE
    try:
        named = env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)
        if not named["ENGINE"].endswith("postgresql"):
            raise ValueError("it names another kind of database")
        import psycopg  # noqa: F401  asked for here, where it can be said what to do
    except ImportError as missing:
        raise ImproperlyConfigured(
            "DATABASE_URL is set, but what speaks to PostgreSQL isn't installed. Run "
            f"`python -m tutorial_site.setup` with DATABASE_URL set: it adds that. ({missing})"
        ) from missing
    except ValueError as error:
        raise ImproperlyConfigured(
            f"DATABASE_URL can't be used: {error}. It looks like "
            "postgresql://name:password@host:5432/database; for SQLite, set SQLITE_PATH instead."
        ) from error
    return dict(named)


DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 365  # a learner without an account comes back months later

# --- accounts -------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
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
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"

# Guessing passwords: five wrong ones in a row for a name from one address, and it rests.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "tutorial_site.accounts.addresses.client_address"

# E-mail, for new passwords. Without a server it is printed in development, and not sent elsewhere.
EMAIL_HOST = env.str("SMTP_HOST", default="")
EMAIL_PORT = env.int("SMTP_PORT", default=587)
EMAIL_HOST_USER = env.str("SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.str("SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("SMTP_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Side by Side <noreply@localhost>")
EMAIL_BACKEND = "django.core.mail.backends.{}.EmailBackend".format(
    "smtp" if EMAIL_HOST else "console" if DEBUG else "dummy"
)
CAN_SEND_EMAIL = bool(EMAIL_HOST) or DEBUG

# --- content --------------------------------------------------------------------------------

LESSONS_DIR = Path(env.str("LESSONS_DIR", default=str(BASE_DIR / "lessons")))

# Who draws a kind of block on a page: (request, course, lesson, block) -> HTML. The catalog knows
# what a block says; the room named here knows what a learner has done with it.
BLOCK_RENDERERS = {
    "app": "tutorial_site.playground.blocks.render",
    "exercise": "tutorial_site.playground.exercises.render",
    "quiz": "tutorial_site.quizzes.blocks.render",
    "verdict": "tutorial_site.quizzes.verdicts.render",
    "scoreboard": "tutorial_site.quizzes.scoreboard.render",
    "decision": "tutorial_site.decisions.pages.render",
}

# Who runs a kind of block when the linter is told to: (lesson, block) -> problems. Kinds that
# nothing has to be run for have none.
BLOCK_PROOFS = {
    "app": "tutorial_site.playground.proof.prove",
    "exercise": "tutorial_site.playground.exercise_proof.prove",
    "quiz": "tutorial_site.quizzes.running.prove",
}

# --- words, time, look ----------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
# Everything in static/dist/ carries a hash of its content in its name; nothing is collected.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600


def immutable_file_test(path: str, url: str) -> bool:
    """Whether a static file may be kept for ever: its name says what is in it."""
    return "/hashed/" in url or "/runtime/" in url


WHITENOISE_IMMUTABLE_FILE_TEST = immutable_file_test

# --- protection -----------------------------------------------------------------------------

# Pages run the site's own scripts and show its own frames: nothing inline, nothing from elsewhere.
# The sandbox's pages carry a policy of their own (playground/views.py).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# In production everything goes over HTTPS; HTTPS=0 is for a trial on one machine or a closed net.
HTTPS = env.bool("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    # Only where a proxy sets this header itself: otherwise any visitor could claim to use HTTPS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SILENCED_SYSTEM_CHECKS = [
    # HSTS speaks for this host alone: what other hosts of the domain do is their owners' to decide.
    "security.W005",
    "security.W021",
]
