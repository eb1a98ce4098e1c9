"""Zip files that come out the same every time."""

from __future__ import annotations

import io
import zipfile

# The earliest moment a zip can hold: the day a file was packed says nothing about the report.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def steady_zip(data: bytes) -> bytes:
    """The zip `data` with the same members in the same order and no trace of when it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for member in old.infolist():
            steady = zipfile.ZipInfo(member.filename, _EPOCH)
            steady.compress_type = zipfile.ZIP_DEFLATED
            steady.external_attr = 0o644 << 16
            new.writestr(steady, old.read(member))
    return packed.getvalue()
