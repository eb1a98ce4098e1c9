"""Reporting and review duties in the text: who, to whom, of what kind, how often, by which days.

A sentence is cut into mentions of the duties. A time said right after a mention is its own; mentions in one list
("sơ kết, tổng kết, đánh giá kết quả sau mỗi …") share the time that closes the list; a time that opens the clause
("Định kỳ 6 tháng, …") holds for every mention of the clause that has none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cotmoc.core.plan import ObligationClaim
from cotmoc.reading.agencies import begins_with_agency, split_agencies
from cotmoc.reading.dates import fold_same_length, moments, periods, yearless_days
from cotmoc.reading.items import Item, Structure
from cotmoc.reading.tasks.prose import lead_of, section_of
from cotmoc.reading.vocabulary import load

_PARTS = ("purpose", "tasks", "organisation", "funding", "closing", "other", "targets")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=\S)|(?<=\.\.\.)\s+(?=[A-ZĐÀ-Ỹ])")
_LIST_GAP = re.compile(
    r"^(?:,| va| hoac|;)?\s*(?:tong hop|don doc|giam sat|theo doi|xep loai|rut kinh nghiem|kiem tra|to chuc|cong khai|thuc hien|dien tap)?(?:,| va)?\s*$"
)


@dataclass(frozen=True)
class _Mention:
    """One word of duty in a clause, with what stands before it (from the last mention) and after it (to the next)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class _Clause:
    """A stretch of an item between full stops and semicolons."""

    text: str
    folded: str
    offset: int


def find_obligations(structure: Structure) -> tuple[ObligationClaim, ...]:
    """The reporting and review duties of the running text, in its order. Headings only name them."""
    claims: list[ObligationClaim] = []
    for item in structure.items:
        if item.part in _PARTS and item.role != "heading":
            claims += _in_item(item)
    return tuple(claims)


def _in_item(item: Item) -> list[ObligationClaim]:
    claims: list[ObligationClaim] = []
    clauses = list(_clauses(item.text))
    for index, clause in enumerate(clauses):
        following = clauses[index + 1] if index + 1 < len(clauses) else None
        claims += _in_clause(item, clause, following)
    return claims


def _clauses(text: str) -> Iterator[_Clause]:
    start = 0
    for match in (*_SENTENCE.finditer(text), None):
        end = match.start() if match else len(text)
        piece = text[start:end]
        yield _Clause(piece, fold_same_length(piece), start)
        start = match.end() if match else end


def _in_clause(item: Item, clause: _Clause, following: _Clause | None) -> list[ObligationClaim]:
    mentions = [m for m in _mentions(clause.folded) if _is_duty(clause, m)]
    title = _title_end(clause, mentions)
    mentions = [m for m in mentions if m.start >= title]
    claims: list[ObligationClaim] = []
    reported: tuple[str, ...] = ()
    for index, mention in enumerate(mentions):
        time = _times(clause, mentions, index, title)
        every, due = time.own or (), time.due
        reviewed = _reviewed_before(clause, mentions, index)
        if reviewed and every == ("event",):
            claims.append(_claim(item, clause, mentions, index, reviewed, ()))
        elif not every:
            passed_on = reported if _is_passed_on(clause, mention) else ()
            every = reviewed or passed_on or time.opening or (_title_periods(following) if following and not due else ())
        every = every or _event(clause, mention)
        claims.append(_claim(item, clause, mentions, index, every, due))
        reported = every if mention.kind == "báo cáo" else reported
    return claims


@dataclass(frozen=True)
class _Times:
    """The mention's own periods and days, and the periods that open the clause."""

    own: tuple[str, ...]
    due: tuple[str, ...]
    opening: tuple[str, ...]


