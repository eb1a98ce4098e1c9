"""The name of what a figure of a sentence measures."""

from __future__ import annotations

import re
from functools import cache

from cotmoc.reading.agencies import begins_with_agency
from cotmoc.reading.indicators.figures import BARE, BEFORE, BEHIND, INSIDE, Figure
from cotmoc.reading.indicators.milestones import find_moments
from cotmoc.reading.indicators.names import clean_name
from cotmoc.reading.indicators.stretches import lead_end
from cotmoc.reading.indicators.words import flat, lowered, spelled_pattern
from cotmoc.reading.vocabulary import terms

_MULTIPLIER = re.compile(r"^(?:nghìn|ngàn|triệu|tỷ)\s+", re.IGNORECASE)
_AMONG = re.compile(r"[\s,;:]*trong (?:số )?(?:đó|do)[\s,:]+", re.IGNORECASE)


def name_of(text: str, figure: Figure, shared: str, action: str = "") -> tuple[str, bool]:
    """(name, whether it was shared) of a figure of the clause `text`.

    What stands in front of the verb ("tỷ lệ … đạt"), behind the number ("100% hồ sơ …") or around it
    ("bố trí … tổng chi …"). A figure with nothing of its own, or with a place only, borrows from `shared`, the name
    before it; a thing counted in a list goes on with its `action` ("trồng 5 ha rừng và 10 cây …").
    """
    if figure.order == BARE or (figure.order == BEFORE and not _own_words(text, figure, shared)):
        reached = lowered(text[figure.start : figure.quantity.start]).split()[-1:]
        return _joined(
            _without_change(shared) if reached and reached[0] not in ("và", ",") else shared, figure.verb
        ), True
    if figure.order == BEHIND:
        among = _AMONG.match(text, figure.start, figure.subject_end)
        if among and shared and not _heads().match(lowered(text), among.end()):
            part = text[among.end() : figure.subject_end]
            if figure.quantity.percent or len(part.split()) < _OWN_NAME:
                return clean_name(f"{shared} {part} {figure.verb}"), True
        if figure.unit == "rank" and not _front(text, figure):
            return _ranked(text, figure, shared), False
        front = " ".join((_front(text, figure), figure.verb, _share_tail(text, figure)))
        return _borrowed(clean_name(front), shared)
    if figure.order == BEFORE:
        name, borrowed = _borrowed(_behind(text, figure), shared)
        return (f"{action} {name}", True) if action and not borrowed else (name, borrowed)
    return clean_name(f"{_front(text, figure)} {_behind(text, figure)}"), False


def _own_words(text: str, figure: Figure, shared: str) -> str:
    """What a figure in front of its name is of; "… đạt 0,8 bản/người và trên 1 bản/người" names nothing anew."""
    behind = _behind(text, figure)
    unit = figure.unit or ""
    again = bool(shared) and "/" in unit and flat(unit) in flat(text[: figure.start])
    return "" if again and flat(behind) == flat(_counted(text, figure)) else behind


_OWN_NAME = 4  # words: a longer part of a whole is named by itself


def _ranked(text: str, figure: Figure, shared: str) -> str:
    """In what a place is to be reached: "thuộc nhóm 50 nước đứng đầu về năng lực cạnh tranh", or what stood before."""
    behind = _behind(text, figure)
    field = re.search(r"\bvề\s+(.+)", behind)
    return field[1] if field else shared or behind


def action_of(text: str, figure: Figure, last: str) -> str:
    """The verb that figures behind this one in its list go on with; `last` is the one so far."""
    if figure.order == BEFORE:
        return last
    if figure.order != INSIDE:
        return ""
    front = _front(text, figure)
    return front if spelled_pattern("figures", "actions.words").fullmatch(lowered(front)) else ""


def _joined(shared: str, verb: str) -> str:
    return f"{shared} {verb}" if shared and verb and flat(verb) not in flat(shared) else shared


def _without_change(name: str) -> str:
    """`name` without the verb of change that a new verb takes the place of: "thu ngân sách tăng 10%, đạt 35.000 tỷ"."""
    return re.sub(rf"\s+{spelled_pattern('comparators', 'predicates.kept').pattern}$", "", name)


@cache
def _heads() -> re.Pattern[str]:
    return spelled_pattern("figures", "heads.words")


def _front(text: str, figure: Figure) -> str:
    """The words in front of the figure, without dates and openings, from the last beginning of an indicator."""
    words = _without_obliged(_without_moments(text[figure.start : figure.subject_end]))
    words = words[lead_end(words) :]
    lower = lowered(words)
    if figure.order == INSIDE or _heads().match(lower):
        return clean_name(words)
    bridge = re.compile(rf"{spelled_pattern('figures', 'heads.bridges').pattern}$")
    for match in reversed(list(_heads().finditer(lower))):
        ahead = lower[: match.start()].rstrip()
        if ahead.endswith((",", ":")) or bridge.search(ahead):
            return clean_name(words[match.start() :])
    return clean_name(words)


