"""Words of duty in a sentence: which of them order a report or a review, and which only speak of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cotmoc.reading.dates import fold_same_length
from cotmoc.reading.vocabulary import load

_END = re.compile(r"(?<=[.;])\s+(?=\S)")


@dataclass(frozen=True)
class Clause:
    """A stretch of an item between full stops and semicolons, at `offset` of the item's text."""

    text: str
    folded: str
    offset: int


@dataclass(frozen=True)
class Mention:
    """One word of duty in a clause."""

    kind: str
    start: int
    end: int


def clauses_of(text: str) -> Iterator[Clause]:
    """The clauses of `text`, in order."""
    start = 0
    for match in (*_END.finditer(text), None):
        end = match.start() if match else len(text)
        yield Clause(text[start:end], fold_same_length(text[start:end]), start)
        start = match.end() if match else end


def duties_in(clause: Clause) -> tuple[list[Mention], int]:
    """The mentions that are duties, and the offset after a title such as "Thực hiện chế độ báo cáo: "."""
    found = [mention for mention in _mentions(clause.folded) if _is_duty(clause, mention)]
    title = _title_end(clause, found)
    return [mention for mention in found if mention.start >= title], title


def _mentions(folded: str) -> list[Mention]:
    found = [
        Mention(kind, match.start(), match.end())
        for kind, patterns in load("obligations")["kinds"].items()
        for pattern in patterns
        for match in re.finditer(pattern, folded)
    ]
    if any(mention.kind == "báo cáo" for mention in found):
        found = [mention for mention in found if not mention.kind.endswith("*")]
    found = [replace(mention, kind=mention.kind.rstrip("*")) for mention in found]
    ends = {(mention.end + 1, mention.kind) for mention in found}
    # "công bố công khai" is one mention
    single = [mention for mention in found if (mention.start, mention.kind) not in ends]
    return sorted(single, key=lambda mention: mention.start)


def _is_duty(clause: Clause, mention: Mention) -> bool:
    rules = load("obligations")
    before, after = clause.folded[: mention.start], clause.folded[mention.end :]
    exact = clause.text[: mention.start].lower()
    if any(re.search(p, words) for p in rules["not"]["before"][mention.kind] for words in (before, exact)):
        return False
    if any(re.search(pattern, after) for pattern in rules["not"]["after"][mention.kind]):
        return False
    if clause.text[mention.start : mention.end].isupper():
        return False
    objects = rules["object"].get(mention.kind)
    if objects is None or any(re.search(pattern, after) for pattern in objects):
        return True
    recurring = re.search(r"(?:hang|moi) (?:nam|quy|thang),? (?:to chuc |tien hanh )?$", before)
    return bool(recurring) or _in_list(before, after)


def _in_list(before: str, after: str) -> bool:
    """Beside another duty of a list ("giám sát, kiểm tra, đánh giá …", "đánh giá, công bố mức độ …")."""
    return bool(
        re.match(r",? (?:va )?(?:kiem tra|giam sat|cong bo|so ket|tong ket|bao cao)", after)
        or re.search(r"(?:kiem tra|giam sat|so ket|tong ket|theo doi),? (?:va )?(?:tong hop, )?$", before)
    )


def _title_end(clause: Clause, mentions: list[Mention]) -> int:
    """What stands before a colon only names what follows, when the same duty follows."""
    colon = re.search(r":\s+(?=\S)", clause.text)
    if not colon:
        return 0
    before = {mention.kind for mention in mentions if mention.start < colon.start()}
    after = {mention.kind for mention in mentions if mention.start > colon.start()}
    return colon.end() if before & after else 0
