"""Django's settings, made of the declared ones in `env`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
from django.utils.translation import gettext_noop as mark

from cotmoc.config import env
from cotmoc.config.accounts import *  # noqa: F403 - django-allauth's settings
from cotmoc.config.mail import mail_settings
from cotmoc.config.singlesignon import *  # noqa: F403 - the one provider

BASE_DIR = env.ROOT
DATA_DIR = env.data_dir()
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
FONTS_DIR = FRONTEND_DIST / "fonts"

SECRET_KEY = env.secret_key()
DEBUG = env.flag("COTMOC_DEBUG")
ALLOWED_HOSTS = env.items("COTMOC_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.items("COTMOC_TRUSTED_ORIGINS")
PROVINCE_NAME = env.text("COTMOC_PROVINCE_NAME")
UPLOAD_MAX_BYTES = env.whole("COTMOC_UPLOAD_MAX_MB") * 1024 * 1024
DEMO = env.flag("COTMOC_DEMO")
# One account a role, made by `cotmoc demo load`. The password is for everybody to know; it opens invented data only.
_DEMO_PASSWORD = "trinh-dien"  # noqa: S105
DEMO_ACCOUNTS: tuple[dict[str, str], ...] = tuple(
    {
        "username": username,
        "full_name": full_name,
        "role": role,
        "agency": agency,
        "label": label,
        "password": _DEMO_PASSWORD,
    }
    for username, full_name, role, agency, label in (
        ("quantri", "Đinh Quang Vững", "manager", "VPTU", "Quản trị hệ thống"),
        ("tonghop", "Lương Thục Quyên", "planner", "VPTU", "Chuyên viên tổng hợp"),
        ("sokhcn", "Tạ Minh Khuê", "unit-officer", "SKHCN", mark("Đầu mối Sở Khoa học và Công nghệ")),
        ("giamdockhcn", "Trịnh Công Định", "unit-head", "SKHCN", mark("Giám đốc Sở Khoa học và Công nghệ")),
        ("tiepnhan", "Lê Khánh Vy", "receiving-officer", "UBND", mark("Cán bộ tiếp nhận của tỉnh")),
        ("xa01", "Hà Thị Mộc", "unit-officer", "X01", mark("Đầu mối một phường")),
        ("lanhdao", "Vũ Đăng Trường", "leader", "TU", "Lãnh đạo"),
        ("kiemtra", "Ngô Bảo Thư", "inspector", "UBKT", "Kiểm tra, giám sát"),
    )
)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "cotmoc.store",
    "cotmoc.actions",
    "cotmoc.ui",
    "cotmoc.web",
    "cotmoc.api",
    "cotmoc.jobs",
    # After our own apps: their templates come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    # First: every answer bears them, those of the next ones too.
    "cotmoc.web.middleware.security_headers",
    "cotmoc.api.problems.problem_answers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cotmoc.web.origin.note_origin",
    "cotmoc.web.language.choose_language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cotmoc.web.account.enrolment.require_second_factor",
    "cotmoc.web.middleware.translate_errors",
    "cotmoc.web.newest.remember_plan",
    # Last: what a test key does is taken back from here on.
    "cotmoc.api.keyauth.use_keys",
]
ROOT_URLCONF = "cotmoc.config.urls"
WSGI_APPLICATION = "cotmoc.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cotmoc.web.context.page",
            ],
        },
    }
]

_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # A save is acknowledged to a person: it must survive a power cut, so FULL, not NORMAL.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


def _database(url: str) -> dict[str, Any]:
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = dict(_SQLITE_OPTIONS)
    return config


DATABASES = {
    "default": _database(env.text("COTMOC_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'cotmoc.sqlite3'}")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "store.Person"
AUTHENTICATION_BACKENDS = ["cotmoc.web.account.backend.PersonBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "cotmoc.actions.passwords.NotLikeOneself",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "cotmoc.actions.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "cotmoc.actions.passwords.NotCommon"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("COTMOC_HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("COTMOC_HTTPS") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The address that letters name; empty: as the browser of whoever sends them.
ADDRESS = env.text("COTMOC_ADDRESS").rstrip("/")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("COTMOC_MAIL_FROM")
globals().update(mail_settings(env.text("COTMOC_SMTP_URL")))

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = env.flag("COTMOC_HTTPS")
FORMAT_MODULE_PATH = "cotmoc.config.formats"
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.exists() else []
# Vite already names files by their content; whitenoise serves them straight from the build, nothing is collected.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "cotmoc.actions.rehearsal.Files"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no-secrets": {"()": "cotmoc.config.logs.NoSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no-secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
