"""The zip around a .docx or .xlsx, opened with a ceiling: what it declares and what really comes out."""

from __future__ import annotations

import io
import zipfile
import zlib

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.formats.limits import Limits

_PROGRAMS = {".docx": "Word", ".xlsx": "Excel"}
_CHUNK = 256 * 1024
_SMALL = 1024 * 1024  # below this no ratio is suspicious


class Archive:
    """The entries of a package, each inflated under one common ceiling."""

    def __init__(self, data: bytes, limits: Limits, suffix: str = ".docx") -> None:
        self._suffix = suffix
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _broken(self._suffix) from error
        self._limits = limits
        self._left = limits.max_unpacked
        self._check()

    def names(self) -> set[str]:
        """The names of all entries."""
        return set(self._zip.namelist())

    def read(self, name: str) -> bytes | None:
        """The bytes of an entry, or None when there is none of that name."""
        if name not in self._zip.NameToInfo:
            return None
        pieces = []
        try:
            with self._zip.open(name) as stream:
                while piece := stream.read(_CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise _bomb(self._limits, self._suffix)
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise _broken(self._suffix) from error
        except RuntimeError as error:  # zipfile's word for an encrypted entry
            raise UnreadableError(
                f"Tệp nén có mật khẩu. Hãy bỏ mật khẩu, lưu lại dạng {self._suffix} rồi tải lại.",
                code="encrypted",
            ) from error
        return b"".join(pieces)

    def _check(self) -> None:
        entries = self._zip.infolist()
        if len(self._zip.NameToInfo) < len(entries):
            raise _broken(self._suffix)  # of two entries of one name every program reads another one
        if (
            len(entries) > self._limits.max_entries
            or sum(e.file_size for e in entries) > self._limits.max_unpacked
        ):
            raise _bomb(self._limits, self._suffix)
        for entry in entries:
            if entry.file_size > _SMALL and entry.file_size > self._limits.max_ratio * max(
                entry.compress_size, 1
            ):
                raise _bomb(self._limits, self._suffix)


def _bomb(limits: Limits, suffix: str) -> UnreadableError:
    return UnreadableError(
        f"Tệp nén bung ra quá lớn (trên {limits.max_unpacked // (1024 * 1024)} MB hoặc nén bất thường) "
        "nên không mở. "
        f"Hãy mở bằng {_PROGRAMS[suffix]}, lưu lại thành tệp {suffix} mới rồi tải lại.",
        code="zip-bomb",
    )


def _broken(suffix: str) -> UnreadableError:
    return UnreadableError(
        f"Tệp {suffix} bị hỏng hoặc chưa tải lên đủ. Hãy sao chép lại tệp gốc rồi tải lại.", code="truncated"
    )
