"""Text copied from a page, every line broken at its margin: which lines were one paragraph.

The width of the page is the longest line. A line was broken there when the first word of the next line
would not have fitted any more.
"""

from __future__ import annotations

from collections.abc import Iterable

from cotmoc.reading.blocks import Block, Paragraph

WIDEST = 140  # a line longer than this was not broken at a margin
_FULL = 0.8  # share of the width from which a line counts as full
_MANY = 0.1  # share of full lines that makes a text broken at its margin
_FEWEST = 4
_SLACK = 4  # characters: marks of Markdown that stood in the line too


def page_width(blocks: Iterable[Block]) -> int | None:
    """Characters of the broken lines, or None where lines are whole paragraphs (or come with pages of their own)."""
    lengths = [
        len(line)
        for block in blocks
        if isinstance(block, Paragraph) and block.place.page is None
        for line in block.text.split("\n")
    ]
    widest = max(lengths, default=0)
    full = sum(length >= _FULL * widest for length in lengths)
    return widest if widest <= WIDEST and full >= max(_FEWEST, _MANY * len(lengths)) else None


def broken_at_margin(line: str, following: str, width: int | None) -> bool:
    """Whether `line` ended where it did because the first word of `following` did not fit in `width`."""
    word = following.split(" ", 1)[0]
    return width is not None and len(line) + 1 + len(word) > width - _SLACK
