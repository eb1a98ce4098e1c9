"""Signed heads of the tree of events, written as the C2SP formats `tlog-checkpoint` and `signed-note` have them.

A note is five lines: the origin (the name of the key), the number of leaves, the root in base64, nothing, and the
signature "— name base64", whose first four bytes are the hash of the key. A key is handed out as "name+hash+base64".
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass

from cotmoc.core.errors import UnreadableError

_ED25519 = b"\x01"
_NOTE = re.compile(r"^([^\s+]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/=]+)\n\n— (\S+) ([A-Za-z0-9+/=]+)\n", re.M)
_HASH, _ROOT, _SIGNATURE = 4, 32, 64


@dataclass(frozen=True)
class PublicKey:
    """An Ed25519 key (32 bytes) under its name, which has neither spaces nor '+'."""

    name: str
    public: bytes

    @property
    def hash(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_HASH]

    def __str__(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """The key of a line "name+hash+base64". Raises UnreadableError."""
        name, _, rest = text.strip().partition("+")
        body = _bytes(rest.partition("+")[2])
        key = cls(name, body[1:])
        if not name or len(body) != 1 + _ROOT or str(key) != text.strip():
            raise UnreadableError(
                f"'{text.strip()[:60]}' không phải là khóa công khai của vết ghi; chép cả dòng của trang /vet/khoa.",
                code="key",
            )
        return key


@dataclass(frozen=True)
class Head:
    """The tree as it is at one moment: how many leaves it has, and its root."""

    size: int
    root: bytes

    def body(self, name: str) -> bytes:
        """What a key of that name signs."""
        return f"{name}\n{self.size}\n{b64encode(self.root).decode()}\n".encode()


@dataclass(frozen=True)
class SignedHead:
    """A head with the signature of the key `name`; `mark` is the hash of the key and the signature, in base64."""

    head: Head
    name: str
    mark: str

    @property
    def note(self) -> str:
        """The five lines."""
        return f"{self.head.body(self.name).decode()}\n— {self.name} {self.mark}\n"

    @property
    def key_hash(self) -> bytes:
        """Which key is said to have signed."""
        return _bytes(self.mark)[:_HASH]

    @property
    def signature(self) -> bytes:
        """The 64 bytes of Ed25519."""
        return _bytes(self.mark)[_HASH:]

    def is_by(self, key: PublicKey) -> bool:
        """Whether it names that key, in the one way there is to write it; says nothing of the signature."""
        named = self.name == key.name and self.key_hash == key.hash
        mark = self.key_hash + self.signature
        return named and len(self.signature) == _SIGNATURE and b64encode(mark).decode() == self.mark


def signed(head: Head, key: PublicKey, signature: bytes) -> SignedHead:
    """A head with its signature over `head.body(key.name)`."""
    return SignedHead(head, key.name, b64encode(key.hash + signature).decode())


def parse_notes(text: str) -> list[SignedHead]:
    """Every note of a text, such as a file of kept checkpoints. Raises UnreadableError where there is none."""
    found = []
    for origin, size, root, name, mark in _NOTE.findall(text.replace("\r\n", "\n") + "\n"):
        if origin == name and len(_bytes(root)) == _ROOT and size.isascii():
            found.append(SignedHead(Head(int(size), _bytes(root)), name, mark))
    if not found and text.strip():
        raise UnreadableError(
            "Không có điểm kiểm nào trong tệp: mỗi điểm kiểm là năm dòng như trang /vet/diem-kiem.",
            code="checkpoint",
        )
    return found


def key_for(one: SignedHead, keys: Iterable[PublicKey]) -> PublicKey | None:
    """The key among `keys` that a head says it is signed with."""
    return next((key for key in keys if one.is_by(key)), None)


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (Base64Error, ValueError):
        return b""
