"""Commitments without a number: a thing to be there or completed, a level or a group to be in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from cotmoc.core.plan import IndicatorClaim, Target
from cotmoc.reading.indicators.confidence import confidence
from cotmoc.reading.indicators.milestones import find_moments
from cotmoc.reading.indicators.names import clean_name, scope_of
from cotmoc.reading.indicators.sentences import Clause
from cotmoc.reading.indicators.stretches import lead_end
from cotmoc.reading.indicators.words import alternatives, flat, pattern
from cotmoc.reading.items import Item
from cotmoc.reading.vocabulary import terms

_AIMS = ("targets", "purpose", "annex")


def statements_of(item: Item, clause: Clause, milestone: str | None) -> list[IndicatorClaim]:
    """The commitments of a clause that has no figures.

    Coverage of a whole ("phủ sóng toàn xã") binds wherever it stands; levels, groups and completed things only
    among the aims, and completed things only where a date says by when.
    """
    found = list(_coverage(item, clause, milestone))
    if item.part in _AIMS and not found:
        found = list(_aims(item, clause, milestone))
    return found


@cache
def _covering() -> re.Pattern[str]:
    """ "phủ sóng toàn xã", "phủ sóng 5G toàn tỉnh"."""
    verb = alternatives(terms("statements", "exists.cover"))
    return re.compile(
        rf"{verb}\s+(?:[^\s,;]+\s+){{0,4}}?(?P<whole>{alternatives(terms('statements', 'exists.wholes'))})"
    )


def _coverage(item: Item, clause: Clause, milestone: str | None) -> Iterator[IndicatorClaim]:
    """Every thing that is to cover a whole; several of a kind ("mạng A, mạng B phủ sóng toàn tỉnh") are several."""
    plain = flat(clause.text)
    match = _covering().search(plain)
    if not match:
        return
    named = match.start("whole")
    for start, end in _subjects(clause.text, plain, match.start()):
        name = clean_name(f"{clause.text[start:end]} {clause.text[match.start() : named]}")
        yield _claim(
            item,
            clause,
            "exists",
            name,
            start,
            match.end(),
            milestone,
            scope=clause.text[named : match.end()].strip(),
        )


def _subjects(text: str, plain: str, end: int) -> list[tuple[int, int]]:
    """The members of the list that ends at `end`: those at its tail that begin with the same word."""
    bounds = [0, *(match.end() for match in re.finditer(r",\s+", plain[:end])), end + 2]
    spans = [(bounds[i], min(bounds[i + 1] - 2, end)) for i in range(len(bounds) - 1)]
    head = next((plain[a:].split()[0] for a, _ in reversed(spans) if _repeats(plain, spans, a)), "")
    if not head:
        return [_opened(text, spans[-1])]
    members: list[tuple[int, int]] = []
    for a, _ in reversed(spans):
        if plain[a:].startswith(head + " "):
            members.insert(0, (a, members[0][0] - 2 if members else end))
    return members


def _repeats(plain: str, spans: list[tuple[int, int]], start: int) -> bool:
    """Whether another member of the list begins with the same word as the one at `start`."""
    word = plain[start:].split()[0] if plain[start:].split() else ""
    return len(word) > 2 and sum(plain[a:].startswith(word + " ") for a, _ in spans) > 1


def _opened(text: str, span: tuple[int, int]) -> tuple[int, int]:
    return lead_end(text, span[0]), span[1]


def _aims(item: Item, clause: Clause, milestone: str | None) -> Iterator[IndicatorClaim]:
    """Levels, groups and completed things, each in its part of the clause."""
    plain = flat(clause.text)
    for start, end in _parts(plain):
        words = plain[start:end]
        own = _own_milestone(plain, words, start)
        when = own or milestone
        op = _kind(words, dated=when is not None, among_aims=item.part == "targets" or milestone is not None)
        if op:
            begin = lead_end(clause.text, start)
            begin = begin if begin < end else start
            yield _claim(item, clause, op, _named(clause.text[begin:end], op), begin, end, when)


def _own_milestone(plain: str, words: str, start: int) -> str | None:
    moments = [moment for moment in find_moments(plain) if start <= moment.start < start + len(words)]
    return next((moment.when for moment in moments if not moment.compared), None)


@cache
def _sign() -> re.Pattern[str]:
    """A word that makes a stretch of a clause a commitment of its own."""
    keys = ("exists.complete", "exists.become", "qualitative.level", "qualitative.group")
    return re.compile(alternatives(term for key in keys for term in terms("statements", key)))


def _parts(plain: str) -> list[tuple[int, int]]:
    """The stretches of a clause, parted at the last comma before each further sign."""
    signs = list(_sign().finditer(plain))
    cuts = [0]
    for before, sign in pairwise(signs):
        comma = plain.rfind(",", before.end(), sign.start())
        if comma > 0:
            cuts.append(comma)
    return list(pairwise([*cuts, len(plain)]))


def _kind(words: str, *, dated: bool, among_aims: bool) -> str | None:
    """exists · qualitative · None for what a stretch of a clause says."""
    if pattern("statements", "qualitative.group").search(words) or pattern(
        "statements", "qualitative.level"
    ).search(words):
        return "qualitative"
    if pattern("statements", "exists.become").search(words):
        return "exists" if dated else None
    done = pattern("statements", "exists.complete").search(words) or pattern(
        "statements", "exists.whole"
    ).search(words)
    return "exists" if done and dated and among_aims else None


def _named(words: str, op: str) -> str:
    """The words without their date; of a level or group, what has it; of a completed thing, from its verb on."""
    for moment in reversed(find_moments(flat(words))):
        words = words[: moment.start].rstrip(" ,") + " " + words[moment.end :].lstrip(" ,")
    plain = flat(words)
    if op == "exists":
        verb = pattern("statements", "exists.complete").search(plain)
        return clean_name(words[verb.start() :] if verb else words)
    cut = min(
        (
            match.start()
            for key in ("level", "group")
            if (match := pattern("statements", f"qualitative.{key}").search(plain))
        ),
        default=len(plain),
    )
    subject = re.sub(
        r"(?:\s+(?:thuộc|nằm trong|trong|vào|đạt|ở|các|là một trong những.*|một trong những.*))+\s*$",
        "",
        words[:cut],
    )
    return clean_name(subject) or clean_name(words)


def _claim(
    item: Item,
    clause: Clause,
    op: str,
    name: str,
    start: int,
    end: int,
    milestone: str | None,
    *,
    scope: str | None = None,
) -> IndicatorClaim:
    quote = clause.text[start:end].strip(" ,.;")
    place = item.place_at(clause.start + start)
    sure = confidence("statement", *(() if milestone else ("milestone-missing",)))
    target = Target(op, milestone, quote=quote, place=place, confidence=sure)
    rank = bool(pattern("statements", "qualitative.group").search(flat(quote)))
    return IndicatorClaim(
        name,
        (target,),
        scope=scope or scope_of(name),
        higher_is_better=not rank,
        section=item.section,
        quote=quote,
        place=place,
        confidence=sure,
    )
