"""The report as a Word document: real styles, repeating table heads, a page-number field."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import _Cell, _Row
from docx.text.font import Font
from docx.text.paragraph import Paragraph

from cotmoc.writing import docx_parts as parts
from cotmoc.writing.archive import steady_zip
from cotmoc.writing.compose import compose
from cotmoc.writing.docx_base import blank_document
from cotmoc.writing.docx_styles import ALIGN
from cotmoc.writing.paper import Annex, Block, Cell, Column, Grid, Heading, Paper, Row
from cotmoc.writing.snapshot import ReportSnapshot
from cotmoc.writing.style import LANGUAGE, LEFT_SHARE, PAGE_LONG, PAGE_SHORT, Style

GROUP_GROUND = "F2F2F2"
SIGNING_ROOM = 64


def docx_bytes(snapshot: ReportSnapshot) -> bytes:
    """`snapshot` as a .docx file; the same snapshot gives the same bytes."""
    paper = compose(snapshot)
    document = blank_document(paper.style)
    _properties(document, paper, snapshot.generated_at)
    _page(document.sections[0], paper.style)
    _page_number(document.sections[0])
    _head(document, paper)
    _title(document, paper)
    _blocks(document, paper.blocks, paper.style)
    _foot(document, paper)
    for annex in paper.annexes:
        _annex(document, annex, paper.style)
    file = io.BytesIO()
    document.save(file)
    return steady_zip(file.getvalue())


def _properties(document: Document, paper: Paper, made: datetime) -> None:
    core = document.core_properties
    moment = made.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    core.title, core.author, core.last_modified_by = paper.title[:255], paper.author[:255], paper.author[:255]
    core.created = core.modified = moment
    core.comments, core.keywords, core.language, core.revision = "", "", LANGUAGE, 1


def _page(section: Section, style: Style, *, lying: bool = False) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    short, long = Mm(PAGE_SHORT), Mm(PAGE_LONG)
    section.page_width, section.page_height = (long, short) if lying else (short, long)
    section.top_margin, section.bottom_margin = Mm(style.top), Mm(style.bottom)
    section.left_margin, section.right_margin = Mm(style.left), Mm(style.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def _page_number(section: Section) -> None:
    """Centred at the top, from the second page: the first page has a header of its own, an empty one."""
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    parts.page_field(section.header.paragraphs[0])


def _head(document: Document, paper: Paper) -> None:
    style = paper.style
    left, right = style.width * LEFT_SHARE, style.width * (1 - LEFT_SHARE)
    table = document.add_table(rows=2, cols=2)
    parts.plain_table(table, (left, right))
    (issuer, motto), (number, date) = (row.cells for row in table.rows)
    lines = [(paper.superior, False)] * bool(paper.superior) + [(line, True) for line in paper.issuer]
    for text, bold in lines:
        _run(_line(issuer, "Paper Header"), text, bold=bold)
    if style.issuer_star:
        _run(_line(issuer, "Paper Header"), "*")
    else:
        parts.rule(_line(issuer, "Paper Header"), left * 0.4, left)
    for motto_line in style.motto:
        _run(_line(motto, "Paper Header"), motto_line.text, bold=motto_line.bold, size=motto_line.size)
    parts.rule(_line(motto, "Paper Header"), style.motto_line, right)
    _run(_line(number, "Paper Header"), paper.number, size=style.number_size)
    _run(_line(date, "Paper Date"), paper.dateline)
    number.paragraphs[0].paragraph_format.space_before = Pt(4)
    date.paragraphs[0].paragraph_format.space_before = Pt(4)


def _title(document: Document, paper: Paper) -> None:
    document.add_paragraph(paper.kind, "Title")
    document.add_paragraph(paper.subject, "Subtitle")
    last = document.add_paragraph(style="Subtitle")
    if paper.style.subject_rule == "line":
        parts.rule(last, paper.style.width * 0.25, paper.style.width)
    else:
        last.add_run(paper.style.subject_rule)
    last.paragraph_format.space_after = Pt(paper.style.paragraph_gap)
    for line in paper.to:
        document.add_paragraph(line, "Addressee")


def _blocks(document: Document, blocks: tuple[Block, ...], style: Style) -> None:
    for block in blocks:
        if isinstance(block, Grid):
            _grid(document, block, style)
        elif isinstance(block, Heading):
            document.add_paragraph(block.text, "Heading 1")
        else:
            document.add_paragraph(block.text, "Body Text")


def _grid(document: Document, grid: Grid, style: Style) -> None:
    _gap(document)
    table = document.add_table(rows=1, cols=len(grid.columns), style="Table Grid")
    parts.fix_columns(table, tuple(column.width for column in grid.columns))
    parts.cell_margins(table, 1.2)
    parts.keep_row(table.rows[0], heading=True)
    for cell, column in zip(table.rows[0].cells, grid.columns, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _run(_line(cell, "Table Head"), column.title)
    for row in grid.rows:
        _row(table.add_row(), row, grid.columns, style)
    _gap(document)


def _row(target: _Row, row: Row, columns: tuple[Column, ...], style: Style) -> None:
    parts.keep_row(target, whole=not row.long)
    cells = target.cells
    if row.group:
        merged = cells[0].merge(cells[-1])
        merged.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        parts.shade(merged, GROUP_GROUND)
        _run(_line(merged, "Table Group"), row.cells[0].text)
        return
    for place, cell, column in zip(cells, row.cells, columns, strict=True):
        _fill(place, cell, column, style)


def _fill(place: _Cell, cell: Cell, column: Column, style: Style) -> None:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = _line(place, "Table Text")
    paragraph.alignment = ALIGN[column.align]
    if cell.link and cell.text:
        parts.link(paragraph, cell.text, cell.link)
    else:
        _run(paragraph, cell.text)
    if cell.below:
        paragraph.paragraph_format.space_after = Pt(0)
        below = _line(place, "Table Text")
        below.alignment = ALIGN[column.align]
        below.paragraph_format.space_before = Pt(0)
        _run(below, cell.below, size=style.small_size, italic=True)


def _foot(document: Document, paper: Paper) -> None:
    style = paper.style
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _gap(document, height=12, keep=True)
    table = document.add_table(rows=1, cols=2)
    parts.plain_table(table, (style.width * 0.5, style.width * 0.5))
    parts.keep_row(table.rows[0])
    left, right = table.rows[0].cells
    if paper.recipients:
        heading = _run(
            _line(left, "Recipients"), style.recipients_heading, size=style.recipients_heading_size
        )
        heading.bold = heading.italic = not style.recipients_underlined
        heading.underline = style.recipients_underlined
    for line in paper.recipients:
        _run(_line(left, "Recipients"), line)
    for place, line in enumerate(paper.authority):
        _run(_line(right, "Signature"), line, bold=place == 0 or style.roles_bold)
    signer = _line(right, "Signature")
    signer.paragraph_format.space_before = Pt(SIGNING_ROOM)
    _run(signer, paper.signer)


def _annex(document: Document, annex: Annex, style: Style) -> None:
    """A section of its own: it lies on its side and counts its pages anew."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, style, lying=True)
    properties = section._sectPr
    properties.insert_element_before(
        parts.element("pgNumType", start=1), "w:cols", "w:formProt", "w:vAlign", "w:titlePg", "w:docGrid"
    )
    document.add_paragraph(annex.label, "Annex Label")
    document.add_paragraph(annex.title, "Annex Title")
    document.add_paragraph(annex.reference, "Annex Reference")
    _blocks(document, annex.blocks, style)


def _gap(document: Document, *, height: float = 6, keep: bool = False) -> None:
    """A little air round a table; two tables that touch would become one."""
    layout = document.add_paragraph(style="Normal").paragraph_format
    layout.line_spacing = Pt(height)
    layout.keep_with_next = keep


def _line(cell: _Cell, style: str) -> Paragraph:
    """The next line of `cell`: its empty first paragraph, then new ones."""
    first: Paragraph = cell.paragraphs[0]
    if len(cell.paragraphs) == 1 and len(first._p) == 0:
        first.style = style
        return first
    added: Paragraph = cell.add_paragraph(style=style)
    return added


def _run(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool | None = None,
    italic: bool | None = None,
    size: float | None = None,
) -> Font:
    """`text` at the end of `paragraph`; what is not said follows the style."""
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if size:
        run.font.size = Pt(size)
    return run.font
