"""The report as a PDF, set by Typst from `report.typ`, with its faces embedded."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import typst

from cotmoc.core.errors import CotmocError
from cotmoc.writing.compose import compose
from cotmoc.writing.snapshot import ReportSnapshot
from cotmoc.writing.style import EMBEDDED_FONT, LEFT_SHARE

TEMPLATE = Path(__file__).with_name("report.typ")
FACES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")


class MissingFontError(CotmocError):
    """The faces a PDF embeds are not where they should be."""

    code = "missing-font"


def pdf_bytes(snapshot: ReportSnapshot, *, fonts: Path) -> bytes:
    """`snapshot` as a PDF; the same snapshot gives the same bytes.

    `fonts` is the folder with the four faces of Tinos. Raises MissingFontError where one is missing: Typst would
    take another face without a word.
    """
    missing = [face for face in FACES if not (fonts / f"{EMBEDDED_FONT}_{face}.ttf").is_file()]
    if missing:
        names = ", ".join(f"{EMBEDDED_FONT}_{face}.ttf" for face in missing)
        raise MissingFontError(
            f"Thiếu phông chữ {names} trong {fonts}; chạy 'make setup' để cài phông rồi lập lại."
        )
    paper = {**asdict(compose(snapshot)), "font": EMBEDDED_FONT, "left_share": LEFT_SHARE}
    # Data goes in as data: no word of a report is ever read as markup.
    inputs = {"paper": json.dumps(paper, ensure_ascii=False)}
    pdf: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        timestamp=int(snapshot.generated_at.timestamp()),
    )
    return pdf
