"""The name of an indicator, its scope and the agencies behind it."""

from __future__ import annotations

import re

from cotmoc.core.plan import Target
from cotmoc.reading.indicators.cells import MARK
from cotmoc.reading.indicators.units import is_rank
from cotmoc.reading.indicators.words import flat

_AREA = "(?:tinh|thanh pho|huyen|xa|phuong|dac khu)"
_SCOPES = re.compile(
    rf"\b(?:tren dia ban(?: toan)?(?: {_AREA})?|toan (?:{_AREA}|quoc|nganh|vung)(?! hoi)|cap (?:{_AREA}|co so)|ca nuoc"
    r"|khu vuc (?:cong|nong thon|thanh thi|mien nui)"
    r"|moi (?:thon|xa|phuong|to dan pho|huyen|tinh|truong|co quan|don vi|doanh nghiep))\b(?! hoi)"
)
_FALLING = (">=", ">", "=", "between")


def clean_name(text: str) -> str:
    """`text` without footnote marks, line breaks, bullets in front and punctuation behind."""
    text = re.sub(r"\s+", " ", MARK.sub(" ", text)).strip()
    text = re.sub(r"^[-–+•*:.,;]\s*", "", text)
    return re.sub(r"\s+([,.;)])", r"\1", text).strip(" .;:,")


def scope_of(name: str) -> str | None:
    """Over whom, where the name says so ("trên địa bàn", "toàn tỉnh", "cấp xã", "mỗi thôn"), else None."""
    for match in _SCOPES.finditer(flat(name)):
        words = name[match.start() : match.end()]
        if not flat(words).startswith("moi") or words.lower().startswith(
            "mỗi"
        ):  # nor "mới", nor "môi trường"
            return words
    return None


def agencies(text: str) -> tuple[str, ...]:
    """The agencies a cell names, in its order; semicolons, line ends and commas before a capital part them."""
    parts = re.split(r"\s*[;\n]\s*|\s*,\s*(?=[A-ZĐÀ-Ỹ]|các\s|cac\s)", text.strip())
    return tuple(part.strip(" .,-–") for part in parts if part.strip(" .,-–"))


def rises(name: str, unit: str | None, targets: tuple[Target, ...]) -> bool:
    """Whether a higher value is better: not for places in a ranking, nor where every figure is a ceiling."""
    if unit == "rank" or (is_rank(name) and unit is None):
        return False
    figures = [target.op for target in targets if target.value is not None]
    return not figures or any(op in _FALLING for op in figures)