def _without_obliged(words: str) -> str:
    """The words behind a topic and the one who is obliged: "Về vốn: các chủ đầu tư phải giải ngân" → "giải ngân"."""
    topic = re.match(r"\s*(?:về|đối với)\s[^:;]{3,120}:\s+", lowered(words))
    words = words[topic.end() :] if topic else words
    obliged = re.match(r"(.{3,80}?)\s+(?:cần\s+)?phải\s+", words)
    return words[obliged.end() :] if obliged and begins_with_agency(obliged[1]) else words


def _behind(text: str, figure: Figure) -> str:
    """The words behind the number, to a date or a purpose: with its unit where that is a thing counted or a whole."""
    words = _counted(text, figure) + text[figure.unit_end : figure.end]
    moment = next((m for m in find_moments(flat(words)) if not _is_inner(words, m.end)), None)
    words = words[: moment.start] if moment else words
    stop = _ends().search(lowered(words))
    words = words[: stop.start()] if stop else words
    return clean_name(re.sub(r"\s+(?:trở (?:lên|xuống)|(?:mỗi|hằng|hàng) năm)[\s,]*$", "", words))


@cache
def _ends() -> re.Pattern[str]:
    plain = spelled_pattern("figures", "lead_ins.ends").pattern
    at_comma = spelled_pattern("figures", "lead_ins.ends_at_comma").pattern
    return re.compile(rf"(?:,\s*|\s+){plain}|,\s*{at_comma}")


def _counted(text: str, figure: Figure) -> str:
    """The part of a unit that belongs to the name: "dự án" of "dự án/năm", "tổng chi …" of "% tổng chi …"."""
    unit = figure.unit or ""
    if figure.quantity.percent:
        return unit[2:] if unit.startswith("% ") else ""
    noun = _MULTIPLIER.sub("", unit.split("/")[0])
    return "" if flat(noun) in _measures() or unit == "rank" else noun


@cache
def _measures() -> frozenset[str]:
    return frozenset(flat(unit) for unit in terms("units", "measures"))


def _is_inner(words: str, end: int) -> bool:
    """Whether more than a few words follow a date: then it stands inside the name."""
    return len(words[end:].split()) > 3 and not re.match(r"\s*[,;]", words[end:])


def _share_tail(text: str, figure: Figure) -> str:
    """What a percentage behind its subject is a part of: "phủ tới 100% hộ gia đình"."""
    if figure.unit != "%":
        return ""
    tail = _behind(text, figure)
    return "" if not tail or re.match(r"[^\w\s]|(?:cua|so voi|moi|hang)\b", flat(tail)) else tail


def _without_moments(words: str) -> str:
    for moment in reversed(find_moments(flat(words))):
        front = re.sub(r"\s\d+\s*$", "", words[: moment.start])  # "bình quân 5 năm 2026 - 2030"
        words = front.rstrip(" ,") + " " + words[moment.end :].lstrip(" ,:")
    return words


def _borrowed(name: str, shared: str) -> tuple[str, bool]:
    """`name` completed from the name before it where it only says where ("tại cấp xã được xử lý …")."""
    if not name or (shared and spelled_pattern("figures", "heads.incomplete").fullmatch(lowered(name))):
        return shared, True
    places = spelled_pattern("figures", "places.words")
    if not shared or not places.match(lowered(name)) or _heads().match(lowered(name)):
        return name, False
    first = places.match(lowered(name))
    same = lowered(shared).rfind(f" {first[0]} ") if first else -1
    joint = re.search(rf"(?:\s+{places.pattern})+(?!.*\s{places.pattern})", lowered(shared))
    stem = shared[:same] if same > 0 else shared[: joint.start()] if joint else shared
    return clean_name(f"{stem} {name}"), True


def with_tail(name: str, later: str, figure: Figure) -> str:
    """`name` with the passive predicate it shares with the figure behind it.

    "100% hồ sơ tại cấp huyện và 80% tại cấp xã được xử lý trên mạng": both are "… được xử lý trên mạng".
    """
    match = re.search(r"\sđược\s.+$", later)
    if figure.order != BEFORE or not match or "được" in name.split():
        return name
    return name + match[0]


def place_behind(text: str, figure: Figure, following: Figure) -> str:
    """Where a figure holds, told behind it: "cao 1,70 m đối với nam và 1,60 m đối với nữ"."""
    if figure.order != BEHIND:
        return ""
    tail = text[figure.unit_end : following.start].strip(" ,")
    alike = spelled_pattern("figures", "places.words").match(lowered(tail))
    again = alike and lowered(text[following.unit_end : following.end]).strip().startswith(alike[0])
    return f" {tail}" if again else ""
