"""From the bytes of a file to a `Document` of blocks: text, Markdown, Word, PDF, scans and pictures."""

from __future__ import annotations

from cotmoc.reading.formats.limits import Limits, Progress
from cotmoc.reading.formats.reader import read_document

__all__ = ["Limits", "Progress", "read_document"]
