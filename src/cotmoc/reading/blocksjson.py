"""The blocks of a document as plain values, so that a page can show the document without reading the file again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cotmoc.core.plan import Place, Warning
from cotmoc.reading.blocks import Block, Cell, Document, Paragraph, Table

Data = dict[str, Any]


def document_to_data(document: Document) -> Data:
    """`document` as JSON values. What is False or unknown is left out."""
    return {
        "source": document.source,
        "pages": document.pages,
        "blocks": [_block(block) for block in document.blocks],
        "warnings": [
            {
                "code": warning.code,
                "message": warning.message,
                "place": asdict(warning.place) if warning.place else None,
            }
            for warning in document.warnings
        ],
    }


def document_from_data(data: Data) -> Document:
    """The document that `document_to_data` wrote."""
    return Document(
        blocks=tuple(_read_block(block) for block in data["blocks"]),
        source=data["source"],
        pages=data["pages"],
        warnings=tuple(
            Warning(one["code"], one["message"], Place(**one["place"]) if one["place"] else None)
            for one in data["warnings"]
        ),
    )


def _block(block: Block) -> Data:
    if isinstance(block, Table):
        return {**_place(block.place), "rows": [[_cell(cell) for cell in row] for row in block.rows]}
    marks = {"bold": block.bold, "centred": block.centred, "heading": block.heading}
    return {
        **_place(block.place),
        "text": block.text,
        **{name: value for name, value in marks.items() if value},
    }


def _cell(cell: Cell) -> Data:
    return {**_place(cell.place), "text": cell.text, **({"merged": True} if cell.merged else {})}


def _place(place: Place) -> Data:
    return {name: value for name, value in asdict(place).items() if value is not None}


def _read_block(data: Data) -> Block:
    if "rows" in data:
        return Table(
            tuple(tuple(_read_cell(cell) for cell in row) for row in data["rows"]), _read_place(data)
        )
    return Paragraph(
        data["text"],
        _read_place(data),
        bold=data.get("bold", False),
        centred=data.get("centred", False),
        heading=data.get("heading"),
    )


def _read_cell(data: Data) -> Cell:
    return Cell(data["text"], _read_place(data), merged=data.get("merged", False))


def _read_place(data: Data) -> Place:
    return Place(**{name: data[name] for name in ("block", "line", "page", "row", "column") if name in data})
