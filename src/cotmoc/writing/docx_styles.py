"""The named styles of the Word report: change one in Word and the whole paper follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from cotmoc.writing.docx_parts import element
from cotmoc.writing.style import FONT, LANGUAGE, Style

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

# The styles that Word takes for granted, and the one that draws borders.
_ROOTS = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}


@dataclass(frozen=True)
class _Face:
    """What a style looks like; sizes and gaps in points, `indent` of the first line in millimetres."""

    name: str
    size: float
    align: str = "center"
    bold: bool = False
    italic: bool = False
    indent: float = 0
    before: float = 0
    after: float = 0
    leading: float | None = None
    keep_next: bool = False


def _faces(style: Style) -> tuple[_Face, ...]:
    gap, body, indent, leading = style.paragraph_gap, style.body_size, style.indent, style.leading
    return (
        _Face("Header", body),
        _Face("Title", style.kind_size, bold=True, before=18, keep_next=True),
        _Face("Subtitle", body, bold=True, keep_next=True),
        _Face("Body Text", body, "justify", indent=indent, before=gap, leading=leading),
        _Face(
            "Heading 1", body, "left", bold=True, indent=indent, before=gap, leading=leading, keep_next=True
        ),
        _Face("Annex Label", body, bold=True, keep_next=True),
        _Face("Annex Title", body, bold=True, keep_next=True),
        _Face("Annex Reference", body, italic=True, after=gap, keep_next=True),
        _Face("Paper Header", style.issuer_size),
        _Face("Paper Date", style.date_size, italic=True),
        _Face("Addressee", body, before=gap),
        _Face("Table Head", style.table_size, bold=True, before=2, after=2, keep_next=True),
        _Face("Table Text", style.table_size, "left", before=2, after=2),
        _Face("Table Group", style.table_size, "left", bold=True, before=2, after=2, keep_next=True),
        _Face("Recipients", style.recipients_size, "left"),
        _Face("Signature", body, bold=True),
    )


def apply_styles(document: Document, style: Style) -> None:
    """Times New Roman, Vietnamese, black, and every style the report uses."""
    faces = _faces(style)
    _sweep(document, _ROOTS | {face.name for face in faces})
    _defaults(document, style)
    for face in faces:
        _define(document, face)


def _sweep(document: Document, wanted: set[str]) -> None:
    """Without the template's other 150 styles: nobody chooses them, and each word looks through all."""
    styles = document.styles.element
    for style in list(document.styles):
        if style.name not in wanted:
            styles.remove(style.element)
    for link in list(styles.iter(qn("w:link"))):  # to styles that are gone
        link.getparent().remove(link)


def _defaults(document: Document, style: Style) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(defaults):
        defaults.remove(child)
    defaults.append(_fonts())
    defaults.append(element("sz", val=round(style.body_size * 2)))
    defaults.append(element("szCs", val=round(style.body_size * 2)))
    defaults.append(element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
    normal = document.styles["Normal"]
    _empty(normal)
    normal.font.size = Pt(style.body_size)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def _define(document: Document, face: _Face) -> None:
    names = {style.name for style in document.styles}
    style = document.styles[face.name] if face.name in names else _add(document, face.name)
    _empty(style)
    style.base_style = document.styles["Normal"]
    style.element.get_or_add_rPr().append(_fonts())
    style.font.size, style.font.bold, style.font.italic = Pt(face.size), face.bold, face.italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.alignment = ALIGN[face.align]
    layout.space_before, layout.space_after = Pt(face.before), Pt(face.after)
    layout.keep_with_next = face.keep_next
    layout.widow_control = True
    if face.indent:
        layout.first_line_indent = Mm(face.indent)
    if face.leading:
        layout.line_spacing = Pt(face.leading)
    if face.name == "Heading 1":
        style.element.get_or_add_pPr().append(element("outlineLvl", val=0))


def _add(document: Document, name: str) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    return style


def _empty(style: ParagraphStyle) -> None:
    """Without what the template gave it (colours, theme faces, borders)."""
    for tag in ("w:pPr", "w:rPr"):
        for part in style.element.findall(qn(tag)):
            style.element.remove(part)


def _fonts() -> Any:
    return element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
