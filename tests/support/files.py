"""Files made in memory: Word packages from their XML, PDFs from Typst, pictures of pages."""

from __future__ import annotations

import io
import zipfile

import pypdfium2 as pdfium
import typst
from PIL import Image

from cotmoc.reading.blocks import Document, Paragraph, Table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'


def word_part(name: str, inner: str, extra: str = "") -> bytes:
    """One part of a package: the element w:`name` around `inner`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_W} {extra}>{inner}</w:{name}>'.encode()


def word(body: str, *, extra: str = "", **parts: str | bytes) -> bytes:
    """A .docx with this body; `parts` are styles, numbering, footnotes, endnotes (inner XML) or app (bytes)."""
    entries = {"[Content_Types].xml": _TYPES}
    entries["word/document.xml"] = word_part("document", f"<w:body>{body}</w:body>", extra)
    for name, inner in parts.items():
        if isinstance(inner, bytes):
            entries["docProps/app.xml"] = inner
        else:
            entries[f"word/{name}.xml"] = word_part(name, inner)
    return package(entries)


def package(entries: dict[str, bytes]) -> bytes:
    """A zip with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def tc(text: str, properties: str = "") -> str:
    """A cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows made with `tr`."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells; a plain string becomes a cell."""
    inner = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr>{properties}{inner}</w:tr>"


def pdf(source: str) -> bytes:
    """A PDF of Typst source, A4."""
    head = '#set page(paper: "a4", margin: 25mm)\n#set text(size: 12pt, lang: "vi", hyphenate: false)\n'
    return bytes(typst.compile((head + source).encode()))


def picture(data: bytes, page: int = 0, dpi: int = 200) -> Image.Image:
    """A page of a PDF as a grey picture."""
    file = pdfium.PdfDocument(data)
    try:
        return file[page].render(scale=dpi / 72, grayscale=True).to_pil().copy()
    finally:
        file.close()


def scan(data: bytes, dpi: int = 200) -> bytes:
    """A PDF whose pages are pictures of those of `data`."""
    file = pdfium.PdfDocument(data)
    pages = [picture(data, number, dpi) for number in range(len(file))]
    file.close()
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()


def png(image: Image.Image) -> bytes:
    """The bytes of a PNG."""
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def paragraphs(document: Document) -> list[str]:
    """The texts of the paragraphs."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[list[list[str]]]:
    """The texts of the tables' cells."""
    return [
        [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Table)
    ]
