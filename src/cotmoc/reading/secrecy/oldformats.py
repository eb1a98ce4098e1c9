"""The lines in capitals of files that are not read here: .rtf and the .doc of before 2007."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OLE = b"\xd0\xcf\x11\xe0"
_LONGEST = 60
# Rich Text Format 1.9.1: letters by number or in the code page of Vietnamese, ends of lines, everything else.
_NUMBERED = re.compile(r"\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|\?)?")
_PAGED = re.compile(r"(?:\\'[0-9a-fA-F]{2})+")
_ENDS = re.compile(r"\\(?:pard|par|line|cell|row|tab|sect|page)(?![a-z])-?\d* ?")
_WORDS = re.compile(r"\\\*|\\[a-z]+-?\d* ?|[{}\r\n]")
_BETWEEN = re.compile(r"[\x00-\x1f]+")


def old_lines(data: bytes) -> Iterator[str]:
    """The short lines in capitals; nothing of a file that is neither."""
    if data.lstrip()[:5] == b"{\\rtf":
        text = _rich(data.decode("latin-1"))
    elif data.startswith(_OLE):
        text = data[: len(data) // 2 * 2].decode("utf-16-le", "replace")
    else:
        return
    yield from (line for line in _BETWEEN.split(text) if len(line) <= _LONGEST and line.isupper())


def _rich(text: str) -> str:
    text = _NUMBERED.sub(lambda found: chr(int(found[1]) % 0x10000), text)
    text = _PAGED.sub(
        lambda found: bytes.fromhex(found[0].replace("\\'", "")).decode("cp1258", "replace"), text
    )
    return _WORDS.sub("", _ENDS.sub("\x00", text))
