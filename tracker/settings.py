"""Settings, read once from the environment and from a `.env` file beside `manage.py`.

Without any variable, the tracker serves this machine only: the embedded PostgreSQL under `.data/`, a generated secret
key, plain HTTP on loopback. With `PRODUCTION=true`, the variables that a public server needs are required.
"""

from pathlib import Path
from typing import Any

from corsheaders.defaults import default_headers
from environs import Env, validate

from claims import choices
from tracker.local import embedded_database, secret_key
from tracker.rates import Rate

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.add_parser("rate", Rate.parse)
env.read_env(str(BASE_DIR / ".env"), recurse=False)

PRODUCTION = env.bool("PRODUCTION", False)
DEBUG = env.bool("DEBUG", False)
DATA_DIR = Path(env.str("DATA_DIR", "") or BASE_DIR / ".data").expanduser().resolve()

SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", "") or secret_key(DATA_DIR)
ALLOWED_HOSTS: list[str] = (
    env.list("ALLOWED_HOSTS") if PRODUCTION else env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
)
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])

INSTALLED_APPS = [
    "claims",
    "claims.desk.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "corsheaders",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
]

MIDDLEWARE = [
    "tracker.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "tracker.static.StaticMiddleware",
    # Before everything that looks at addresses, since it takes the language off them.
    "tracker.languages.LanguageMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "claims.api.http.limits.RateLimitMiddleware",
    "claims.api.http.bodies.BodyMiddleware",
    "claims.api.http.conditions.AnswersMiddleware",
    "claims.api.reads.ReadsMiddleware",
    "tracker.middleware.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Sessions, users and messages exist at the desk's addresses only; these skip all other requests.
    "claims.desk.logins.LoginMiddleware",
    "claims.desk.middleware.DeskSessionMiddleware",
    "claims.desk.middleware.DeskAuthenticationMiddleware",
    "claims.desk.middleware.DeskMessageMiddleware",
    "tracker.middleware.AuthorMiddleware",
    "claims.desk.lookups.LookupMiddleware",
    "tracker.middleware.UnavailableMiddleware",
]

ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# Always PostgreSQL. Without DATABASE_URL, the backend finds or starts the embedded server on the first connection.
DATABASE_URL = env.str("DATABASE_URL", "")
DATABASES: dict[str, dict[str, Any]] = {
    "default": (
        {**env.dj_db_url("DATABASE_URL"), "ENGINE": "tracker.postgres.external"}
        if DATABASE_URL
        else embedded_database(DATA_DIR)
    )
    | {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        # A cursor of the server outlives its transaction, which a pooler may not allow (docs/deployment.md).
        "DISABLE_SERVER_SIDE_CURSORS": True,
    },
}
# Whether statements are prepared once in each session of the server; `false` behind a pooler of transactions.
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", True)
# How long the database may take, in seconds; 0 leaves PostgreSQL's own. The server sets them on each connection
# (tracker/timeouts.py); commands, such as migrations, wait as long as they need, except for the connection itself.
DATABASE_CONNECT_TIMEOUT = env.int("DATABASE_CONNECT_TIMEOUT", 10, validate=validate.Range(min=0))
DATABASE_STATEMENT_TIMEOUT = env.float("DATABASE_STATEMENT_TIMEOUT", 15, validate=validate.Range(min=0))
DATABASE_LOCK_TIMEOUT = env.float("DATABASE_LOCK_TIMEOUT", 5, validate=validate.Range(min=0))
DATABASE_IDLE_TIMEOUT = env.float("DATABASE_IDLE_TIMEOUT", 30, validate=validate.Range(min=0))
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", DATABASE_CONNECT_TIMEOUT)
# In bytes, of a request's body. 200 statements with their citations are well below it.
MAX_BODY = 2 * 1024 * 1024
# The same at the desk's pages that take files (claims/desk/texts.py, claims/desk/importing.py): of 20 MiB at most, with
# the form around them.
UPLOADS = ("/desk/texts/", "/desk/import/")
DATA_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
# In seconds; a body that is not there by then is answered with 408.
BODY_TIMEOUT = env.float("BODY_TIMEOUT", 10, validate=validate.Range(min=0, min_inclusive=False))

# How many bytes of answers each worker keeps, given in MiB; 0 for none but their tags.
ANSWER_CACHE = int(env.float("ANSWER_CACHE", 64, validate=validate.Range(min=0)) * 1024 * 1024)

# How many streams of whole lists each worker sends at a time. Each has a thread, of four, and a database connection.
STREAMS = env.int("STREAMS", 2, validate=validate.Range(min=0))

