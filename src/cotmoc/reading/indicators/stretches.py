"""The words around a figure: openings that say nothing, verbs of reaching, where its stretch of the clause begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cotmoc.reading.indicators.milestones import Moment, blank_moments, find_moments
from cotmoc.reading.indicators.quantities import without_noise
from cotmoc.reading.indicators.words import alternatives, flat, lowered, spelled, spelled_pattern
from cotmoc.reading.vocabulary import terms

_CUT = re.compile(r",\s|\s(?:và|va|còn)\s")  # recognised text may lose the accent of "và"


@dataclass(frozen=True)
class Words:
    """A clause in the forms the rules compare, all of one length: as written, in lower case, and flat with every
    number blanked that is a date or no figure."""

    text: str
    lower: str
    masked: str
    moments: tuple[Moment, ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """The forms of `text`."""
        plain = flat(text)
        return cls(text, lowered(text), without_noise(blank_moments(plain)), find_moments(plain))

    def subject(self, start: int, end: int) -> str:
        """The words in lower case between two offsets, without dates and without openings."""
        words = list(self.lower[start:end])
        for moment in self.moments:
            words[max(moment.start - start, 0) : max(moment.end - start, 0)] = " " * (
                max(min(moment.end, end) - start, 0) - max(min(moment.start, end) - start, 0)
            )
        bare = "".join(words)
        return bare[lead_end(bare) :].strip(" ,")


@cache
def _lead_in() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s,:.–-]|{spelled(terms('figures', 'lead_ins.words'))})+")


def lead_end(text: str, at: int = 0) -> int:
    """Where the openings that stand at `at` of `text` end ("Phấn đấu …", "trong đó có …")."""
    match = _lead_in().match(lowered(text), at)
    return match.end() if match else at


@cache
def reaching() -> re.Pattern[str]:
    """A verb of reaching with what may stand between it and its figure, up to the end (flat text)."""
    verbs = alternatives(
        [*terms("comparators", "predicates.dropped"), *terms("comparators", "predicates.kept")]
    )
    fillers = alternatives(terms("comparators", "predicates.fillers"))
    return re.compile(rf"{verbs}\s*(?:(?:{fillers}|{verbs})\s*)*$")


@cache
def acting_last() -> re.Pattern[str]:
    """A verb of doing right before a figure: "xây dựng mới 5 …" (lower case)."""
    between = r"(?:\s+(?:thêm|mới|xong|hoàn thành|được|khoảng|từ|cho|đến|bình quân|trung bình))*"
    return re.compile(rf"{spelled(terms('figures', 'actions.words'))}{between}\s*$")


@cache
def having_last() -> re.Pattern[str]:
    """ "có" right before a figure (lower case)."""
    return re.compile(r"(?:^|\s)có(?:\s+thêm)?\s*$")


def parting(words: Words, gap_start: int, gap_end: int, *, keeps_tail: bool) -> int:
    """Where the stretch of a figure begins, between the one before it and its number.

    At the comma or "và" right before it, else at the first that opens a new subject, else (when the figure
    before keeps the words behind it, `keeps_tail`) at the last, else at the first.
    """
    beside = next((m for m in words.moments if not words.masked[gap_start : m.start].strip(" (")), None)
    if beside and gap_start <= beside.start and beside.end <= gap_end:
        gap_start = beside.end
    cuts = [match.start() for match in _CUT.finditer(words.lower, gap_start, gap_end + 1)]
    if not cuts:
        return gap_start
    if not words.subject(cuts[-1], gap_end):
        return cuts[-1]
    for cut in cuts:
        joint = _CUT.match(words.lower, cut)
        at = joint.end() if joint else cut
        if _opening().match(words.lower, at) or any(moment.start == at for moment in words.moments):
            return cut
    return cuts[-1] if keeps_tail else cuts[0]


@cache
def _opening() -> re.Pattern[str]:
    openings: Sequence[str] = (
        *terms("figures", "heads.words"),
        *terms("figures", "lead_ins.words"),
        *terms("figures", "actions.words"),
    )
    vague = {
        "và",
        "có",
        "với",
        "đến",
        "để",
        "còn",
        "từ",
        "là",
        "đạt",
        "khoảng",
        "sử dụng",
        "thực hiện",
        "trên",
    }
    return re.compile(spelled(word for word in openings if word not in vague))


def opens_with_head(subject: str) -> bool:
    """Whether `subject` (lower case) begins as the name of an indicator does: "sản lượng …"."""
    return bool(spelled_pattern("figures", "heads.words").match(subject))


def opens_with_action(subject: str) -> bool:
    """Whether `subject` (lower case) begins with a verb of doing."""
    return bool(spelled_pattern("figures", "actions.words").match(subject))


def raises_share(subject: str) -> bool:
    """Whether its verb only moves what is measured: "nâng tỷ lệ …", "giảm tỷ lệ …"."""
    verb = spelled_pattern("figures", "actions.words").match(subject)
    return bool(verb and spelled_pattern("figures", "heads.words").match(subject, verb.end() + 1))
