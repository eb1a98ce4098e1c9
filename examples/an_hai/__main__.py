"""`python -m examples.an_hai DIR [--seed N] [--today YYYY-MM-DD]`: write the files of the province into a folder."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from .files import make


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m examples.an_hai", description="Tạo tệp của tỉnh An Hải.")
    parser.add_argument("folder", type=Path, help="thư mục để ghi")
    parser.add_argument("--seed", type=int, default=18, help="số gieo (mặc định 18)")
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), help="ngày mốc")  # noqa: DTZ011
    given = parser.parse_args()
    print("\n".join(make(given.folder, seed=given.seed, today=given.today)))


if __name__ == "__main__":
    main()
