"""Bytes of a text file → its characters, whatever encoding wrote them."""

from __future__ import annotations

import re
import unicodedata

from cotmoc.core.errors import UnreadableError
from cotmoc.core.plan import Warning
from cotmoc.reading.formats import legacy

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_MOST_NOISE = 0.02  # share of characters that no text holds


def decode(data: bytes) -> tuple[str, tuple[Warning, ...]]:
    """The text of `data` and what had to be said about its encoding."""
    text, warnings = _decode(data)
    if len(_NOT_TEXT.findall(text)) > _MOST_NOISE * max(len(text), 50):
        raise UnreadableError(
            "Tệp không phải văn bản, hoặc dùng bảng mã không đọc được. "
            "Hãy mở tệp bằng phần mềm soạn thảo rồi lưu lại dạng .docx hoặc .txt (bảng mã UTF-8).",
            code="not-text",
        )
    converted, warning = modernise(text)
    return converted, (*warnings, *([warning] if warning else []))


def modernise(text: str) -> tuple[str, Warning | None]:
    """`text` out of TCVN3 or VNI, when it is in one of them, and the warning that says so."""
    encoding = legacy.detect(text)
    if encoding is None:
        return text, None
    lines = text.split("\n")
    return "\n".join(legacy.convert(line, encoding) for line in lines), legacy_warning(encoding)


def legacy_warning(encoding: str) -> Warning:
    """Says that old text was converted."""
    return Warning(
        "legacy-encoding",
        f"Văn bản dùng bảng mã cũ {legacy.NAMES[encoding]}, đã chuyển sang Unicode. "
        "Hãy đối chiếu tên riêng và số liệu với bản gốc.",
    )


def _decode(data: bytes) -> tuple[str, tuple[Warning, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), ()
    if guess := _utf16_without_mark(data):
        return data.decode(guess, "replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _old_bytes(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """Spaces and line ends of UTF-16 are pairs with a zero byte."""
    sample = data[:4000]
    little, big = (
        sample.count(b" \x00") + sample.count(b"\n\x00"),
        sample.count(b"\x00 ") + sample.count(b"\x00\n"),
    )
    if max(little, big) * 40 < len(sample):
        return None
    return "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"


def _old_bytes(data: bytes) -> tuple[str, tuple[Warning, ...]]:
    """One byte a letter: TCVN3, VNI or Windows-1258; else UTF-8 with a few broken bytes."""
    as_latin = data.decode("cp1252", "replace").replace("\ufffd", " ")
    if legacy.detect(as_latin):
        return as_latin, ()
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") <= _MOST_NOISE * len(broken):
        message = "Tệp có vài ký tự hỏng, đã thay bằng dấu cách. Hãy đối chiếu với bản gốc."
        return broken.replace("\ufffd", " "), (Warning("bad-characters", message),)
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if legacy.looks_vietnamese(windows):
        message = "Văn bản dùng bảng mã cũ Windows-1258, đã chuyển sang Unicode. Hãy đối chiếu với bản gốc."
        return windows, (Warning("legacy-encoding", message),)
    return broken, ()
