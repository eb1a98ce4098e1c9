"""The rule: a degree of secrecy counts where a mark stands, not where a sentence speaks of one.

The mark – MẬT, TỐI MẬT or TUYỆT MẬT – is stamped on its own under the number and symbol of the first page, and the
forms of secret papers repeat it at the head or foot of pages and annexes (law on the protection of state secrets and
the regulations under it; annex I of Decree 30/2020/NĐ-CP, box 10a). So a line counts when it is a mark and nothing
else, a label ("Độ mật: Tối mật"), or a mark on the line of the number or of the place and date, and when it stands in
the head of the document, in the head of an annex, or at the edge of a page. A mark of declassification lifts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cotmoc.core.sentence import say
from cotmoc.core.text import fold
from cotmoc.reading.blocks import Block, Document, Paragraph
from cotmoc.reading.secrecy.letters import readable, run_together

HEAD_LINES = 40  # lines in which the head of a document ends, whatever its form
_ANNEX_LINES = 5  # lines after the word "Phụ lục" that are still its head

_DEGREES = {"mat": "Mật", "toi mat": "Tối mật", "tuyet mat": "Tuyệt mật"}
# The marks however their letters are set apart: "T Ố I  M Ậ T", "TỐI-MẬT", "★ MẬT ★".
_TOGETHER = {degree.lower().replace(" ", ""): degree for degree in _DEGREES.values()}
_TOGETHER_PLAIN = {plain.upper().replace(" ", ""): degree for plain, degree in _DEGREES.items()}
_DEGREE = r"(?:tuyệt mật|tối mật|mật)"
_ALONE = re.compile(rf"(?:(?:tài liệu|văn bản|hồ sơ|dấu)\s+)?(?P<degree>{_DEGREE})", re.IGNORECASE)
_LABEL = re.compile(rf"(?:mức )?độ mật\W+(?P<degree>{_DEGREE})\b", re.IGNORECASE)
_CAPITALS = r"(?P<degree>TUYỆT MẬT|TỐI MẬT|MẬT)"
_BESIDE_NUMBER = re.compile(rf"[Ss]ố\s*:?\s*[\w\s./-]{{0,40}}?[-/]\S+\s+\W*{_CAPITALS}\W*")
_BESIDE_DATE = re.compile(rf"\W*{_CAPITALS}\W+\w[\w .-]{{0,40}}, ngày .{{1,30}}")
_LIFTED = re.compile(r"(?:đã )?giải mật\b.{0,60}", re.IGNORECASE)
# Where the head ends: legal grounds, addressee, the first numbered heading or article.
_BODY = re.compile(
    r"(?:căn cứ|kính gửi|thực hiện|xét|theo đề nghị|điều 1\b|chương I\b|phần (?:I|1|thứ)\b|[IA1][.)] )",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"(?:phụ lục|phụ biểu|biểu mẫu|biểu số|mẫu số)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:bí|cơ|bảo|giữ)$", re.IGNORECASE)
_WRAPPED = re.compile(r"\W*(?:tuyệt|tối)", re.IGNORECASE)
_EDGES = "\"'“”‘’()[]{}<>«»*#_|+=~-–—•.,:;!/\\ \t"


@dataclass(frozen=True)
class Mark:
    """A mark found: its degree (Mật, Tối mật, Tuyệt mật) and where it stands, in words."""

    degree: str
    where: str


def mark_in_text(text: str) -> Mark | None:
    """The mark of a text that somebody typed or pasted."""
    return mark_in_lines(text.splitlines())


def may_bear_mark(text: str) -> bool:
    """Whether a mark could be in `text` at all; quick, for the many texts that have no such syllable."""
    together = run_together(readable(text))
    return "mật" in together.lower() or "MAT" in together


def mark_in_lines(lines: Iterable[str], *, scanned: bool = False) -> Mark | None:
    """The mark in the head of a document or of one of its annexes, given its lines from the top.

    `scanned` forgives diacritics that recognition lost.
    """
    left, found, where, above = HEAD_LINES, None, say("ở đầu văn bản"), ""
    for line in lines:
        text = readable(line)
        if not text:
            continue
        before, above = above, text
        if _ANNEX.match(text):
            left, where = _ANNEX_LINES, say("ở đầu phụ lục")
        elif left <= 0:
            continue
        elif _BODY.match(text):
            left = 0
            continue
        left -= 1
        if is_lifted([text]):
            return None
        if _GOES_ON.search(before):  # "QUY CHẾ BẢO VỆ BÍ / MẬT NHÀ NƯỚC"
            continue
        text = f"{before} {text}" if _WRAPPED.fullmatch(before) else text
        degree = degree_of(text, scanned=scanned)
        found = found or (Mark(degree, where) if degree else None)
    return found


def is_lifted(lines: Iterable[str]) -> bool:
    """Whether one of the lines is a mark of declassification."""
    return any(_LIFTED.fullmatch(readable(line).strip(_EDGES)) for line in lines)


def mark_at_edge(lines: Iterable[str], where: str, *, scanned: bool = False) -> Mark | None:
    """The mark among the first or last lines of a page, or in its running head or foot."""
    degrees = (degree_of(readable(line), scanned=scanned) for line in lines)
    return next((Mark(degree, where) for degree in degrees if degree), None)


def mark_in_document(document: Document) -> Mark | None:
    """The mark of a document that was read."""
    return mark_in_lines(_lines(document.blocks), scanned=document.source == "scan")


def degree_of(line: str, *, scanned: bool = False) -> str:
    """The degree that a readable line by itself states, or nothing."""
    bare = line.strip(_EDGES)
    for rule in (_ALONE, _LABEL, _BESIDE_NUMBER, _BESIDE_DATE):
        # "mật" alone on a line, small, is honey or the end of a sentence.
        if (found := rule.fullmatch(bare)) and bare[0].isupper():
            return _DEGREES[fold(found["degree"])]
    together = run_together(bare)
    if together.lower() in _TOGETHER and not together.islower():
        return _TOGETHER[together.lower()]
    # Typed without diacritics only capitals count: "mat" is also "mắt", "mặt", "mất".
    plain = run_together(fold(bare)).upper() if scanned and bare.isupper() else together
    return _TOGETHER_PLAIN.get(plain, "")


def _lines(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.text.split("\n")
        else:
            for row in block.rows:
                for cell in row:
                    if not cell.merged:
                        yield from cell.text.split("\n")
