"""The files of the demonstration province: made by its script, read back as plain rows."""

from __future__ import annotations

import csv
import subprocess
from datetime import date
from pathlib import Path

from cotmoc.cli._children import python
from cotmoc.core.errors import CotmocError

PACKAGE = "examples.an_hai"
DIRECTIVE, CHANGED, SECOND = "18-CTr-TU.docx", "18-CTr-TU-sua-doi.docx", "95-KH-UBND.docx"
FORMER = "41-KH-TU.docx"
Row = dict[str, str]


class DemoFilesError(CotmocError):
    """The files cannot be made or do not belong together."""

    code = "demo-files"


def make_files(folder: Path, *, root: Path, seed: int, today: date) -> None:
    """Run the script of the repository at `root`; the same seed and day give the same files."""
    if not (root / "examples" / "an_hai").is_dir():
        raise DemoFilesError(
            f"Không thấy thư mục examples trong {root}. Tỉnh trình diễn chỉ có trong mã nguồn: chạy 'make run' ở đó."
        )
    command = python("-m", PACKAGE, str(folder), "--seed", str(seed), "--today", today.isoformat())
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["không rõ lý do"])[-1]
        raise DemoFilesError(f"Không tạo được tệp trình diễn trong {folder}: {last}")


def rows_of(path: Path) -> list[Row]:
    """The rows of one of the tables, by their headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def number(text: str) -> float | None:
    """A number with a decimal comma; None where the cell is empty."""
    return float(text.replace(",", ".")) if text else None
