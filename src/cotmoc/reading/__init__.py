"""From the bytes of a directive to claims with their quotes. No Django.

The way: `formats` (bytes → Document of blocks) → `structure` (blocks → items, tables, outline)
→ `identity`, `indicators`, `tasks`, `obligations` (items and tables → claims) → `read` (all of it → PlanDraft).
The vocabulary stands in `vocabulary/*.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cotmoc.core.plan import PlanDraft
    from cotmoc.reading.blocks import Document
    from cotmoc.reading.formats import Progress


def read(data: bytes, filename: str, *, progress: Progress | None = None) -> tuple[Document, PlanDraft]:
    """The one door: the bytes of a directive → its blocks and the plan it orders.

    `progress(done, total, what)` is called page by page and may raise to stop. Raises `core.errors.UnreadableError`
    with a Vietnamese sentence for a file that cannot be read or that orders nothing (code "no-plan"),
    `core.errors.SecretMarkError` for one that bears a mark of state secrecy.
    """
    from cotmoc.core.errors import SecretMarkError
    from cotmoc.reading.assemble import read_plan
    from cotmoc.reading.formats import read_document
    from cotmoc.reading.secrecy import mark_in_document

    document = read_document(data, filename, progress=progress)
    if (mark := mark_in_document(document)) is not None:
        raise SecretMarkError(mark.degree, mark.where)
    return document, read_plan(document)
