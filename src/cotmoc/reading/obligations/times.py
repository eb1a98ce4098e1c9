"""How often and by when a duty is due, from the words around its mention.

A time right after a mention is its own; so is an adverb right before it ("…, định kỳ 6 tháng báo cáo"). Mentions of
one list ("sơ kết, tổng kết, đánh giá kết quả sau mỗi …") share the time that closes the list. A time that opens the
clause ("Định kỳ 6 tháng, …") holds for every mention of it that has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cotmoc.reading.dates import fold_same_length, moments, periods, yearless_days
from cotmoc.reading.obligations.mentions import Clause, Mention

_NEAR, _FAR = (
    48,
    110,
)  # characters before a mention in which a time, and a time after an adverb, belongs to it
_BETWEEN = "tong hop|don doc|giam sat|theo doi|xep loai|rut kinh nghiem|kiem tra|to chuc|cong khai|thuc hien|dien tap"
_LIST_GAP = re.compile(rf"^(?:,| va| hoac)?\s*(?:{_BETWEEN})?(?:,| va)?\s*$")
_ADVERBS = (
    r"dinh ky|(?:hang|moi) (?:nam|quy|thang|tuan|ky)|dot xuat|kip thoi|thuong xuyen"
    r"|(?:cuoi|giua|het) (?:nhiem ky|ky|giai doan|nam)"
)
_OPENING = re.compile(rf"(?<![a-z])(?:{_ADVERBS})\b")
_POINT = r"(?:den |vao |trong )?(?:nam|quy|thang) (?:\d+|[iv]+)\b"
_PREFIX = re.compile(rf"(?:[,;:(]\s*|\bva\s+)(?P<adverb>(?:{_ADVERBS}|{_POINT})[^;:()]{{0,60}})$")
# "hằng tháng cập nhật tiến độ, hằng quý báo cáo": the time right before a mention, where a verb has the one before.
_OWN_ADVERB = re.compile(
    rf"(?<![a-z])(?:{_ADVERBS})(?: (?!thang|quy|nam|va|hoac|truoc|vao|ngay)[a-z]+){{2,}}, "
    r"(?P<adverb>(?:hang|moi) (?:nam|quy|thang|tuan) )$"
)
_DUE = re.compile(r"(?:truoc|trong|vao|het|cham nhat|cuoi|dau|giua)\W*(?:ngay|nam|quy|thang|den)?\W*$")
_DUE_OPENING = re.compile(r"(?:^|[,;]\s*)(?:den |vao |trong )?(?:nam|quy|thang)?\W*$")


@dataclass(frozen=True)
class Times:
    """`own` periods and `due` days of a mention; `opening` periods of its clause."""

    own: tuple[str, ...]
    due: tuple[str, ...]
    opening: tuple[str, ...]


def times_of(clause: Clause, mentions: list[Mention], index: int, title: int) -> Times:
    """The times of `mentions[index]`; the clause begins after its `title`."""
    first, last = _list_around(clause, mentions, index)
    stop = len(clause.text)
    if last + 1 < len(mentions):
        stop = _prefix_start(clause.folded, mentions[last].end, mentions[last + 1].start)
    begin = title
    if first:
        begin = _prefix_start(clause.folded, mentions[first - 1].end, mentions[first].start)
    after = clause.text[mentions[last].start : stop]
    before = clause.text[begin : mentions[first].start]
    near = before if first else _adverb(before)
    due = _days(after) or _days(before)
    own = periods(after) or periods(near) or (("year",) if _is_yearly(due) else ())
    return Times(own, due, periods(_adverb(clause.text[title : mentions[0].start])))


def reviewed_before(clause: Clause, mentions: list[Mention], index: int) -> tuple[str, ...]:
    """A report after the bracketed times of a review ("sơ kết (3 tháng, 6 tháng), báo cáo …") is due then too."""
    if not index or mentions[index].kind != "báo cáo":
        return ()
    before = clause.text[mentions[0].start : mentions[index].start]
    return periods(before) if re.search(r"\)\s*,\s*$", before) else ()


def is_passed_on(clause: Clause, mention: Mention) -> bool:
    """ "… về Sở A để tổng hợp, báo cáo Ủy ban …": the receiver reports on, at the same times."""
    return bool(re.search(r"de (?:[a-z]+ ){0,3}tong hop,? (?:chung )?$", clause.folded[: mention.start]))


def periods_of_title(clause: Clause | None) -> tuple[str, ...]:
    """The periods of a clause that opens with them and a colon ("định kỳ 3 tháng, 6 tháng: …")."""
    head = re.match(r"dinh ky[^:]{0,60}:", clause.folded) if clause else None
    return periods(clause.text[: head.end()]) if clause and head else ()


def event_of(clause: Clause, mention: Mention) -> tuple[str, ...]:
    """ "kịp thời báo cáo", "kịp thời phản ánh": when something happens."""
    if mention.kind != "báo cáo":
        return ()
    said = clause.folded[: mention.end]
    found = re.search(r"kip thoi,? (?:[a-z]+,? (?:va )?){0,4}(?:bao cao|phan anh)$", said)
    return ("event",) if found else ()


def _list_around(clause: Clause, mentions: list[Mention], index: int) -> tuple[int, int]:
    """The first and last mention of the list that `mentions[index]` belongs to."""

    def listed(a: int, b: int) -> bool:
        return _LIST_GAP.match(clause.folded[mentions[a].end : mentions[b].start]) is not None

    first = last = index
    while last + 1 < len(mentions) and listed(last, last + 1):
        last += 1
    while first and listed(first - 1, first):
        first -= 1
    return first, last


def _prefix_start(folded: str, begin: int, end: int) -> int:
    """Where the time that opens the next mention begins; `end` when there is none."""
    found = _PREFIX.search(folded[begin:end])
    timed = found and (periods(found["adverb"]) or _days(found["adverb"]))
    return begin + found.start("adverb") if found and timed else end


def _adverb(before: str) -> str:
    """The words before a mention that can hold its time: an adverb at the head of the clause, or right before it."""
    folded = fold_same_length(before)
    if own := _OWN_ADVERB.search(folded):
        return before[own.start("adverb") :]
    if _OPENING.match(folded) or re.search(r"\b(?:neu|khi) ", folded):
        return before
    starts = [match.start() for match in _OPENING.finditer(folded) if len(folded) - match.start() <= _FAR]
    return before[min([*starts, max(0, len(before) - _NEAR)]) :]


def _days(text: str) -> tuple[str, ...]:
    """The days or months by which something is due: MM-DD without a year, else YYYY-MM."""
    if days := yearless_days(text):
        return days
    folded = fold_same_length(text)
    heads = ((when, folded[: when.start]) for when in moments(text))
    dated = (when.date[:7] for when, head in heads if _DUE.search(head) or _DUE_OPENING.search(head))
    return tuple(dict.fromkeys(dated))


def _is_yearly(due: tuple[str, ...]) -> bool:
    """One day without a year comes back every year."""
    return len(due) == 1 and len(due[0]) == len("MM-DD")
