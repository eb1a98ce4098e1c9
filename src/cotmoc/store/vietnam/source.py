"""The data files of the package vietnamadminunits (MIT), read without importing its code."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from cotmoc.core.errors import UnreadableError

PACKAGE = "vietnamadminunits"
_NOW = (
    "provinceKey, provinceCode, province, provinceLat, provinceLon,"
    " wardKey, wardCode, ward, wardLat, wardLon, wardAreaKm2"
)
_BEFORE = (
    "provinceKey, provinceCode, province, provinceLat, provinceLon,"
    " districtKey, districtCode, district, districtLat, districtLon,"
    " wardKey, wardCode, ward, wardLat, wardLon"
)


@dataclass(frozen=True)
class Source:
    """The rows of the package as dictionaries, its table of what became what, and our own facts."""

    now: tuple[dict[str, Any], ...]
    before: tuple[dict[str, Any], ...]
    became: dict[str, Any]
    history: dict[str, Any]


def read_source() -> Source:
    """Everything that is needed to build the areas. Raises UnreadableError when the package is not there."""
    folder = _folder()
    with closing(sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)) as base:
        base.row_factory = sqlite3.Row
        # Table and columns are constants of this module.
        now = base.execute(f"SELECT {_NOW} FROM admin_units").fetchall()  # noqa: S608
        before = base.execute(f"SELECT {_BEFORE} FROM admin_units_legacy").fetchall()  # noqa: S608
    return Source(
        tuple(map(dict, now)),
        tuple(map(dict, before)),
        json.loads((folder / "converter_2025.json").read_text("utf-8")),
        tomllib.loads((Path(__file__).parent / "history.toml").read_text("utf-8")),
    )


def day_of(history: dict[str, Any], name: str) -> date:
    """A day of history.toml."""
    day: date = history[name]
    return day


def _folder() -> Path:
    try:
        folder = Path(str(distribution(PACKAGE).locate_file(PACKAGE))) / "data"
    except PackageNotFoundError:
        folder = Path("?")
    if not (folder / "dataset.db").is_file():
        raise UnreadableError(
            f"Chưa có gói dữ liệu địa bàn '{PACKAGE}'. Chạy 'make setup' để cài, rồi làm lại.",
            code="no-package",
        )
    return folder
