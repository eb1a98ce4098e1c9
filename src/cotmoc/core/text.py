"""Vietnamese text: one normal form at intake, one fold for searching and comparing."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000\t ]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def normalise(text: str) -> str:
    """`text` in NFC with plain spaces and line ends, without invisible characters. Idempotent."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    return unicodedata.normalize(
        "NFC", "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    )


def fold(text: str) -> str:
    """`text` in lower case without diacritics, đ as d, so that "chuyen doi so" finds "Chuyển đổi số"."""
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in text if unicodedata.category(c) != "Mn")


def words(text: str) -> list[str]:
    """The folded words of `text` without punctuation."""
    return re.findall(r"[a-z0-9]+", fold(text))


def sentence_case(text: str) -> str:
    """`text` with a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]
