"""A rehearsal: everything happens as always, and afterwards nothing has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.files.storage import FileSystemStorage
from django.db import transaction

# The files written during the running rehearsal; None outside of one.
_written: ContextVar[list[tuple[FileSystemStorage, str]] | None] = ContextVar("written", default=None)


def is_rehearsal() -> bool:
    """Whether what happens now is taken back: nothing may leave the system."""
    return _written.get() is not None


@contextmanager
def rehearsal() -> Iterator[None]:
    """Take back everything that is stored within: rows, events and files. What waits for the commit never runs."""
    written: list[tuple[FileSystemStorage, str]] = []
    running = _written.set(written)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _written.reset(running)
        for storage, name in written:
            storage.delete(name)


class Files(FileSystemStorage):
    """The folder of files; it knows what a rehearsal wrote, and deletes nothing during one."""

    def _save(self, name: str, content: object) -> str:
        kept: str = super()._save(name, content)  # type: ignore[misc]
        if (written := _written.get()) is not None:
            written.append((self, kept))
        return kept

    def delete(self, name: str) -> None:
        """Delete the file, unless it is from before a rehearsal that is running."""
        written = _written.get()
        if written is None or (self, name) in written:
            super().delete(name)
