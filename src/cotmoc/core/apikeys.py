"""Keys of the API as text: `cm_live_` or `cm_test_` and 256 random bits; what is kept of them is a digest."""

from __future__ import annotations

import hashlib
import re
import secrets

_KEY = re.compile(r"cm_(live|test)_[A-Za-z0-9_-]{43}")
# What is shown of a key afterwards: its kind and eight letters, enough to tell keys apart.
SHOWN = 16


def new_key(*, is_test: bool) -> str:
    """A key nobody has seen yet."""
    return f"cm_{'test' if is_test else 'live'}_{secrets.token_urlsafe(32)}"


def looks_like_key(text: str) -> bool:
    """Whether `text` has the form of a key."""
    return _KEY.fullmatch(text) is not None


def is_test_key(text: str) -> bool:
    """Whether `text` has the form of a test key. The kind is part of what is digested, so nobody can change it."""
    return looks_like_key(text) and text.startswith("cm_test_")


def digest_of(key: str) -> str:
    """SHA-256 in hexadecimal. The key is random through and through, so no slow hash with salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()
