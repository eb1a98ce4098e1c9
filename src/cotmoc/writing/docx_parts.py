"""The pieces of a Word document that python-docx has no name for: fields, rules, links, table behaviour."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

TWIPS_PER_MM = 1440 / 25.4


def element(tag: str, **attributes: object) -> Any:
    """`<w:tag w:name="value">`."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def page_field(paragraph: Paragraph) -> None:
    """The number of the page, kept by the program that opens the file."""
    field = element("fldSimple", instr="PAGE")
    run = element("r")
    shown = element("t")
    shown.text = "2"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)


def rule(paragraph: Paragraph, length: float, width: float) -> None:
    """`paragraph` as a centred line, `length` mm of the `width` mm it stands in."""
    borders = element("pBdr")
    borders.append(element("top", val="single", sz=6, space=0, color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(max(width - length, 0) / 2)
    layout.first_line_indent = Mm(0)
    layout.space_before, layout.space_after = Pt(4), Pt(0)
    layout.line_spacing = Pt(6)


def link(paragraph: Paragraph, text: str, address: str) -> None:
    """`text` leading to `address`; printed like the words around it."""
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor = OxmlElement("w:hyperlink")
    anchor.set(qn("r:id"), relation)
    paragraph._p.append(anchor)
    anchor.append(paragraph.add_run(text)._r)


def plain_table(table: Table, widths: tuple[float, ...]) -> None:
    """`table` with fixed columns of `widths` mm and no space beside the text (a frame for a header)."""
    fix_columns(table, widths)
    cell_margins(table, 0)


def fix_columns(table: Table, widths: tuple[float, ...]) -> None:
    """`table` as wide as its columns, which keep their width whatever stands in them."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for old in table._tbl.tblPr.findall(qn("w:tblW")):
        table._tbl.tblPr.remove(old)
    total = element("tblW", w=round(sum(widths) * TWIPS_PER_MM), type="dxa")
    table._tbl.tblPr.insert_element_before(
        total,
        "w:jc",
        "w:tblCellSpacing",
        "w:tblInd",
        "w:tblBorders",
        "w:tblLayout",
        "w:tblCellMar",
        "w:tblLook",
    )
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:  # Word believes the cells, LibreOffice the columns
            cell.width = Mm(width)


def cell_margins(table: Table, side: float) -> None:
    """`side` mm between the text and the borders at its left and right."""
    margins = element("tblCellMar")
    for edge in ("left", "right"):
        margins.append(element(edge, w=round(side * TWIPS_PER_MM), type="dxa"))
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def keep_row(row: _Row, *, heading: bool = False, whole: bool = True) -> None:
    """`row` in one piece on a page; a `heading` row comes back on every page."""
    properties = row._tr.get_or_add_trPr()
    if whole:
        properties.append(element("cantSplit"))
    if heading:
        properties.append(element("tblHeader"))


def shade(cell: _Cell, colour: str) -> None:
    """`cell` on a ground of `colour` (RRGGBB)."""
    properties = cell._tc.get_or_add_tcPr()
    properties.insert_element_before(
        element("shd", val="clear", color="auto", fill=colour), "w:noWrap", "w:tcMar", "w:vAlign"
    )
