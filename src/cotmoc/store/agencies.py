"""Finding the agency a document means: by its name, a known alias or a usual abbreviation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from cotmoc.core.text import words
from cotmoc.store.models import Agency

# How offices shorten their names, whatever the province.
_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "kh cn": "khoa hoc va cong nghe",
    "khcn": "khoa hoc va cong nghe",
    "gd dt": "giao duc va dao tao",
    "gddt": "giao duc va dao tao",
    "nn mt": "nong nghiep va moi truong",
    "vh tt dl": "van hoa the thao va du lich",
    "vhttdl": "van hoa the thao va du lich",
    "vp": "van phong",
}


def current(on: date) -> QuerySet[Agency]:
    """The agencies that exist on a day."""
    return Agency.objects.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def name_key(name: str) -> str:
    """A name without diacritics, punctuation and abbreviations: "Sở KH&CN" → "so khoa hoc va cong nghe"."""
    text = f" {' '.join(words(name))} "
    for short, full in _SHORT.items():
        text = text.replace(f" {short} ", f" {full} ")
    return text.strip()


class AgencyFinder:
    """Looks names up in the agencies that exist on a day, read once."""

    def __init__(self, on: date) -> None:
        self._by_key: dict[str, Agency] = {}
        for agency in current(on):
            for name in (agency.name, *agency.aliases):
                self._by_key.setdefault(name_key(name), agency)

    def find(self, names: Iterable[str]) -> Agency | None:
        """The first of `names` that is an agency of ours, with or without "tỉnh" and the like at its end."""
        for name in names:
            key = name_key(name)
            for tail in ("", " tinh", " thanh pho"):
                if (found := self._by_key.get(key.removesuffix(tail).strip())) is not None:
                    return found
                if (found := self._by_key.get(f"{key}{tail}")) is not None:
                    return found
        return None
