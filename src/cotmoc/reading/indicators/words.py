"""Phrases of the vocabulary as patterns over text without diacritics, offsets kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from cotmoc.reading.vocabulary import load, terms

_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵdđ"


class _Folding(dict[int, str]):
    """What each character becomes without diacritics, found once: a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        lower = chr(code).lower().replace("đ", "d")
        base = "".join(c for c in unicodedata.normalize("NFD", lower) if unicodedata.category(c) != "Mn")
        self[code] = base if len(base) == 1 else " "
        return self[code]


_FOLDING = _Folding()


def flat(text: str) -> str:
    """`text` in lower case without diacritics, one character for each of its own, so that offsets agree.

    Recognised text loses diacritics, so rules compare in this form; names and quotes are cut from the original.
    """
    return text.translate(_FOLDING)


def lowered(text: str) -> str:
    """`text` in lower case with its diacritics, one character for each of its own."""
    return "".join(low if len(low := c.lower()) == 1 else " " for c in text)


def spelled(phrases: Iterable[str]) -> str:
    """A regular expression over `lowered` text for any of `phrases`, the longest first.

    A word of one syllable must stand as it is spelled: without diacritics "trồng" (to plant) is "trong" (in).
    Longer phrases are known by their letters alone, since recognised text loses diacritics.
    """
    ordered = sorted({phrase.lower() for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(_whole(p) if " " not in p else _tolerant(p) for p in ordered) + ")"


def _tolerant(phrase: str) -> str:
    body = r"\s+".join("".join(_any_of(letter) for letter in word) for word in phrase.split())
    return rf"(?<!\w){body}(?!\w)" if phrase[-1].isalnum() else rf"(?<!\w){body}"


@cache
def _any_of(letter: str) -> str:
    """A class of the Vietnamese letters that are `letter` without diacritics."""
    base = flat(letter)
    same = [c for c in _LETTERS if flat(c) == base]
    return f"[{''.join(same)}]" if len(same) > 1 else re.escape(letter)


@cache
def spelled_pattern(name: str, key: str) -> re.Pattern[str]:
    """Any phrase of the list `key` of the vocabulary `name`, over `lowered` text."""
    return re.compile(spelled(terms(name, key)))


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression over `flat` text for any of `phrases`, the longest first; words match as a whole."""
    return _alternatives(tuple(phrases))


@cache
def _alternatives(phrases: tuple[str, ...]) -> str:
    ordered = sorted({flat(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(_whole(phrase) for phrase in ordered) + ")"


def _whole(phrase: str) -> str:
    body = r"\s+".join(re.escape(word) for word in phrase.split())
    start = r"(?<!\w)" if phrase[0].isalnum() else ""
    end = r"(?!\w)" if phrase[-1].isalnum() else ""
    return f"{start}{body}{end}"


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Any phrase of the list `key` of the vocabulary `name`."""
    return re.compile(alternatives(terms(name, key)))


@cache
def phrase_map(name: str, key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """(pattern of a phrase, what it stands for) for a table of lists, the longest phrase first."""
    table: dict[str, list[str]] = load(name)[key]
    pairs = [(phrase, meaning) for meaning, phrases in table.items() for phrase in phrases]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile(alternatives([phrase])), meaning) for phrase, meaning in pairs)
