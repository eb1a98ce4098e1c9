"""Numbers as Vietnamese documents write them."""

from __future__ import annotations

import re

# Thousands in groups of three with points or blanks, or plain digits, with a decimal comma (or a point by slip).
NUMBER = r"(?<![\w.,/])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?: \d{3})+(?:,\d+)?(?![\d.])|\d+(?:[.,]\d+)?)(?![\d])"
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")


def to_number(text: str) -> float:
    """The value of `text`: "1.200" → 1200, "1 200" → 1200, "0,05" → 0.05, "07" → 7, and by slip "0.60" → 0.6.

    A point is a thousands mark where groups of exactly three digits follow a number that does not start
    with 0, else it is a decimal point.
    """
    text = text.replace(" ", "")
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def has_point_slip(text: str) -> bool:
    """Whether `text` writes a decimal point where Vietnamese writes a comma."""
    return "." in text and not _GROUPED.fullmatch(text)
