"""A .docx → blocks in the order of the body, notes last."""

from __future__ import annotations

from collections.abc import Iterator

from cotmoc.core.plan import Warning
from cotmoc.reading.blocks import Block, Document, Paragraph, Table
from cotmoc.reading.formats.assemble import document, place
from cotmoc.reading.formats.decode import legacy_warning
from cotmoc.reading.formats.limits import Limits, Progress
from cotmoc.reading.formats.word.numbering import Numbering
from cotmoc.reading.formats.word.package import Element, Package, open_package, value, w
from cotmoc.reading.formats.word.runs import Reader, Text, raised
from cotmoc.reading.formats.word.styles import Styles
from cotmoc.reading.formats.word.tables import children, read_table

_PARAGRAPHS_A_PAGE = 400  # cells of the densest table
_STEP = 200  # blocks between two words of progress


def read_docx(
    data: bytes, *, progress: Progress, limits: Limits, warnings: tuple[Warning, ...] = ()
) -> Document:
    """The blocks of a Word document. Word keeps no pages, so places have neither line nor page."""
    package = open_package(data, limits)
    limits.check_pages(max(package.pages, *_pages_at_least(package.document)))
    reader = Reader(Styles(package.styles), Numbering(package.numbering))
    blocks = list(_blocks(package.document, reader, progress))
    limits.check_characters(sum(_length(block) for block in blocks))
    blocks.extend(_notes(package, reader))
    said = tuple(legacy_warning(encoding) for encoding in sorted(reader.encodings))
    return document(blocks, "docx", warnings=(*warnings, *said))


def _blocks(root: Element, reader: Reader, progress: Progress) -> Iterator[Block]:
    body = root.find(w("body"))
    elements = list(children(root if body is None else body, "p", "tbl"))
    for index, element in enumerate(elements):
        if index % _STEP == 0:
            progress(index, len(elements), "Đọc văn bản Word")
        if element.tag == w("tbl"):
            if (read := read_table(element, reader)) is not None:
                yield read
        else:
            yield from _paragraphs(element, reader)
    progress(len(elements), len(elements), "Đọc văn bản Word")


def _paragraphs(element: Element, reader: Reader) -> Iterator[Paragraph]:
    """A paragraph, then those of the text boxes anchored in it."""
    read = reader.read(element)
    yield _paragraph(read)
    for box in read.boxes:
        yield _paragraph(reader.read(box))


def _paragraph(read: Text) -> Paragraph:
    return Paragraph(read.text, place(), read.bold, bool(read.look.centred), read.look.heading)


def _notes(package: Package, reader: Reader) -> Iterator[Paragraph]:
    """Footnotes and endnotes in the order in which the text refers to them: "² Chưa xác định"."""
    elements = {
        (kind, value(note, "id") or ""): note
        for kind, root in (("footnote", package.footnotes), ("endnote", package.endnotes))
        if root is not None
        for note in root.findall(w(kind))
    }
    for index, key in enumerate(list(reader.notes), start=1):
        if key in elements:
            texts = [reader.read(paragraph).text.strip() for paragraph in elements[key].iter(w("p"))]
            yield Paragraph(f"{raised(index)} {' '.join(texts).strip()}", place())


def _pages_at_least(root: Element) -> tuple[int, int]:
    """The pages that Word's own break marks and the number of paragraphs speak of."""
    breaks = sum(1 for _ in root.iter(w("lastRenderedPageBreak")))
    return breaks + 1, sum(1 for _ in root.iter(w("p"))) // _PARAGRAPHS_A_PAGE


def _length(block: Block) -> int:
    if isinstance(block, Table):
        return sum(len(cell.text) for row in block.rows for cell in row if not cell.merged)
    return len(block.text)
