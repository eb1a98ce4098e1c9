"""The parts of a .docx package as XML trees, parsed without entities, DTD or network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.formats.archive import Archive
from cotmoc.reading.formats.limits import Limits

Element = etree._Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAX_XML = 30 * 1024 * 1024  # 500 pages of dense tables fit into it


@dataclass(frozen=True)
class Package:
    """The trees that reading needs; a part that is not there is None. `pages` is what Word counted last."""

    document: Element
    styles: Element | None
    numbering: Element | None
    footnotes: Element | None
    endnotes: Element | None
    pages: int


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{_W}}}{name}"


def value(element: Element | None, name: str = "val") -> str | None:
    """A w: attribute of an element that may be missing."""
    return None if element is None else element.get(w(name))


def number(text: str | None, default: int = 0) -> int:
    """An integer attribute; anything else is `default`."""
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else default


def is_on(element: Element | None) -> bool | None:
    """A toggle (w:b, w:caps): True, False, or None when it is not set here."""
    if element is None:
        return None
    return (value(element) or "true").lower() not in ("0", "false", "off", "none")


def open_package(data: bytes, limits: Limits) -> Package:
    """The parts of a .docx; macro documents and broken packages are refused."""
    archive = Archive(data, limits)
    names = archive.names()
    types = archive.read("[Content_Types].xml") or b""
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in types:
        raise UnreadableError(
            "Tệp Word có macro nên không mở. Hãy lưu lại dạng Word thường (.docx, không macro) rồi tải lại.",
            code="macro",
        )
    document = _part(archive, "word/document.xml")
    if document is None:
        raise UnreadableError(
            "Tệp .docx thiếu phần nội dung. Hãy mở bằng Word, lưu lại thành tệp mới rồi tải lại.",
            code="truncated",
        )
    return Package(
        document,
        styles=_part(archive, "word/styles.xml"),
        numbering=_part(archive, "word/numbering.xml"),
        footnotes=_part(archive, "word/footnotes.xml"),
        endnotes=_part(archive, "word/endnotes.xml"),
        pages=_counted_pages(archive.read("docProps/app.xml") or b""),
    )


_SHAPES = "{urn:schemas-microsoft-com:vml}textpath"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def heads_and_bodies(data: bytes, limits: Limits) -> tuple[list[str], list[list[str]]]:
    """The lines outside of the text – running heads and feet, text boxes, drawn words, watermarks – and those of every
    document in the package: the one that Word opens need not be at the usual place."""
    archive = Archive(data, limits)
    roots = [root for name in sorted(archive.names()) if (root := _shown(archive, name)) is not None]
    edges = [root for root in roots if root.tag != w("document")]
    boxes = [box for root in roots for box in root.iter(w("txbxContent"))]
    heads = [line for root in (*edges, *boxes) for line in _lines(root)]
    marks = [shape.get("string") or "" for root in roots for shape in root.iter(_SHAPES)]
    drawn = [
        "".join(word.text or "" for word in line.iter(f"{_DRAWN}t"))
        for root in roots
        for line in root.iter(f"{_DRAWN}p")
    ]
    return [*heads, *marks, *drawn], [list(_lines(root)) for root in roots if root.tag == w("document")]


def _shown(archive: Archive, name: str) -> Element | None:
    """A part that is a document, a running head or a foot, whatever it is called; one that is broken shows nothing."""
    data = archive.read(name) if name.lower().endswith(".xml") else None
    try:
        root = _tree(data) if data is not None else None
    except UnreadableError:
        return None
    return root if root is not None and root.tag in (w("document"), w("hdr"), w("ftr")) else None


def _lines(root: Element) -> Iterator[str]:
    """The text of every paragraph; a tab parts two columns of one line, a break two lines."""
    signs = {w("tab"): "\n", w("br"): "\n", w("cr"): "\n"}
    for paragraph in root.iter(w("p")):
        own = (one for one in paragraph.iter(w("t"), *signs) if next(one.iterancestors(w("p"))) is paragraph)
        yield from "".join(signs.get(one.tag) or one.text or "" for one in own).split("\n")


def _part(archive: Archive, name: str) -> Element | None:
    data = archive.read(name)
    return None if data is None else _tree(data)


def _tree(data: bytes) -> Element:
    if len(data) > _MAX_XML:
        raise UnreadableError(
            "Tệp .docx có phần nội dung quá lớn. Hãy tách văn bản thành tệp nhỏ hơn rồi tải lại.",
            code="too-large",
        )
    # Files saved as "Strict Open XML" differ by the namespace only.
    return _parse(data.replace(_STRICT.encode(), _W.encode()))


def _parse(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(
            "Nội dung tệp .docx bị hỏng. Hãy mở bằng Word, lưu lại thành tệp mới rồi tải lại.",
            code="truncated",
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError(
            "Tệp .docx chứa khai báo XML không an toàn nên không mở. Hãy lưu lại bằng Word rồi tải lại.",
            code="unsafe-xml",
        )
    return root


def _counted_pages(app: bytes) -> int:
    match = re.search(rb"<(?:\w+:)?Pages>(\d{1,6})</", app)
    return int(match.group(1)) if match else 0
