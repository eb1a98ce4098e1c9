"""`cotmoc areas load`: the country as it is, as it was, and how it became so."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db.models import Q, QuerySet
from tests.support import factories

from cotmoc.cli import main
from cotmoc.core.successions import Change, Link, Node
from cotmoc.core.unitfaults import check
from cotmoc.store.models import Area, AreaLink, Event, Succession
from cotmoc.store.vietnam import source
from cotmoc.store.vietnam.areas import Country, build_country
from cotmoc.store.vietnam.source import read_source

TODAY = {
    "01": "Hà Nội", "04": "Cao Bằng", "08": "Tuyên Quang", "11": "Điện Biên", "12": "Lai Châu", "14": "Sơn La",
    "15": "Lào Cai", "19": "Thái Nguyên", "20": "Lạng Sơn", "22": "Quảng Ninh", "24": "Bắc Ninh", "25": "Phú Thọ",
    "31": "Hải Phòng", "33": "Hưng Yên", "37": "Ninh Bình", "38": "Thanh Hóa", "40": "Nghệ An", "42": "Hà Tĩnh",
    "44": "Quảng Trị", "46": "Huế", "48": "Đà Nẵng", "51": "Quảng Ngãi", "52": "Gia Lai", "56": "Khánh Hòa",
    "66": "Đắk Lắk", "68": "Lâm Đồng", "75": "Đồng Nai", "79": "Hồ Chí Minh", "80": "Tây Ninh", "82": "Đồng Tháp",
    "86": "Vĩnh Long", "91": "An Giang", "92": "Cần Thơ", "96": "Cà Mau",
}  # fmt: skip
BEFORE, MERGED, NOW = date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 20)


@pytest.fixture(scope="module")
def country() -> Country:
    return build_country(read_source())


def _valid(country: Country, kind: str, on: date) -> list:
    return [
        row
        for row in country.areas
        if row.kind == kind and row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)
    ]


@pytest.mark.parametrize(
    ("on", "provinces", "districts", "communes", "cities"),
    [
        (date(2024, 12, 31), 63, 0, 0, 5),
        (BEFORE, 63, 696, 10035, 6),
        (MERGED, 34, 0, 3321, 6),
        (date(2026, 9, 19), 34, 0, 3321, 6),
        (NOW, 34, 0, 3321, 8),
    ],
)
def test_how_many_there_are(
    country: Country, on: date, provinces: int, districts: int, communes: int, cities: int
) -> None:
    found = [len(_valid(country, kind, on)) for kind in ("province", "district", "commune")]
    assert found == [provinces, districts, communes]
    assert sum(row.title == "Thành phố" for row in _valid(country, "province", on)) == cities


def test_the_provinces_of_today(country: Country) -> None:
    rows = _valid(country, "province", NOW)
    assert {row.code: row.name for row in rows} == TODAY
    assert {row.code for row in rows if row.title == "Thành phố"} == {
        "01",
        "24",
        "31",
        "46",
        "48",
        "75",
        "79",
        "92",
    }
    (ha_tinh,) = [row for row in country.areas if row.code == "42"]
    assert ha_tinh.valid_from == date(2008, 8, 1)
    assert ha_tinh.valid_to is None


def test_the_islands_are_there(country: Country) -> None:
    zones = {row.name: row for row in _valid(country, "commune", NOW) if row.title == "Đặc khu"}
    assert len(zones) == 13
    assert zones["Hoàng Sa"].parent == ("48", MERGED)
    assert zones["Trường Sa"].parent == ("56", MERGED)


def test_names_are_names(country: Country) -> None:
    """Titles apart from names, everything in one normal form, no trace of how the package tells twins apart."""
    assert all(row.title and row.name for row in country.areas)
    assert not [row.name for row in country.areas if "(" in row.name or "  " in row.name]


def test_lives_and_links_fit(country: Country) -> None:
    """No fault that the rules of successions know; predecessors end the day before; their shares sum to 1."""
    rows = {row.key: row for row in country.areas}
    assert len(rows) == len(country.areas)
    changes = [Change(one.kind, one.on, tuple(Link(*link) for link in one.links)) for one in country.changes]
    nodes = [Node(one.code, one.name, one.valid_from, one.valid_to, one.parent) for one in country.areas]
    assert check(nodes, changes) == ()
    shares: dict = defaultdict(float)
    for change in country.changes:
        for old, new, share in change.links:
            shares[old] += share
            assert rows[old].valid_to == change.on - timedelta(days=1)
            assert rows[new].valid_from == change.on
    assert all(share == pytest.approx(1, abs=1e-9) for share in shares.values())
    assert {row.key for row in country.areas if row.valid_to} == set(shares)


def test_a_district_went_where_its_communes_went(country: Country) -> None:
    rows = {row.key: row for row in country.areas}
    links = [link for change in country.changes for link in change.links]
    district = next(row for row in country.areas if row.kind == "district" and row.name == "Kim Động")
    heirs = {new: share for old, new, share in links if old == district.key}
    below = {row.key for row in country.areas if row.parent == district.key}
    assert set(heirs) == {new for old, new, _ in links if old in below}
    assert {rows[heir].parent for heir in heirs} == {("33", MERGED)}


def _on(day: date) -> QuerySet[Area]:
    return Area.objects.filter(valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=day))


@pytest.mark.django_db
def test_load_and_load_again() -> None:
    by = factories.manager()
    first = CliRunner().invoke(main, ["areas", "load"])
    assert first.exit_code == 0, first.output
    assert "Đã thêm 14141" in first.output
    assert _on(NOW).filter(kind="commune").count() == 3321
    heir = Area.objects.get(code="08", valid_from=MERGED)
    came_from = AreaLink.objects.filter(successor=heir).values_list("predecessor__name", "share")
    assert sorted(came_from) == [("Hà Giang", 1.0), ("Tuyên Quang", 1.0)]
    assert Succession.objects.filter(on=MERGED).count() == 34
    assert Event.objects.filter(verb="area.load", by=by).count() == 1
    # What was entered or ended here in the meantime stays.
    Area.objects.filter(pk=heir.pk).update(population=1_865_270, name="Tuyen Quang")
    counts = Area.objects.count(), AreaLink.objects.count()
    again = CliRunner().invoke(main, ["areas", "load"])
    assert "Đã thêm 0, sửa 1 địa bàn; 0 lần sắp xếp" in again.output
    heir.refresh_from_db()
    assert (heir.name, heir.folded, heir.population) == ("Tuyên Quang", "tuyen quang", 1_865_270)
    assert (Area.objects.count(), AreaLink.objects.count()) == counts
    assert "không có gì thay đổi" in CliRunner().invoke(main, ["areas", "load"]).output
    assert Event.objects.filter(verb="area.load").count() == 2


@pytest.mark.django_db
def test_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "PACKAGE", "khong-co-goi-nay")
    result = CliRunner().invoke(main, ["areas", "load"])
    assert result.exit_code == 2
    assert "make setup" in result.output
