"""The public keys of the trail and what they prove. They stand in the data folder, one a line, the newest last."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from cotmoc.core.checkpoint import PublicKey, SignedHead, key_for, parse_notes


def keys_path() -> Path:
    """The public keys there have been."""
    return Path(settings.DATA_DIR) / "trail_keys"


def log_path() -> Path:
    """The checkpoints as they were published, one below the other: outside of the database."""
    return Path(settings.DATA_DIR) / "checkpoints.log"


def public_keys() -> list[PublicKey]:
    """Every key there has been, the newest last; none before the first event."""
    path = keys_path()
    return [PublicKey.parse(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def logged() -> list[SignedHead]:
    """The checkpoints of the log in the data folder."""
    return parse_notes(log_path().read_text("utf-8")) if log_path().exists() else []


def is_signed(one: SignedHead, keys: Iterable[PublicKey]) -> bool:
    """Whether one of the keys signed this head."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = key_for(one, keys)
    if key is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(one.signature, one.head.body(one.name))
    except InvalidSignature:
        return False
    return True
