"""Vietnamese text in the encodings from before Unicode: TCVN3 (ABC) and VNI.

Such text arrives as Latin letters and signs ("§¬n vÞ", "Ñôn vò") because its font drew them as Vietnamese.
The tables follow TCVN 5712:1993 (VN3) and the VNI-Windows code page.
"""

from __future__ import annotations

import re
import unicodedata

TCVN3 = "TCVN3"
VNI = "VNI"
NAMES = {TCVN3: "TCVN3 (ABC)", VNI: "VNI"}

_TCVN3_FROM = 0xA1
# From 0xA1 to 0xFE; a dot where the code page has no letter.
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ....."  # A1–B3: the letters without tone, A8–AE in lower case
    ".àảãáạ.ằẳẵắ......."  # B4–C5
    "ặầẩẫấậè.ẻẽéẹềểễếệìỉ"  # C6–D8
    "...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"  # D9–FE
)


def _tcvn3_table() -> dict[int, str]:
    return {_TCVN3_FROM + i: letter for i, letter in enumerate(_TCVN3_LETTERS) if letter != "."}


# VNI writes the plain letter and a mark after it: a tone, a roof (U+0302) or a breve (U+0306).
_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_ROOFS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}


def _vni_table() -> dict[str, str]:
    """Every VNI pair and single letter, small and capital, with its Unicode letter."""
    pairs = {base + mark: base + tone for base in "aeouy" for mark, tone in _TONES.items()}
    pairs |= {base + mark: base + "\u0302" + tone for base in "aeo" for mark, tone in _ROOFS.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVES.items()}
    pairs |= {
        code + mark: letter + tone
        for code, letter in (("ô", "ơ"), ("ö", "ư"))
        for mark, tone in _TONES.items()
    }
    pairs |= _SINGLE
    composed = {code: unicodedata.normalize("NFC", letter) for code, letter in pairs.items()}
    # Capitals are often written with a small mark ("Aù") or a capital one ("AÙ").
    capitals = {code.upper(): letter.upper() for code, letter in composed.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in composed.items()}
    return composed | mixed | capitals


_TCVN3_TABLE = _tcvn3_table()
_VNI_TABLE = _vni_table()
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI_TABLE), key=len, reverse=True)))

_MODERN = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_ODD = re.compile("[\u00a1-\u00ff]")
_TOKEN = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|c(?!uy)|[bdđghklmnprstvx])?"
    r"(?:[aeêioôuưyâăơ]{1,2}|iê[uy]?|yê[u]?|uô[i]?|ươ[iu]?|uy[êau]|oa[iyo]|oe[o]|uâ[y]|uê|uơ|oo)"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ENOUGH = 3  # words with odd letters that must come out right before a text counts as legacy
_SURE = 0.85


def convert(text: str, encoding: str) -> str:
    """`text` in Unicode; words that are Unicode Vietnamese already are left alone."""
    return "".join(
        part if _MODERN.search(part) else _convert(part, encoding) for part in re.split(r"(\s+)", text)
    )


def is_modern(text: str) -> bool:
    """Whether `text` holds letters that only Unicode Vietnamese has."""
    return bool(_MODERN.search(text))


def detect(text: str) -> str | None:
    """TCVN3, VNI or None, by how many of the words with odd letters turn into Vietnamese syllables."""
    # "60÷65" is a span of numbers in Unicode, and a letter between digits in the old encodings.
    parts = [
        part
        for part in text.split()
        if _ODD.search(part) and _TOKEN.search(part) and not _MODERN.search(part)
    ]
    if len(parts) < _ENOUGH or len(_MODERN.findall(text)) > len(parts):
        return None
    best = max((TCVN3, VNI), key=lambda encoding: _score(parts, encoding))
    score, plain = _score(parts, best), _plain_score(parts)
    return best if score >= _SURE > plain and score * len(parts) >= _ENOUGH else None


def looks_vietnamese(text: str) -> bool:
    """Whether nearly all words with letters beyond ASCII are Vietnamese syllables."""
    parts = [part for part in text.split() if not part.isascii()]
    return len(parts) >= _ENOUGH and _plain_score(parts) >= _SURE


def from_font(font: str | None) -> str | None:
    """The encoding that a font's name promises: .VnTime, .VnArialH, VNI-Times…"""
    name = (font or "").strip().lower()
    if name.startswith(".vn"):
        return TCVN3
    return VNI if name.startswith(("vni-", "vni ")) else None


def all_capitals(font: str | None) -> bool:
    """Whether a TCVN3 font draws small letters as capitals (.VnTimeH)."""
    name = (font or "").strip()
    return name.lower().startswith(".vn") and name.endswith("H")


def _convert(text: str, encoding: str) -> str:
    if encoding == TCVN3:
        return text.translate(_TCVN3_TABLE)
    return _VNI_CODE.sub(lambda match: _VNI_TABLE[match.group(0)], text)


def _score(parts: list[str], encoding: str) -> float:
    return sum(_vietnamese(_convert(part, encoding)) for part in parts) / len(parts)


def _plain_score(parts: list[str]) -> float:
    return sum(_vietnamese(part) for part in parts) / len(parts)


def _vietnamese(part: str) -> bool:
    """Whether every word of `part` is a Vietnamese syllable and no odd sign is left."""
    tokens = _TOKEN.findall(part)
    return bool(tokens) and all(map(is_syllable, tokens)) and not re.search("[¡-©«-¯²-¶¹¼-¾]", part)


def is_syllable(token: str) -> bool:
    """Whether `token` is built like a Vietnamese syllable with at most one tone."""
    if not (token.islower() or token.isupper() or token.istitle()):
        return False  # a capital inside a word is a letter of an old encoding
    bare, tones = _TONE_MARKS.subn("", unicodedata.normalize("NFD", token.lower()))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))
