"""From what a format gave to blocks: places numbered, tables squared, joined over pages, layout undone.

Readers build blocks with `Place.block` = -1; `document` numbers them last, when nothing moves any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cotmoc.core.errors import UnreadableError
from cotmoc.core.plan import Place, Warning
from cotmoc.core.text import fold, normalise
from cotmoc.reading.blocks import Block, Cell, Document, Paragraph, Table
from cotmoc.reading.formats import legacy
from cotmoc.reading.formats.decode import legacy_warning
from cotmoc.reading.formats.marks import plain_maths

Rows = tuple[tuple[Cell, ...], ...]
UNNUMBERED = -1
MAX_COLUMNS = 100
MAX_CELLS = 50_000
# The words of the head (Decree 30/2020, Guide 05-HD/VPTW) and of the foot of every official document.
_LAYOUT = re.compile(
    r"doc lap ?[-–—.] ?tu do|cong hoa xa hoi chu nghia|dang cong san viet nam|^noi nhan\b|\bnoi nhan:"
)
_HEAD_CELL = re.compile(r"^(?:s(?:o )?)?(?:tt|thu tu)\.?$")
_FOOTNOTE = re.compile(r"^\(?\*?\s?[¹²³⁴⁵⁶⁷⁸⁹⁰]+\)?\s|^\[\d+\]\s|^\(\*+\d?\)\s|^\*+ ?\S")
_PAGE_NUMBER = re.compile(r"^(?:trang )?[-–— ]*\d{1,4}[-–— ]*(?:/ ?\d{1,4})?$")


def place(line: int | None = None, page: int | None = None) -> Place:
    """A place whose block is not known yet."""
    return Place(UNNUMBERED, line=line, page=page)


def paragraph(text: str, where: Place, like: Paragraph | None = None) -> Paragraph | None:
    """A paragraph of normalised text with the flags of `like`, or None when nothing is left of it."""
    text = normalise(plain_maths(text)).strip()
    if not text:
        return None
    return replace(like, text=text) if like else Paragraph(text, where)


def check_table(rows: int, columns: int) -> None:
    """Refuse a table that no directive has."""
    if columns > MAX_COLUMNS or columns * rows > MAX_CELLS:
        raise UnreadableError(
            f"Tệp có bảng {rows} hàng, {columns} cột, quá lớn để là phụ lục của một văn bản. "
            "Hãy tách bảng thành tệp riêng rồi tải lại.",
            code="table-too-large",
        )


def table(rows: Sequence[Sequence[Cell]]) -> Table:
    """Rows filled up to one length with empty cells."""
    width = max(len(row) for row in rows)
    check_table(len(rows), width)
    squared = []
    for row in rows:
        where = row[0].place if row else rows[0][0].place
        squared.append((*row, *(Cell("", where) for _ in range(width - len(row)))))
    return Table(tuple(squared), squared[0][0].place)


def document(
    raw: Iterable[Block], source: str, *, pages: int | None = None, warnings: Sequence[Warning] = ()
) -> Document:
    """The blocks in Unicode and normal form, layout undone, split tables joined, every place numbered."""
    found, warning = _modern(list(raw))
    blocks = [piece for block in found for piece in _clean(block)]
    blocks = _join_tables([piece for block in blocks for piece in undo_layout(block, is_layout)])
    blocks = [piece for block in blocks for piece in undo_layout(block, _is_frame)]
    if not blocks:
        raise UnreadableError("Tệp không có chữ nào. Hãy kiểm tra lại tệp rồi tải lại.", code="empty")
    return Document(
        tuple(_numbered(block, index) for index, block in enumerate(blocks)),
        source,
        pages,
        tuple(_placed(said, blocks) for said in (*warnings, *([warning] if warning else []))),
    )


def _placed(warning: Warning, blocks: Sequence[Block]) -> Warning:
    """A warning about a page, with the first block of that page."""
    where = warning.place
    if where is None or where.block != UNNUMBERED:
        return warning
    first = next((i for i, block in enumerate(blocks) if block.place.page == where.page), 0)
    return replace(warning, place=replace(where, block=first))


def _modern(blocks: list[Block]) -> tuple[list[Block], Warning | None]:
    """Blocks that hold only letters of an old encoding, converted; blocks with Unicode Vietnamese stay."""
    old = [text for block in blocks for text in _texts_of(block) if not legacy.is_modern(text)]
    encoding = legacy.detect("\n".join(old))
    if encoding is None:
        return blocks, None

    def convert(text: str) -> str:
        return text if legacy.is_modern(text) else legacy.convert(text, encoding)

    return [_map_text(block, convert) for block in blocks], legacy_warning(encoding)


def _texts_of(block: Block) -> list[str]:
    return [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]


def _map_text(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=change(block.text))
    rows = tuple(tuple(replace(cell, text=change(cell.text)) for cell in row) for row in block.rows)
    return Table(rows, block.place)


def _clean(block: Block) -> list[Block]:
    """Normalised text; an empty paragraph, an empty row and an empty table go."""
    if isinstance(block, Paragraph):
        made = paragraph(block.text, block.place, block)
        return [made] if made else []
    normal = _map_text(block, lambda text: normalise(plain_maths(text)).strip())
    rows = (
        tuple(row for row in normal.rows if any(cell.text for cell in row))
        if isinstance(normal, Table)
        else ()
    )
    return [Table(rows, rows[0][0].place)] if rows else []


def undo_layout(block: Block, is_so: Callable[[Table], bool]) -> list[Block]:
    """A table that only sets paragraphs side by side, as these paragraphs, the left column first."""
    if isinstance(block, Paragraph) or not is_so(block):
        return [block]
    cells = [row[column] for column in range(len(block.rows[0])) for row in block.rows]
    lines = [(cell, text) for cell in cells if not cell.merged for text in cell.text.split("\n")]
    return [made for cell, text in lines if (made := paragraph(text, cell.place))]


def is_layout(block: Table) -> bool:
    """Whether a table of at most three columns holds the words of a document's head or foot."""
    if len(block.rows[0]) > 3 or len(block.rows) > 12 or _HEAD_CELL.match(fold(block.rows[0][0].text)):
        return False
    return any(
        _LAYOUT.search(fold(line)) for row in block.rows for cell in row for line in cell.text.split("\n")
    )


