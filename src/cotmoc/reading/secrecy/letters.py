"""What an eye reads in a line, whatever letters it is written with: no mark hides behind its spelling."""

from __future__ import annotations

import re
import unicodedata

# Letters of other alphabets that look like those of the three marks: Greek, Cyrillic, small capitals.
_ALIKE = {
    "A": "ΑА", "E": "ΕЕ", "I": "ΙІӀ", "M": "ΜМ", "O": "ΟО", "T": "ΤТ", "U": "Ս", "Y": "ΥУҮ",
    "a": "αаᴀ", "e": "еᴇ", "i": "ιіɪ", "m": "мᴍ", "o": "οоᴏ", "t": "τтᴛ", "u": "υսᴜ", "y": "уүʏ",
}  # fmt: skip
_PLAIN = str.maketrans({sign: letter for letter, signs in _ALIKE.items() for sign in signs})
# Letters and marks that show nothing; those whose kind says so ("Cf") are not named.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


def readable(line: str) -> str:
    """`line` in plain letters with single spaces, without what does not show; letters keep their case."""
    if not line.isascii():
        plain = unicodedata.normalize("NFKD", _BLANK.sub("", line)).translate(_PLAIN)
        shown = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
        line = unicodedata.normalize("NFC", shown)
    return " ".join(line.split())


def run_together(line: str) -> str:
    """Only the letters and digits of a readable line: of "T Ố I - M Ậ T" one word."""
    return "".join(sign for sign in line if sign.isalnum())
