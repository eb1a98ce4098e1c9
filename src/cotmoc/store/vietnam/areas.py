"""Areas and their changes as plain values, built from the package's rows and our own facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cotmoc.core.successions import ONE_DAY
from cotmoc.core.text import normalise
from cotmoc.store.vietnam.source import Source, day_of

Key = tuple[str, date]
TITLES = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")
# A former commune or district by its key in the package, what it became, and the share that went there.
Way = tuple[str, Key, float]
_SHARES = (
    "Đơn vị nhập trọn: toàn bộ; xã, phường bị chia: ước lượng theo diện tích (km²) của các nơi nhận; huyện: theo số xã "
    "cũ về mỗi nơi"
)


@dataclass(frozen=True)
class AreaRow:
    """One area as it stood from `valid_from` to `valid_to` (the last day; None: still). Surface in km²."""

    code: str
    name: str
    kind: str
    title: str
    valid_from: date
    valid_to: date | None
    parent: Key | None
    latitude: float | None = None
    longitude: float | None = None
    surface: float | None = None

    @property
    def key(self) -> Key:
        return self.code, self.valid_from


@dataclass(frozen=True)
class ChangeRow:
    """One succession: (predecessor, successor, share) for everything that changed together."""

    kind: str
    on: date
    links: tuple[tuple[Key, Key, float], ...]
    basis: str = ""
    document: str = ""
    note: str = ""


@dataclass(frozen=True)
class Country:
    """All areas, parents before their children, and all changes in the order of their days."""

    areas: tuple[AreaRow, ...]
    changes: tuple[ChangeRow, ...]


def build_country(source: Source) -> Country:
    """The provinces, districts and communes of before the merger and of today, and how one became the other."""
    facts = source.history
    merged, since = day_of(facts, "merged_on"), day_of(facts, "provinces_since")
    provinces = _provinces(source, merged, since)
    old, new = provinces
    districts, former = _former(source, old, day_of(facts, "communes_since"), merged - ONE_DAY)
    today = _today(source, new, merged)
    changes = _merger(source, provinces, {**districts, **former}, today, merged, facts["merged_by"])
    areas = {row.key: row for table in (old, new, districts, former, today) for row in table.values()}
    country = Country(tuple(areas.values()), tuple(changes))
    for renamed in sorted(facts["renamed"], key=lambda one: one["on"]):
        country = _renamed(country, renamed)
    return country


def _split_title(full: str) -> tuple[str, str]:
    """ "Thị trấn Yên Viên" → ("Thị trấn", "Yên Viên")."""
    words = normalise(full)
    title = next((one for one in TITLES if words.lower().startswith(f"{one.lower()} ")), "")
    return title, words[len(title) :].strip()


def _provinces(source: Source, merged: date, since: date) -> tuple[dict[str, AreaRow], dict[str, AreaRow]]:
    """The provinces of before and of today by their keys in the package; one that did not merge is one row."""
    stood = {row["provinceKey"]: row for row in source.before}
    stands = {row["provinceKey"]: row for row in source.now}
    surfaces: dict[str, float] = defaultdict(float)
    for row in source.now:
        surfaces[row["provinceKey"]] += row["wardAreaKm2"] or 0
    old, new = {}, {}
    for key, parts in source.became["DICT_PROVINCE"].items():
        alone = parts == [key]
        start = since if alone else merged
        new[key] = replace(_province(stands[key], start, None), surface=round(surfaces[key], 2))
        for part in parts:
            old[part] = new[key] if alone else _province(stood[part], since, merged - ONE_DAY)
    return old, new


def _province(row: dict[str, Any], start: date, end: date | None) -> AreaRow:
    title, name = _split_title(row["province"])
    code, place = row["provinceCode"], (row["provinceLat"], row["provinceLon"])
    return AreaRow(code, name, "province", title, start, end, None, *place)


def _former(
    source: Source, provinces: dict[str, AreaRow], since: date, end: date
) -> tuple[dict[str, AreaRow], dict[str, AreaRow]]:
    """The districts and communes that ended, by the keys of the table of what became what.

    A district without communes (an island) stands in that table as itself, its key ending in "_".
    """
    districts: dict[str, AreaRow] = {}
    communes: dict[str, AreaRow] = {}
    for row in source.before:
        key = f"{row['provinceKey']}_{row['districtKey']}_"
        if key not in districts:
            parent = provinces[row["provinceKey"]].key
            title, name = _split_title(row["district"])
            place = (row["districtLat"], row["districtLon"])
            code = row["districtCode"]
            districts[key] = AreaRow(code, name, "district", title, since, end, parent, *place)
        if row["wardCode"]:
            title, name = _split_title(row["ward"])
            place = (row["wardLat"], row["wardLon"])
            parent = districts[key].key
            commune = AreaRow(row["wardCode"], name, "commune", title, since, end, parent, *place)
            communes[key + row["wardKey"]] = commune
    return districts, communes


def _today(source: Source, provinces: dict[str, AreaRow], since: date) -> dict[str, AreaRow]:
    """The communes of today by "province_commune"."""
    communes = {}
    for row in source.now:
        title, name = _split_title(row["ward"])
        place = (row["wardLat"], row["wardLon"], row["wardAreaKm2"])
        parent = provinces[row["provinceKey"]].key
        commune = AreaRow(row["wardCode"], name, "commune", title, since, None, parent, *place)
        communes[f"{row['provinceKey']}_{row['wardKey']}"] = commune
    return communes


def _merger(
    source: Source,
    provinces: tuple[dict[str, AreaRow], dict[str, AreaRow]],
    former: dict[str, AreaRow],
    today: dict[str, AreaRow],
    on: date,
    document: str,
) -> list[ChangeRow]:
    """One change for each province of today: what it was made of, and its communes."""
    old, new = provinces
    changes = []
    for key, province in sorted(new.items(), key=lambda one: one[1].code):
        parts = [old[part].key for part in source.became["DICT_PROVINCE"][key]]
        links = [(part, province.key, 1.0) for part in parts if part != province.key]
        ways = _commune_ways(source, key, today)
        links += [(former[one].key, heir, share) for one, heir, share in (*ways, *_district_ways(ways))]
        note = f"{province.title} {province.name}"
        changes.append(ChangeRow("merge", on, tuple(links), _SHARES, document, note))
    return changes


def _commune_ways(source: Source, province: str, today: dict[str, AreaRow]) -> list[Way]:
    """Where the former communes went that lie in a province of today."""
    ways: list[Way] = []
    for commune, whole in source.became["DICT_PROVINCE_WARD_NO_DIVIDED"].get(province, {}).items():
        ways += [(one, today[f"{province}_{commune}"].key, 1.0) for one in whole]
    for one, heirs in source.became["DICT_PROVINCE_WARD_DIVIDED"].get(province, {}).items():
        receivers = [today[f"{province}_{heir['newWardKey']}"] for heir in heirs]
        ways += [(one, heir.key, share) for heir, share in _shares(receivers)]
    return ways


def _district_ways(ways: list[Way]) -> list[Way]:
    """A district went where its communes went: each of them counts the same."""
    totals: dict[str, dict[Key, float]] = defaultdict(lambda: defaultdict(float))
    for one, heir, share in ways:
        if not one.endswith("_"):
            totals[one.rpartition("_")[0] + "_"][heir] += share
    return [
        (district, heir, part / sum(heirs.values()))
        for district, heirs in totals.items()
        for heir, part in heirs.items()
    ]


def _shares(receivers: list[AreaRow]) -> Iterable[tuple[AreaRow, float]]:
    """By the surface of the receivers; equal where one of them is not known."""
    surfaces = [row.surface or 0 for row in receivers]
    if not all(surfaces):
        surfaces = [1.0] * len(receivers)
    return [(row, surface / sum(surfaces)) for row, surface in zip(receivers, surfaces, strict=True)]


def _renamed(country: Country, fact: dict[str, Any]) -> Country:
    """The province of a code in two rows, before and after; what began under the first stays as it is."""
    on: date = fact["on"]
    old = next(
        row
        for row in country.areas
        if row.code == fact["code"] and row.kind == "province" and _lives_across(row, on)
    )
    before = replace(old, valid_to=on - ONE_DAY, **fact["before"])
    after = replace(old, valid_from=on, **fact["after"])
    areas: list[AreaRow] = []
    for row in country.areas:
        if row.key == old.key:
            areas += [before, after]
        else:
            areas.append(replace(row, parent=after.key) if _began_under(row, old, on) else row)
    note = f"{after.title} {after.name}"
    made = ChangeRow("rename", on, ((old.key, after.key, 1.0),), document=fact["document"], note=note)
    # What happens later happens to the new row.
    changes = [
        _follow(change, old.key, after.key) if change.on > on else change for change in country.changes
    ]
    return Country(tuple(areas), tuple(sorted([*changes, made], key=lambda change: change.on)))


def _lives_across(row: AreaRow, on: date) -> bool:
    return row.valid_from < on and (row.valid_to is None or row.valid_to >= on)


def _began_under(row: AreaRow, parent: AreaRow, on: date) -> bool:
    return row.parent == parent.key and row.valid_from >= on


def _follow(change: ChangeRow, old: Key, new: Key) -> ChangeRow:
    def now(key: Key) -> Key:
        return new if key == old else key

    return replace(change, links=tuple((now(one), now(other), share) for one, other, share in change.links))
