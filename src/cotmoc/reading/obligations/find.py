"""Structure → obligations."""

from __future__ import annotations

import re
from dataclasses import replace

from cotmoc.core.plan import ObligationClaim
from cotmoc.reading.agencies import begins_with_agency, split_agencies
from cotmoc.reading.dates import fold_same_length
from cotmoc.reading.items import Item, Structure
from cotmoc.reading.letters import CAPITAL
from cotmoc.reading.obligations.mentions import Clause, Mention, clauses_of, duties_in
from cotmoc.reading.obligations.times import (
    event_of,
    is_passed_on,
    periods_of_title,
    reviewed_before,
    times_of,
)
from cotmoc.reading.tasks.prose import lead_of, section_of

_PARTS = ("purpose", "targets", "tasks", "organisation", "funding", "closing", "other")
_SHORT_QUOTE = 25  # characters: a mention closer than this to the next one is quoted with what follows
_TO = re.compile(r"^\s*(?:ve |cho |len |gui |voi )?|(?<![a-z])(?:ve|gui(?: ve)?|cho|len|trinh)\s+")
_AFTER_NAME = (
    "về|trước|chậm nhất|theo|để|kết quả|tình hình|các|định kỳ|khi|tiến độ|việc|xem xét|xử lý|hằng|hàng"
)
_NAME_ENDS = re.compile(rf"[;.:]|\s(?={_AFTER_NAME})|,\s(?![{CAPITAL}])")


def find_obligations(structure: Structure) -> tuple[ObligationClaim, ...]:
    """The reporting and review duties of the running text, in its order. Headings only name them."""
    claims: list[ObligationClaim] = []
    for item in structure.items:
        if item.part in _PARTS and item.role != "heading":
            clauses = list(clauses_of(item.text))
            for clause, following in zip(clauses, [*clauses[1:], None], strict=True):
                claims += _in_clause(item, clause, following)
    return tuple(claims)


def _in_clause(item: Item, clause: Clause, following: Clause | None) -> list[ObligationClaim]:
    mentions, title = duties_in(clause)
    claims: list[ObligationClaim] = []
    reported: tuple[str, ...] = ()
    for index, mention in enumerate(mentions):
        times = times_of(clause, mentions, index, title)
        every = times.own
        reviewed = reviewed_before(clause, mentions, index)
        if reviewed and every == ("event",):
            claims.append(_claim(item, clause, mentions, index, reviewed, ()))
        if not every and not times.due:
            passed_on = reported if is_passed_on(clause, mention) else ()
            every = reviewed or passed_on or times.opening or periods_of_title(following)
        every = every or times.opening or event_of(clause, mention)
        claims.append(_claim(item, clause, mentions, index, every, times.due))
        reported = every if mention.kind == "báo cáo" else reported
    return _joined(claims, clause)


def _joined(claims: list[ObligationClaim], clause: Clause) -> list[ObligationClaim]:
    """One duty of "báo cáo 6 tháng trước ngày 05/6, báo cáo năm trước ngày 05/12 gửi Sở A": one report, two times."""
    joined: list[ObligationClaim] = []
    for claim in claims:
        last = joined[-1] if joined else None
        if last and _goes_on(last, claim, clause):
            start, end = clause.text.index(last.quote), clause.text.rindex(claim.quote) + len(claim.quote)
            joined[-1] = replace(
                last,
                to=last.to or claim.to,
                every=(*last.every, *claim.every),
                due=(*last.due, *claim.due),
                quote=clause.text[start:end],
            )
        else:
            joined.append(claim)
    return joined


def _goes_on(last: ObligationClaim, claim: ObligationClaim, clause: Clause) -> bool:
    regular = all(set(one.every) & {"month", "quarter", "half-year", "year"} for one in (last, claim))
    between = fold_same_length(clause.text[clause.text.find(last.quote) : clause.text.rfind(claim.quote)])
    return (
        last.kind == claim.kind == "báo cáo"
        and regular
        and not set(last.every) & set(claim.every)
        and (last.to is None or claim.to is None or last.to == claim.to)
        and bool(re.search(r"(?:,|va)\s*$", between))
        and "tong hop" not in between
    )


def _claim(
    item: Item,
    clause: Clause,
    mentions: list[Mention],
    index: int,
    every: tuple[str, ...],
    due: tuple[str, ...],
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


def _receiver(text: str) -> str | None:
    """To whom: "báo cáo Ủy ban …", "… về Sở …", "gửi …", "cho …", "lên …"."""
    for match in _TO.finditer(fold_same_length(text)):
        rest = text[match.end() :]
        if begins_with_agency(rest) and rest[:1].isupper():
            return ", ".join(split_agencies(_NAME_ENDS.split(rest)[0])) or None
    return None
