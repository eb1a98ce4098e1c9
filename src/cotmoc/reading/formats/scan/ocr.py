"""Tesseract by subprocess: a picture in, words with boxes out. One process a core, each on one thread."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from functools import cache

from PIL import Image

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.formats.geometry import Glyph

LANGUAGE = "vie"
_SURE_ENOUGH = 20  # of 100: below it Tesseract sees dirt
_BOLD_UNKNOWN = False


@dataclass(frozen=True)
class Recognised:
    """The words of one picture, by visual line, and the mean confidence (0–100)."""

    lines: tuple[tuple[Glyph, ...], ...]
    confidence: float


@cache
def require_tesseract() -> str:
    """The program's path; refuses with what to install."""
    program = shutil.which("tesseract")
    if program is None or LANGUAGE not in _languages(program):
        raise UnreadableError(
            "Tệp là bản quét (ảnh), cần phần mềm nhận dạng chữ Tesseract có tiếng Việt. Hãy cài: "
            "apt install tesseract-ocr tesseract-ocr-vie (hoặc dùng bản .docx, .pdf có chữ).",
            code="no-ocr",
        )
    return program


def _languages(program: str) -> set[str]:
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    return set(listed.stdout.split())


def recognise(picture: Image.Image, *, layout: int, dpi: int, seconds: float) -> Recognised:
    """The words of `picture` in its pixels. `layout` is Tesseract's page segmentation mode."""
    program = require_tesseract()
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", "-l", LANGUAGE, "--psm", str(layout), "--dpi", str(dpi), "tsv"]
    try:
        done = subprocess.run(
            command,
            input=stream.getvalue(),
            capture_output=True,
            timeout=seconds,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableError(
            "Phần mềm nhận dạng chữ không đọc được một trang ảnh. Hãy quét lại trang đó rõ hơn rồi tải lại.",
            code="ocr-failed",
        ) from error
    return _parse(done.stdout.decode("utf-8", "replace"))


def _parse(table: str) -> Recognised:
    lines: dict[tuple[str, str, str], list[Glyph]] = {}
    sure: list[float] = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text, confidence = (row.get("text") or "").strip(), float(row["conf"])
        if row["level"] != "5" or not text or confidence < _SURE_ENOUGH:
            continue
        sure.append(confidence)
        x0, top, height = float(row["left"]), float(row["top"]), float(row["height"])
        glyph = Glyph(f"{text} ", x0, top, x0 + float(row["width"]), top + height, height, _BOLD_UNKNOWN)
        lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(glyph)
    return Recognised(tuple(map(_sized, lines.values())), sum(sure) / len(sure) if sure else 0.0)


def _sized(line: list[Glyph]) -> tuple[Glyph, ...]:
    """Words of one line share the size of its taller ones; a word without ascenders is no smaller type."""
    heights = sorted(glyph.size for glyph in line)
    size = heights[len(heights) * 3 // 4]
    return tuple(replace(glyph, size=size) for glyph in line)
