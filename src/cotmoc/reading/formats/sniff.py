"""What a file is, by its bytes and not by its name."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from cotmoc.core.errors import UnreadableError
from cotmoc.core.plan import Warning

TEXT, DOCX, PDF, IMAGE = "text", "docx", "pdf", "image"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_EXTENSIONS = {
    ".txt": TEXT, ".md": TEXT, ".markdown": TEXT, ".text": TEXT, ".docx": DOCX, ".pdf": PDF,
    ".png": IMAGE, ".jpg": IMAGE, ".jpeg": IMAGE, ".tif": IMAGE, ".tiff": IMAGE,
}  # fmt: skip
_NAMES = {TEXT: "văn bản thuần", DOCX: "Word (.docx)", PDF: "PDF", IMAGE: "ảnh"}
_SAVE_AS = "Hãy mở tệp bằng Word hoặc LibreOffice, lưu lại dạng .docx rồi tải lại."
_ACCEPTED = "Hãy dùng tệp .docx, .pdf, .txt, .md hoặc ảnh .png, .jpg, .tiff."


def sniff(data: bytes, filename: str) -> tuple[str, tuple[Warning, ...]]:
    """One of TEXT, DOCX, PDF, IMAGE, with a warning when the name says something else."""
    kind = _by_content(data)
    suffix = PurePath(filename).suffix.lower()
    promised = _EXTENSIONS.get(suffix)
    if promised == kind or not suffix or (promised is None and kind == TEXT):
        return kind, ()
    if kind == TEXT:
        _refuse_broken(str(promised))
    message = f"Tên tệp có đuôi {suffix} nhưng nội dung là {_NAMES[kind]}; đã đọc theo nội dung."
    return kind, (Warning("wrong-extension", message),)


def _by_content(data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(_OLE):
        raise _ole_error(data)
    if data.startswith(_IMAGES):
        return IMAGE
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.lstrip()[:5] == b"{\\rtf":
        raise UnreadableError(f"Tệp ở định dạng .rtf chưa đọc được. {_SAVE_AS}", code="old-format")
    if (
        data[:4] in (b"GIF8", b"RIFF", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"\x1f\x8b\x08\x00")
        or data[:2] == b"MZ"
    ):
        raise UnreadableError(f"Tệp không phải văn bản chỉ đạo. {_ACCEPTED}", code="unknown-format")
    return TEXT


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (
        zipfile.BadZipFile,
        ValueError,
        OSError,
        NotImplementedError,
        UnicodeDecodeError,
        OverflowError,
    ) as error:
        raise UnreadableError(
            "Tệp .docx bị hỏng hoặc chưa tải lên đủ. Hãy sao chép lại tệp gốc rồi tải lại.", code="truncated"
        ) from error
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return DOCX
    if any(name.startswith("xl/") for name in names):
        raise UnreadableError(
            "Tệp là bảng tính Excel, không phải văn bản chỉ đạo. Hãy tải số liệu ở mục Nhập số liệu, "
            "hoặc chép bảng vào văn bản .docx.",
            code="spreadsheet",
        )
    raise UnreadableError(f"Tệp nén không chứa văn bản Word. {_ACCEPTED}", code="unknown-format")


def _ole_error(data: bytes) -> UnreadableError:
    """A compound file is an encrypted .docx or a format of before 2007; names stand in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableError(
            "Tệp Word có mật khẩu. Hãy mở tệp, bỏ mật khẩu "
            "(Tệp → Thông tin → Bảo vệ tài liệu), lưu rồi tải lại.",
            code="encrypted",
        )
    return UnreadableError(
        f"Tệp ở định dạng cũ (.doc, .xls, .ppt) chưa đọc được. {_SAVE_AS}", code="old-format"
    )


def _refuse_broken(promised: str) -> None:
    raise UnreadableError(
        f"Tên tệp nói đây là {_NAMES[promised]} nhưng nội dung không phải, hoặc tệp bị hỏng. "
        f"Hãy sao chép lại tệp gốc rồi tải lại. {_ACCEPTED}",
        code="wrong-extension",
    )
