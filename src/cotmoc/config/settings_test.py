"""Settings of the tests: their own folder, quick hashing, jobs at once; the rest as in production."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("COTMOC_DATA_DIR", tempfile.mkdtemp(prefix="cotmoc-test-"))
os.environ.setdefault("COTMOC_SECRET_KEY", "tests-only")

from cotmoc.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: an in-memory database would be one connection for every thread of the live server.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"  # noqa: F405
