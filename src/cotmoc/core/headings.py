"""Which title stands over an item of a plan: the group row of its table, else the nearest heading of its section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any


class Headings:
    """The outline of a plan in the plan format, ready to be asked."""

    def __init__(self, outline: Iterable[Mapping[str, Any]]) -> None:
        self._titles: dict[str, str] = {}
        self._groups: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
        for entry in outline:
            if entry.get("block") is not None and entry.get("row") is not None:
                self._groups[entry["block"]].append((entry["row"], entry["title"]))
            elif entry["number"]:
                self._titles[entry["number"]] = entry["title"]

    def over(self, item: Mapping[str, Any]) -> str:
        """The title over an item, "" where none is."""
        return self._group(item) or self._heading(item.get("section") or "")

    def _group(self, item: Mapping[str, Any]) -> str:
        row = item.get("row")
        above = [
            group for group in self._groups[item.get("block") or 0] if row is not None and group[0] < row
        ]
        return max(above)[1] if above else ""

    def _heading(self, section: str) -> str:
        """Walk up the path of the section: "II.2.1", "II.2", "II"."""
        while section:
            if section in self._titles:
                return self._titles[section]
            cut = max(section.rfind("."), section.rfind("/"))
            section = section[:cut] if cut > 0 else ""
        return ""