def _times(clause: _Clause, mentions: list[_Mention], index: int, title: int) -> _Times:
    first, last = index, index
    while last + 1 < len(mentions) and _LIST_GAP.match(clause.folded[mentions[last].end : mentions[last + 1].start]):
        last += 1
    while first and _LIST_GAP.match(clause.folded[mentions[first - 1].end : mentions[first].start]):
        first -= 1
    stop = len(clause.text)
    if last + 1 < len(mentions):
        stop = _prefix_start(clause.folded, mentions[last].end, mentions[last + 1].start)
    after = clause.text[mentions[last].end : stop]
    begin = _prefix_start(clause.folded, mentions[first - 1].end, mentions[first].start) if first else title
    before = clause.text[begin : mentions[first].start]
    opening = clause.text[title : mentions[0].start]
    near = periods(before) if first else periods(_adverb(before))
    return _Times(periods(after) or near, _days(after) or (_days(before) if not first else ()), periods(_adverb(opening)))


_NEAR = 48
_ADVERB = re.compile(r"(?:dinh ky|hang|moi|dot xuat|kip thoi|thuong xuyen|truoc ngay|chay nhat|cham nhat)\b")
_PREFIX = re.compile(
    r"(?:[,;:(]\s*|\bva\s+)(?P<adverb>(?:dinh ky|hang|moi|dot xuat|kip thoi|thuong xuyen|truoc ngay|cham nhat)\b[^;:()]{0,60})$"
)


def _prefix_start(folded: str, begin: int, end: int) -> int:
    """Where the time that opens the next mention begins ("…, định kỳ 6 tháng báo cáo"); `end` when there is none."""
    found = _PREFIX.search(folded[begin:end])
    return begin + found.start("adverb") if found and periods(found["adverb"]) else end


def _adverb(before: str) -> str:
    """The words before a mention that can hold its time: those at the head of the clause and those right before it."""
    folded = fold_same_length(before)
    if _ADVERB.match(folded) or re.search(r"\b(?:neu|khi) ", folded):
        return before
    return before[-_NEAR:]


def _reviewed_before(clause: _Clause, mentions: list[_Mention], index: int) -> tuple[str, ...]:
    """A report that follows the times of a review in brackets or after "sau mỗi" is due at those times too."""
    if not index or mentions[index].kind != "báo cáo":
        return ()
    before = clause.folded[mentions[0].start : mentions[index].start]
    return periods(clause.text[mentions[0].start : mentions[index].start]) if re.search(r"\)\s*,\s*$", before) else ()


def _is_passed_on(clause: _Clause, mention: _Mention) -> bool:
    """ "… về Sở A để tổng hợp, báo cáo Ủy ban …": the receiver reports on, at the same times."""
    return bool(re.search(r"de (?:[a-z]+ ){0,3}tong hop,? (?:chung )?$", clause.folded[: mention.start]))


def _event(clause: _Clause, mention: _Mention) -> tuple[str, ...]:
    """ "kịp thời báo cáo", "kịp thời phản ánh": when something happens."""
    if mention.kind != "báo cáo":
        return ()
    before = clause.folded[: mention.end]
    return ("event",) if re.search(r"kip thoi,? (?:[a-z]+,? (?:va )?){0,4}(?:bao cao|phan anh)$", before) else ()


def _mentions(folded: str) -> list[_Mention]:
    found = [
        _Mention(kind, match.start(), match.end())
        for kind, patterns in load("obligations")["kinds"].items()
        for pattern in patterns
        for match in re.finditer(pattern, folded)
    ]
    return sorted(_without_doubles(found, folded), key=lambda mention: mention.start)


def _without_doubles(found: list[_Mention], folded: str) -> list[_Mention]:
    """ "công bố công khai" is one mention."""
    starts = {m.end: m for m in found}
    return [
        m
        for m in found
        if not (
            m.kind == "công bố"
            and folded[m.start - 1 : m.start] == " "
            and (b := starts.get(m.start - 1))
            and b.kind == m.kind
        )
    ]


