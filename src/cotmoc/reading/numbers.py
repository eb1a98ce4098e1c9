"""Numbers and symbols of documents ("42-CTr/TU", "03/NQ-CP", "12/2025/QĐ-TTg") as they are cited."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cotmoc.core.text import fold

_PART = r"[A-ZĐƯ][A-Za-zĐđƯư]{0,9}\d{0,2}"
NUMBER = re.compile(
    rf"(?<![\w/.-])(\d{{1,5}})\s?((?:/\s?(?:19|20)\d\d)?\s?[-/]\s?{_PART}(?:\s?[-/]\s?{_PART}){{0,4}})(?![\w])"
)


@dataclass(frozen=True)
class Citation:
    """A document number as it is written, without blanks, and where it stands in the text."""

    number: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """The same for "03/NQ-CP" and the slip "03-NQ/CP"."""
        return re.sub(r"[^a-z0-9]", "", fold(self.number))


def citations(text: str) -> list[Citation]:
    """The document numbers in `text`, in order. A fraction of a date or a range is none: it has no letters."""
    return [
        Citation(re.sub(r"\s", "", found[0]), found.start(), found.end()) for found in NUMBER.finditer(text)
    ]
