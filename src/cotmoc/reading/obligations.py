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
    opening = clause.text[title : mentions[0].start] if mentions else ""
    for index, mention in enumerate(mentions):
        stop = mentions[index + 1].start if index + 1 < len(mentions) else len(clause.text)
        own = _shared_time(clause, mentions, index, stop)
        every, due = _time(own)
        inherited, inherited_due = _time(opening)
        if index and not every:
            inherited = inherited or _time(clause.text[mentions[0].start : mention.start])[0] * _follows(
                clause, mentions, index
            )
        if not every and not inherited and following and not due:
            inherited = _title_periods(following)
        claims += _claims(
            item, clause, mention, stop, every or inherited, due or (inherited_due if not every else ())
        )
        if every == ("event",) and len(inherited) > 1:
            claims += _claims(item, clause, mention, stop, inherited, ())
    return claims


def _follows(clause: _Clause, mentions: list[_Mention], index: int) -> bool:
    """A report that closes a clause is due with the review before it, when that shares the bracketed or named times."""
    before = clause.folded[mentions[index - 1].end : mentions[index].start]
    return mentions[index].kind == "báo cáo" and bool(
        re.search(r"\)\s*,\s*$|de tong hop, $|\btong hop, $", before)
    )


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


def _shared_time(clause: _Clause, mentions: list[_Mention], index: int, stop: int) -> str:
    """The words that can hold the mention's own time: to the next mention, or past a list it belongs to."""
    gap = clause.folded[mentions[index].end : stop]
    while index + 1 < len(mentions) and _LIST_GAP.match(gap):
        index += 1
        stop = mentions[index + 1].start if index + 1 < len(mentions) else len(clause.text)
        gap = clause.folded[mentions[index].end : stop]
    return clause.text[mentions[index].end : stop]


def _time(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(every, due) that `text` names."""
    due = yearless_days(text) or tuple(
        when.date[:7]
        for when in moments(text)
        if re.search(r"(trong|vao|truoc|quy|nam)", fold_same_length(text))
    )
    return periods(text), tuple(dict.fromkeys(due))


def _claims(
    item: Item, clause: _Clause, mention: _Mention, stop: int, every: tuple[str, ...], due: tuple[str, ...]
) -> list[ObligationClaim]:
    folded = clause.folded
    if (
        mention.kind == "báo cáo"
        and not every
        and re.search(
            r"kip thoi (?:[a-z]+,? (?:va )?){0,4}$|kip thoi phan anh$",
            folded[: mention.end].removesuffix("bao cao"),
        )
    ):
        every = ("event",)
    quote = clause.text[mention.start : _quote_end(clause, mention, stop)].strip(" ,;.")
    lead = lead_of(item)
    return [
        ObligationClaim(
            kind=mention.kind,
            who=", ".join(lead) or None,
            to=_receiver(clause.text[mention.end : stop]) if mention.kind == "báo cáo" else None,
            every=every,
            due=due,
            section=section_of(item),
            quote=quote,
            place=item.place_at(clause.offset + mention.start),
            confidence=0.9 if every or due else 0.75,
        )
    ]


def _quote_end(clause: _Clause, mention: _Mention, stop: int) -> int:
    return stop if stop - mention.end > 25 else len(clause.text)


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
