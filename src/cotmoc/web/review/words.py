"""Claims in a reader's words: one line of a list, a target, a deadline, a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from cotmoc.core.commitments import write_target
from cotmoc.core.plan import Target
from cotmoc.store.language import said

Payload = Mapping[str, Any]

EVERY = {
    "month": mark("hằng tháng"), "quarter": mark("hằng quý"), "half-year": mark("6 tháng một lần"),
    "nine-month": mark("9 tháng"),
    "year": mark("hằng năm"), "event": mark("khi có việc"), "mid-term": mark("giữa kỳ"), "end-term": mark("cuối kỳ"),
}  # fmt: skip
OPS = {
    ">=": mark("≥ tối thiểu"), ">": mark("> trên"), "<=": mark("≤ tối đa"), "<": mark("< dưới"), "=": mark("= đạt"),
    "between": mark("từ … đến …"),
    "exists": mark("có, hoàn thành"), "qualitative": mark("theo mô tả"), "undetermined": mark("chưa xác định"),
}  # fmt: skip
# Codes of units that are not words of Vietnamese.
_UNITS = {"rank": "hạng", "index": "điểm chỉ số"}
NOTHING = mark("Chưa có mục tiêu")


def title(payload: Payload) -> str:
    """The name of an indicator, the text of a task, or the words of an obligation, begun with a capital."""
    text = str(
        payload.get("name") or payload.get("text") or payload.get("quote") or payload.get("kind") or ""
    )
    return text[:1].upper() + text[1:]


def unit_word(unit: str | None) -> str:
    """A unit as people write it."""
    return _UNITS.get(unit or "", unit or "")


def unit_code(word: str) -> str:
    """A unit as it was typed, in the plan format: what `unit_word` wrote is read back."""
    return next((code for code, shown in _UNITS.items() if shown == word.casefold()), word)


def target_words(target: Payload, unit: str | None = None) -> str:
    """One target: "≥ 90%", "2 – 4 doanh nghiệp", "15 hạng"; with its note and its rhythm."""
    shown = Target(
        op=target["op"], value=target.get("value"), upper=target.get("upper"),
        unit=unit_word(target.get("unit") or unit),
    )  # fmt: skip
    extra = [target.get("note"), said(EVERY.get(target.get("every") or ""))]
    return " ".join([write_target(shown), *(f"({part})" for part in extra if part)])


def due_words(due: str | None) -> str:
    """A date of the plan format: "2026-06-30" → "30/6/2026", "2027-12" → "12/2027", "06-15" → "15/6"."""
    if not due:
        return ""
    parts = [part if len(part) == 4 else str(int(part)) for part in due.split("-")]
    return "/".join(reversed(parts))


def summary(kind: str, payload: Payload) -> str:
    """The second line of a claim in a list."""
    if kind == "indicator":
        targets = payload.get("targets") or []
        unit = payload.get("unit")
        lines = [
            ": ".join(filter(None, [due_words(target.get("milestone")), target_words(target, unit)]))
            for target in targets
        ]
        return " · ".join(lines) or said(NOTHING)
    if kind == "task":
        return " · ".join(_task(payload))
    return " · ".join(_obligation(payload))


def spelled_out(kind: str, payload: Payload) -> str:
    """All a claim says in one text, to show what changed."""
    owner = "; ".join(payload.get("owner") or [])
    return ". ".join(filter(None, [title(payload), summary(kind, payload), owner]))


def place_words(payload: Payload) -> str:
    """Where a claim stands: "Mục II.2 · trang 1", "Phụ lục I/3 · hàng 14"."""
    section = payload.get("section")
    parts = [
        _("Mục %(section)s") % {"section": section}
        if section and section[0].isalnum() and section[:2].upper() != "PH"
        else section
    ]
    if payload.get("row") is not None:
        parts.append(_("hàng %(row)s") % {"row": payload["row"] + 1})
    if payload.get("page") is not None:
        parts.append(_("trang %(page)s") % {"page": payload["page"]})
    elif payload.get("line") is not None:
        parts.append(_("dòng %(line)s") % {"line": payload["line"]})
    return " · ".join(filter(None, parts))


def number_words(value: float | None) -> str:
    """A number as it is typed into a field: all its digits, "1.234,5"."""
    if value is None:
        return ""
    whole, _, decimals = f"{Decimal(repr(abs(value))):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    decimals = decimals.rstrip("0")
    return ("-" if value < 0 else "") + grouped + (f",{decimals}" if decimals else "")


def _task(payload: Payload) -> Iterable[str]:
    yield "; ".join(payload.get("lead") or []) or _("Chưa rõ chủ trì")
    due, every = due_words(payload.get("due")), said(EVERY.get(payload.get("every") or ""))
    yield _("hạn %(due)s") % {"due": due} if due else every or _("không có hạn")
    if products := payload.get("deliverables"):
        yield _("sản phẩm: %(products)s") % {"products": "; ".join(products)}


def _obligation(payload: Payload) -> Iterable[str]:
    kind = str(payload.get("kind") or "")
    yield kind[:1].upper() + kind[1:]
    if payload.get("who") or payload.get("to"):
        yield f"{payload.get('who') or '?'} → {payload.get('to') or '?'}"
    when = [
        *(said(EVERY[every]) for every in payload.get("every") or []),
        *(due_words(due) for due in payload.get("due") or []),
    ]
    yield ", ".join(when) or _("không nêu kỳ")