def _is_frame(block: Table) -> bool:
    """One column, or one row of up to three, is a frame around paragraphs and no table of data."""
    return len(block.rows[0]) == 1 or (len(block.rows) == 1 and len(block.rows[0]) <= 3)


def is_page_number(text: str) -> bool:
    """Whether a line is only the number of a page."""
    return bool(_PAGE_NUMBER.match(fold(text.strip())))


def _join_tables(blocks: Sequence[Block]) -> list[Block]:
    """Tables of equal width with nothing but notes and page numbers between them are one table."""
    done: list[Block] = []
    for block in blocks:
        index = _table_before(done) if isinstance(block, Table) else None
        above = done[index] if index is not None else None
        if (
            index is not None
            and isinstance(above, Table)
            and isinstance(block, Table)
            and _goes_on(above, block)
        ):
            done[index] = Table(_healed(above.rows, _without_head(above, block)), above.place)
        else:
            done.append(block)
    return done


def _table_before(blocks: Sequence[Block]) -> int | None:
    """The index of the table above, when only notes and page numbers follow it."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if isinstance(block, Table):
            return index
        if not (_FOOTNOTE.match(block.text) or is_page_number(block.text)):
            return None
    return None


def _goes_on(above: Table, below: Table) -> bool:
    if len(above.rows[0]) != len(below.rows[0]):
        return False
    own_head = any(_HEAD_CELL.match(fold(row[0].text)) for row in below.rows[:2])
    return not own_head or _texts(below.rows[0]) == _texts(above.rows[0])


def _without_head(above: Table, below: Table) -> Rows:
    """The rows of `below` without those that repeat the first rows of `above`."""
    same = 0
    while same < min(len(above.rows), len(below.rows)) and _texts(above.rows[same]) == _texts(
        below.rows[same]
    ):
        same += 1
    return below.rows[same:]


def _healed(above: Rows, below: Rows) -> Rows:
    """Both parts; a row that the page's end cut in two is one row again."""
    if not below or not _is_rest(above[-1], below[0]):
        return above + below
    whole = tuple(
        replace(cell, text=f"{cell.text} {rest.text}".strip())
        for cell, rest in zip(above[-1], below[0], strict=True)
    )
    return (*above[:-1], whole, *below[1:])


def _is_rest(above: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether `row`, the first of a page, is what was left of `above`: no number of its own, only words that go on."""
    pages = above[0].place.page, row[0].place.page
    if None in pages or pages[0] == pages[1] or row[0].text:
        return False
    filled = [(cell.text, rest.text) for cell, rest in zip(above, row, strict=True) if rest.text]
    if any(not before for before, _ in filled) or any(cell.merged for cell in row):
        return False
    longest = max((rest for _, rest in filled), key=len)
    return len(filled) == 1 or not longest[0].isupper()


def _texts(row: Sequence[Cell]) -> list[str]:
    return [" ".join(fold(cell.text).split()) for cell in row]


def _numbered(block: Block, index: int) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, place=replace(block.place, block=index))
    rows = tuple(
        tuple(
            replace(cell, place=replace(cell.place, block=index, row=r, column=c))
            for c, cell in enumerate(row)
        )
        for r, row in enumerate(block.rows)
    )
    return Table(rows, replace(block.place, block=index, row=None, column=None))
