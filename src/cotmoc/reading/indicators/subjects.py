"""The name of what a figure of a sentence measures."""

from __future__ import annotations

import re
from functools import cache

from cotmoc.reading.indicators.figures import BARE, BEFORE, BEHIND, INSIDE, Figure, lead_in
from cotmoc.reading.indicators.milestones import find_moments
from cotmoc.reading.indicators.names import clean_name
from cotmoc.reading.indicators.words import alternatives, flat, pattern
from cotmoc.reading.vocabulary import terms


def name_of(text: str, figure: Figure, shared: str) -> tuple[str, bool]:
    """(name, whether it was shared) of a figure of the clause `text`; `shared` is the name before it.

    What stands in front of the verb ("tỷ lệ … đạt"), behind the number ("100% hồ sơ …") or around it
    ("bố trí … tổng chi …"); a figure with nothing of its own, or with a place only, borrows the rest.
    """
    front = _front(text, figure)
    if figure.order == BARE:
        return _joined(shared, figure.verb), True
    if figure.order == BEHIND:
        name = f"{front} {figure.verb}".strip() if figure.verb else front
        tail = _share_tail(text, figure)
        return _borrowed(name if not tail else f"{name} {tail}", shared)
    if figure.order == BEFORE:
        return _borrowed(_behind(text, figure), shared)
    return clean_name(f"{front} {_behind(text, figure)}"), False


def _joined(shared: str, verb: str) -> str:
    return f"{shared} {verb}".strip() if verb and not flat(shared).endswith(flat(verb)) else shared


def _front(text: str, figure: Figure) -> str:
    """The words in front of the figure, without dates and openings, from the last beginning of an indicator."""
    words = _without_moments(text[figure.start : figure.subject_end])
    if figure.order == INSIDE:
        words = _strip_lead_ins(words)
        return clean_name(words)
    words = _strip_lead_ins(words)
    plain = flat(words)
    heads = pattern("figures", "heads.words")
    if heads.match(plain):
        return clean_name(words)
    bridges = pattern("figures", "heads.bridges")
    for match in reversed(list(heads.finditer(plain))):
        ahead = plain[: match.start()].rstrip()
        if ahead.endswith((",", ":")) or re.search(rf"{bridges.pattern}$", ahead):
            return clean_name(words[match.start() :])
    return clean_name(words)


def _behind(text: str, figure: Figure) -> str:
    """The words behind the number: with its unit where that is a thing counted or a share of something."""
    unit_is_measure = figure.unit is not None and not figure.quantity.percent and _is_measure(figure.unit)
    at = figure.unit_end if unit_is_measure or figure.unit in (None, "%") else figure.quantity.number_end
    words = text[at : figure.end]
    if figure.unit is not None and figure.unit.startswith("%/"):
        words = text[figure.unit_end : figure.end]
    moment = next((m for m in find_moments(flat(words)) if not _is_inner(words, m.end)), None)
    words = words[: moment.start] if moment else words
    stop = re.compile(rf"(?:,\s*|\s+){alternatives(terms('figures', 'lead_ins.ends'))}").search(flat(words))
    return clean_name(words[: stop.start()] if stop else words)


def _is_inner(words: str, end: int) -> bool:
    """Whether more than a few words follow a date: then it stands inside the name."""
    return len(words[end:].split()) > 3 and not re.match(r"\s*[,;]", words[end:])


def _share_tail(text: str, figure: Figure) -> str:
    """What a percentage behind its subject is a part of: "phủ tới 100% hộ gia đình"."""
    if figure.unit != "%":
        return ""
    tail = _behind(text, figure)
    return "" if not tail or re.match(r"[^\w\s]|(?:cua|so voi|moi|hang)\b", flat(tail)) else tail


@cache
def _measures() -> frozenset[str]:
    return frozenset(flat(unit) for unit in terms("units", "measures"))


def _is_measure(unit: str) -> bool:
    words = flat(unit).split("/")[0]
    return words in _measures() or re.sub(r"^(?:nghin|ngan|trieu|ty)\s+", "", words) in _measures()


def _without_moments(words: str) -> str:
    for moment in reversed(find_moments(flat(words))):
        words = words[: moment.start].rstrip(" ,") + " " + words[moment.end :].lstrip(" ,:")
    return words


def _strip_lead_ins(words: str) -> str:
    lead = lead_in().match(flat(words))
    return words[lead.end() :] if lead else words


def _borrowed(name: str, shared: str) -> tuple[str, bool]:
    """`name` completed from the name before it where it only says where ("tại cấp xã được xử lý …")."""
    if not name or (shared and pattern("figures", "heads.incomplete").fullmatch(flat(name))):
        return shared, True
    places = pattern("figures", "places.words")
    if not shared or not places.match(flat(name)) or pattern("figures", "heads.words").match(flat(name)):
        return name, False
    joint = re.search(rf"\s+{places.pattern}(?!.*\s{places.pattern})", flat(shared))
    stem = shared[: joint.start()] if joint else shared
    return clean_name(f"{stem} {name}"), True


def with_tail(name: str, later: str, figure: Figure) -> str:
    """`name` with the passive predicate it shares with the figure behind it.

    "100% hồ sơ tại cấp huyện và 80% tại cấp xã được xử lý trên mạng": both are "… được xử lý trên mạng".
    """
    match = re.search(r"\sđược\s.+$", later)
    if figure.order != BEFORE or not match or "được" in name.split():
        return name
    return name + match[0]