def _is_duty(clause: _Clause, mention: _Mention) -> bool:
    rules = load("obligations")
    before, after = clause.folded[: mention.start], clause.folded[mention.end :]
    if any(re.search(pattern, before) for pattern in rules["not"]["before"][mention.kind]):
        return False
    if any(re.search(pattern, after) for pattern in rules["not"]["after"][mention.kind]):
        return False
    if clause.text[mention.start : mention.end].isupper():
        return False
    objects = rules["object"].get(mention.kind)
    return (
        objects is None or any(re.search(pattern, after) for pattern in objects) or _in_list(clause, mention)
    )


def _in_list(clause: _Clause, mention: _Mention) -> bool:
    """Beside another duty of a list ("giám sát, kiểm tra, đánh giá …", "đánh giá, công bố mức độ …")."""
    return bool(
        re.match(
            r",? (?:va )?(?:kiem tra|giam sat|cong bo|so ket|tong ket|bao cao)", clause.folded[mention.end :]
        )
        or re.search(
            r"(?:kiem tra|giam sat|so ket|tong ket|theo doi),? (?:va )?(?:tong hop, )?$",
            clause.folded[: mention.start],
        )
    )


def _title_end(clause: _Clause, mentions: list[_Mention]) -> int:
    """ "Thực hiện chế độ báo cáo, sơ kết: Định kỳ …" – what stands before the colon only names what follows."""
    colon = re.search(r":\s+(?=\S)", clause.text)
    if not colon:
        return 0
    before = {m.kind for m in mentions if m.start < colon.start()}
    after = {m.kind for m in mentions if m.start > colon.start()}
    return colon.end() if before and before & after else 0


def _title_periods(clause: _Clause) -> tuple[str, ...]:
    """The periods of a clause that opens with them and a colon ("định kỳ 3 tháng, 6 tháng: …")."""
    head = re.match(r"dinh ky[^:]{0,60}:", clause.folded)
    return periods(clause.text[: head.end()]) if head else ()


def _days(text: str) -> tuple[str, ...]:
    """The days or months by which something is due: MM-DD without a year, else YYYY-MM."""
    folded = fold_same_length(text)
    dated = tuple(
        when.date[:7] for when in moments(text) if re.search(r"(?:truoc|trong|vao|het|cham nhat|cuoi|dau|giua)\W*(?:ngay|nam|quy|thang|den)?\W*$", folded[: when.start])
    )
    return yearless_days(text) or tuple(dict.fromkeys(dated))


def _claim(
    item: Item, clause: _Clause, mentions: list[_Mention], index: int, every: tuple[str, ...], due: tuple[str, ...]
) -> ObligationClaim:
    mention = mentions[index]
    stop = mentions[index + 1].start if index + 1 < len(mentions) else len(clause.text)
    end = stop if stop - mention.end > _SHORT_QUOTE else len(clause.text)
    return ObligationClaim(
        kind=mention.kind,
        who=", ".join(lead_of(item)) or None,
        to=_receiver(clause.text[mention.end : stop]) if mention.kind == "báo cáo" else None,
        every=every,
        due=due,
        section=section_of(item),
        quote=clause.text[mention.start : end].strip(" ,;."),
        place=item.place_at(clause.offset + mention.start),
        confidence=0.9 if every or due else 0.75,
    )


_SHORT_QUOTE = 25  # characters: a mention closer to the next one is quoted with what follows


def _receiver(text: str) -> str | None:
    """To whom: "báo cáo Ủy ban …", "… về Sở …", "gửi …", "cho …", "lên …"."""
    folded = fold_same_length(text)
    for match in re.finditer(
        r"^\s*(?:ve |cho |len |gui |voi )?|(?<![a-z])(?:ve|gui(?: ve)?|cho|len|trinh)\s+", folded
    ):
        rest = text[match.end() :]
        if begins_with_agency(rest) and rest[:1].isupper():
            name = re.split(
                r"[;.:]|\s(?=về|trước|theo|để|kết quả|tình hình|các|định kỳ|khi|tiến độ|việc|xem xét|xử lý)|,\s(?![A-ZĐÀ-Ỹ])",
                rest,
            )[0]
            return ", ".join(split_agencies(name)) or None
    return None