# Limits on requests for each client address and for each key (docs/deployment.md). The defaults outside production are
# too high to be reached.
RATE_LIMIT_ADDRESS: Rate | None = env.rate("RATE_LIMIT_ADDRESS", "3000/minute" if PRODUCTION else "1000000/minute")
RATE_LIMIT_KEY: Rate | None = env.rate("RATE_LIMIT_KEY", "6000/minute" if PRODUCTION else "1000000/minute")
# Logins at the desk, for each address and for each account name.
LOGIN_LIMIT_ADDRESS: Rate | None = env.rate("LOGIN_LIMIT_ADDRESS", "20/minute" if PRODUCTION else "1000000/minute")
LOGIN_LIMIT_ACCOUNT: Rate | None = env.rate("LOGIN_LIMIT_ACCOUNT", "10/minute" if PRODUCTION else "1000000/minute")
# The number of our own proxies before the server; as many entries at the end of `X-Forwarded-For` are trusted.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 1 if BEHIND_PROXY else 0, validate=validate.Range(min=0))

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# The languages of the pages and of the desk, each in its own words; the first one is that of commands and of the API.
LANGUAGES = [("en", "English"), ("de", "Deutsch")]
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "claims.formats"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# With a slash at its beginning: static files have no language before their address.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

# What makes JSON-LD of a row, for its page and for the API.
LINKED_DATA = "claims.web.structured.json_ld"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["claims.api.http.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["claims.api.views.permissions.WritePermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "claims.api.http.negotiation.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["claims.api.http.parser.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "claims.api.openapi.schema.TrackerSchema",
    "DEFAULT_FILTER_BACKENDS": [],
    "EXCEPTION_HANDLER": "claims.api.http.problems.problem_response",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    # Otherwise DRF reads `?format=` itself and answers 404 to an unknown value instead of our 400.
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Statement and claim tracker",
    "DESCRIPTION": (
        "Who said what about which claim, when, in which role, in which source, word for word.\n\n"
        "A *speaker* makes a *statement*, which a *source* reports. A *claim* is one proposition, phrased positively "
        "and without a speaker. A *stance* says what one statement does with one claim; from the stances follows "
        "each speaker's *position* on each claim. Claims are linked to *incidents* under an *aspect*.\n\n"
        "The schemas describe the full row, whose fields are always there. With `fields`, `omit` or `brief`, an answer "
        "has only the fields that these parameters leave."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.0.3",
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "tryItOutEnabled": True,
        "displayRequestDuration": True,
        # By default the page sends the document to a validator on another host.
        "validatorUrl": None,
    },
    "LICENSE": {"name": "MIT"},
    "SERVERS": [{"url": "/", "description": "The server that this document comes from."}],
    # Each enumeration is one component, named as its class.
    "ENUM_NAME_OVERRIDES": {
        name: f"{choices.__name__}.{name}"
        for name, each in vars(choices).items()
        if getattr(each, "__module__", "") == choices.__name__
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "claims.api.openapi.document.declare_key",
        "claims.api.openapi.document.describe_tags",
        "claims.api.openapi.document.describe_properties",
        "claims.api.openapi.document.declare_values",
        "claims.api.openapi.document.describe_enumerations_once",
        "claims.api.openapi.document.name_types_of_unions",
        "claims.api.openapi.document.patch_bodies",
        "claims.api.openapi.document.details_extend_rows",
        "claims.api.openapi.document.leave_other_forms_undescribed",
        "claims.api.openapi.document.share_headers_and_examples",
        "claims.api.openapi.document.share_responses_and_parameters",
    ],
}

# Any origin is allowed: reading is public, and the API ignores cookies.
CORS_ALLOW_ALL_ORIGINS = True
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = [*default_headers, "idempotency-key", "if-match", "if-none-match", "x-request-id"]
CORS_EXPOSE_HEADERS = [
    "Content-Disposition",
    "ETag",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "X-Request-Id",
]

# Logs go to standard error; keeping them is the process manager's task. The request id of a log line is the
# X-Request-Id of the response.
ACCESS_LOG = env.bool("ACCESS_LOG", True)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "tracker.logs.RequestIdFilter"},
        "one_line": {"()": "tracker.logs.OneLineFilter"},
    },
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]},
        "stderr_one_line": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id", "one_line"],
        },
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # Responses with 4xx are the client's errors.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["stderr_one_line"], "level": "WARNING", "propagate": False},
        "tracker": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "claims": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Only the desk uses cookies. It has the addresses below /admin/ and below /desk/, and a cookie has one path.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "desk_session", "desk_csrf"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    # Health checks come from the internal network over plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", False)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", False)
    # Deployment checks W005 and W021 ask for both, which concern hosts that the tracker knows nothing of.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# Whether the desk may fetch an address that somebody types, from the public web (claims/texts/fetch.py).
FETCH_SOURCES = env.bool("FETCH_SOURCES", False)

# A deployment's own model as additional evidence for matching, and the weights that were learnt with it.
MATCHING_EVIDENCE = env.str("MATCHING_EVIDENCE", "")
MATCHING_WEIGHTS = env.str("MATCHING_WEIGHTS", "")
# A deployment's own model that finds statements in texts.
READING_EVIDENCE = env.str("READING_EVIDENCE", "")
