"""The key that signs the tree of events: made once, kept in the data folder, readable by its owner only.

The database does not hold it, so whoever can change the database alone cannot sign a tree of the own making.
"""

from __future__ import annotations

import os
import tempfile
from base64 import b64decode, b64encode
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.text import slugify

from cotmoc.core.checkpoint import Head, PublicKey, SignedHead, signed
from cotmoc.core.errors import UnreadableError
from cotmoc.core.text import fold
from cotmoc.store.keyring import keys_path, public_keys

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def sign(head: Head) -> SignedHead:
    """The head with our signature; the first one makes the key."""
    name, private = _key(_path())
    public = PublicKey(name, private.public_key().public_bytes_raw())
    return signed(head, public, private.sign(head.body(name)))


def retire_key() -> PublicKey:
    """Put a new key in the place of the present one, whose public half stays known. Returns the new one."""
    path = _path()
    _key(path)
    path.rename(path.with_name(f"{path.name}.{len(public_keys())}"))
    _key.cache_clear()
    _key(path)
    return public_keys()[-1]


def _path() -> Path:
    return Path(settings.DATA_DIR) / "trail_key"


@lru_cache(maxsize=4)
def _key(path: Path) -> tuple[str, Ed25519PrivateKey]:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not path.exists():
        _make(path)
    name, _, seed = path.read_text("utf-8").strip().partition(" ")
    try:
        private = Ed25519PrivateKey.from_private_bytes(b64decode(seed, validate=True))
    except ValueError as error:
        raise UnreadableError(
            f"Khóa ký vết ghi {path} bị hỏng; lấy lại tệp này từ bản sao lưu.", code="trail-key"
        ) from error
    _make_known(PublicKey(name, private.public_key().public_bytes_raw()))
    return name, private


def _make(path: Path) -> None:
    """A new key; of several processes that make one at the same time, the first one's stays."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    name = f"cot-moc/{slugify(fold(settings.PROVINCE_NAME)) or 'vet-ghi'}"
    seed = b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()
    handle, half_made = tempfile.mkstemp(dir=path.parent)  # only its owner may read it
    with os.fdopen(handle, "w") as file:
        file.write(f"{name} {seed}\n")
        file.flush()
        os.fsync(handle)
    try:
        os.link(half_made, path)
    except FileExistsError:
        pass
    finally:
        Path(half_made).unlink()


def _make_known(key: PublicKey) -> None:
    if str(key) not in map(str, public_keys()):
        with keys_path().open("a", encoding="utf-8") as file:
            file.write(f"{key}\n")
