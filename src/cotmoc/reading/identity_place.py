"""Issuer, level and place of a directive: from its header where there is one, else from what the text says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cotmoc.core.text import fold
from cotmoc.reading.agencies import begins_with_order
from cotmoc.reading.letters import CAPITAL, SMALL
from cotmoc.reading.vocabulary import load, terms

_PLACE_LINE = re.compile(
    r"^(.{2,40}?)(?:,?\s*ngày\b.{0,12}tháng\b.{0,12}năm|,\s*ngày\s+\d{1,2}[/.-]\d)", re.IGNORECASE
)
_NAME = rf"([{CAPITAL}][{SMALL}]+(?:[ -][{CAPITAL}][{SMALL}]+){{0,3}})"
_UNITS = {
    "tỉnh": r"(?:tỉnh|thành phố|Tỉnh ủy|Thành ủy)",
    "huyện": r"(?:huyện|quận|thị xã|Huyện ủy|Quận ủy|Thị ủy)",
    "xã": r"(?:xã|phường|thị trấn|đặc khu)",
}
_LEVEL_OF_UNIT = {
    "huyen": "huyện",
    "quan": "huyện",
    "thi xa": "huyện",
    "xa": "xã",
    "phuong": "xã",
    "dac khu": "xã",
}
_NOT_NAMES = frozenset(["viet nam", "dang", "nha nuoc", "trung uong", "uy", "va"])
_SIGNED = re.compile(r"^(?:T/M|TM|T\.M)\.?\s*(.+)$", re.IGNORECASE)


def issuer_of(front: list[str], signature: list[str], basis: list[str], text: str) -> str | None:
    """The body that issues the directive, in full where the header or the text gives its name."""
    header = _header_body(front, text)
    signed = next((found[1].strip() for line in signature if (found := _SIGNED.match(line.strip()))), None)
    said = next((body for line in basis if (body := _issuing_body(line))), None)
    body = (
        said
        if said and (not header or fold(said).startswith("ban "))
        else header or (_as_written(signed, text) if signed else None)
    )
    if body is None:
        return None
    return _with_name(body, header, text)


def level_of(issuer: str | None, number: str | None, front: Sequence[str] = ()) -> str | None:
    """trung ương · tỉnh · huyện · xã, from the issuer's name, the last letters of the number, or the body above it.

    A school or a hospital bears no level in its name: it has the one of the body that stands over it in the header.
    """
    if said := _named_level(issuer or ""):
        return said
    last = re.findall(r"[a-z]+", fold(number or ""))
    levels: dict[str, str] = load("identity")["symbol_levels"]
    if last and last[-1] in levels:
        return levels[last[-1]]
    mottoes = terms("identity", "header.motto")
    above = (line for line in front if line.isupper() and fold(line).strip(" *_") not in mottoes)
    return next((level for line in above if (level := _named_level(line))), None)


def _named_level(name: str) -> str | None:
    names = f" {' '.join(re.findall(r'[a-z0-9]+', fold(name)))} ".replace(" xa hoi ", " ")
    for level, words in load("identity")["levels"].items():
        if any(f" {word} " in names for word in words):
            return str(level)
    return None


def place_of(front: list[str], level: str | None, issuer: str | None, text: str) -> str | None:
    """Where the directive was issued: the words before the date, else the names of the area and its province."""
    for line in front:
        if (
            (found := _PLACE_LINE.match(line.strip()))
            and found[1][0].isupper()
            and not re.search(r"\d", found[1])
        ):
            return found[1].strip(" ,")
    names = []
    if level in ("huyện", "xã"):
        names.append(_most_named(_UNITS[level], issuer or "") or _most_named(_UNITS[level], text))
    if level in ("tỉnh", "huyện", "xã"):
        own = _most_named(_UNITS["tỉnh"], issuer or "") if level == "tỉnh" else None
        names.append(own or _most_named(_UNITS["tỉnh"], text))
    return ", ".join(name for name in names if name) or None


def _header_body(front: list[str], text: str) -> str | None:
    """The body that the lines in capitals at the top name, without the motto: the last one, when two stand there."""
    lines: list[str] = []
    for line in front:
        folded = fold(line).strip()
        if folded.startswith(tuple(load("identity")["kinds"])):
            break
        letters = [c for c in line if c.isalpha()]
        too_short = len(letters) < (2 if lines else 4)  # a long name may end in a line of one short word
        if too_short or not line.isupper() or folded in terms("identity", "header.motto"):
            continue
        if folded.startswith(terms("identity", "header.bodies")):
            lines.clear()
        lines.append(line.strip(" *-_"))
    return _as_written(" ".join(lines), text) if lines else None


def _as_written(capitals: str, text: str) -> str:
    """A name in capitals as the text itself writes it elsewhere, else by the rule for names."""
    found: list[str] = re.findall(re.escape(capitals), text, re.IGNORECASE)
    written = Counter(name for name in found if not name.isupper() and name[0].isupper())
    return written.most_common(1)[0][0] if written else _title_case(capitals)


def _issuing_body(line: str) -> str | None:
    """The subject of "…, Ban Thường vụ Tỉnh ủy ban hành …"."""
    verbs = "|".join(terms("identity", "issuing.verbs"))
    bodies = "|".join(terms("identity", "issuing.bodies"))
    found = re.search(rf"(?:^|[,;)]\s*)((?:{bodies})[^,;.:]{{0,60}}?)\s+(?:{verbs})\b", line)
    return re.sub(r"^UBND\b", "Ủy ban nhân dân", found[1].strip()) if found else None


def _with_name(body: str, header: str | None, text: str) -> str:
    """Adds the area's own name to "Ban Thường vụ Tỉnh ủy" or "Ủy ban nhân dân tỉnh"."""
    unit = re.search(
        r"(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy)$", body
    )
    if not unit:
        return body
    level = _LEVEL_OF_UNIT.get(fold(unit[1]).removesuffix(" uy"), "tỉnh")
    name = _most_named(_UNITS[level], f"{header or ''} {text}")
    return f"{body} {name}" if name and name not in body else body


def _most_named(units: str, text: str) -> str | None:
    found: list[str] = re.findall(rf"\b{units}\s+{_NAME}", text)
    names = Counter(name for name in found if fold(name) not in _NOT_NAMES and not _is_office(name))
    return max(names, key=lambda name: (names[name], len(name), name)) if names else None


def _is_office(name: str) -> bool:
    """Words after "tỉnh" that are no name: an office ("tỉnh Ủy ban …") or an order ("Tỉnh ủy Lãnh đạo")."""
    offices = ("uy", "ban ", "hoi dong", "nghi quyet", "ke hoach", "chuong trinh", "quyet dinh")
    return begins_with_order(name) or fold(name).startswith(offices)


def _title_case(capitals: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH LAM GIANG" → "Ủy ban nhân dân tỉnh Lam Giang": words of office small, names large."""
    small = terms("identity", "header.small")
    words = enumerate(capitals.lower().split())
    return " ".join(word if index and word in small else word.capitalize() for index, word in words)
