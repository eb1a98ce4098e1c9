"""Finding the agency a document means: by its name, a known alias or a usual abbreviation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from cotmoc.core.text import words
from cotmoc.store.dated import valid_on
from cotmoc.store.models import Agency, Plan
from cotmoc.store.succession import stood_for

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
    return Agency.objects.filter(valid_on(on))


def name_key(name: str) -> str:
    """A name without diacritics, punctuation and abbreviations: "Sở KH&CN" → "so khoa hoc va cong nghe"."""
    text = f" {' '.join(words(name))} "
    for short, full in _SHORT.items():
        text = text.replace(f" {short} ", f" {full} ")
    return text.strip()


class AgencyFinder:
    """Looks names up in the agencies that exist on a day, read once.

    With `written`, the day of a document, its names mean the agencies of that day, and what has wholly taken their
    place by `on`; one that ended otherwise is itself. Names of that day come before those of `on`.
    """

    def __init__(self, on: date, written: date | None = None) -> None:
        self._by_key: dict[str, Agency] = {}
        if written is not None and written != on:
            self._add(_followed(list(current(written)), on))
        self._add((agency, agency) for agency in current(on))

    @classmethod
    def among(cls, agencies: Iterable[Agency]) -> AgencyFinder:
        """A finder in some agencies."""
        finder = cls.__new__(cls)
        finder._by_key = {}
        finder._add((agency, agency) for agency in agencies)
        return finder

    def _add(self, pairs: Iterable[tuple[Agency, Agency]]) -> None:
        for named, meant in pairs:
            for name in (named.name, *named.aliases):
                self._by_key.setdefault(name_key(name), meant)

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


def _followed(agencies: list[Agency], on: date) -> Iterable[tuple[Agency, Agency]]:
    """Each agency with what stands wholly in its place on a day, itself where nothing does."""
    heirs = stood_for(on)
    found = Agency.objects.in_bulk({heirs[one.pk] for one in agencies if one.pk in heirs})
    return ((one, found[heirs[one.pk]] if one.pk in heirs else one) for one in agencies)


def written_on(plan: Plan) -> date | None:
    """The day of the document that a plan was made from; None where it bears none."""
    try:
        return date.fromisoformat(plan.identity.get("date") or "")
    except (TypeError, ValueError):
        return None
