"""The room of units and areas: lists on a day, one unit, adding and ending, imports, successions."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support import factories
from tests.support.heritage import MERGED, area, merger

from cotmoc.actions.figures import save_figures
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Area, Event, Indicator, Person, Succession

pytestmark = pytest.mark.django_db
ROOM = "/quan-tri/don-vi/"
HEAD = "Mã;Tên;Loại;Mã cấp trên\n"


def signed_in(person: Person | None = None) -> Client:
    client = Client()
    client.force_login(person or factories.manager())
    return client


def text(client: Client, address: str, **query: str) -> str:
    return client.get(address, query).content.decode()


def test_the_list_by_level_by_words_and_by_day() -> None:
    merger()
    client = signed_in()
    units = text(client, ROOM)
    assert "Sở Y tế" in units
    assert "Nhập từ tệp" in units
    assert "Phường Đông Hải" in text(client, ROOM, q="dong hai")
    assert "Sở Y tế" not in text(client, ROOM, q="dong hai")
    areas = text(client, ROOM, cay="dia-ban")
    assert "Tỉnh Lâm Hồ" in areas
    assert "Tỉnh Hà Khê" not in areas
    assert "Tỉnh Hà Khê" in text(client, ROOM, cay="dia-ban", ngay="2025-06-30")
    assert "Tỉnh Hà Khê" in text(client, ROOM, cay="dia-ban", **{"ca-het": "1"})
    assert "Tỉnh Hà Khê" in text(client, ROOM, cay="dia-ban", q="tỉnh ha khe", ngay="30/6/2025")
    assert "Không có nơi nào như vậy" in text(client, ROOM, q="khong co")
    assert text(client, ROOM, ngay="hôm qua")


def test_children_follow_what_took_the_place_of_their_parent() -> None:
    made = merger()
    area("00001", "Vân Thạch", kind="commune", title="Xã", parent=made.old, start=date(2020, 1, 1))
    client = signed_in()
    assert "Cấp dưới của Tỉnh Lâm Hồ" in text(client, ROOM, cay="dia-ban", q="lam ho")
    assert "Xã Vân Thạch" in text(client, ROOM, cay="dia-ban", trong="08")
    page = text(client, f"{ROOM}dia-ban/00001/")
    assert "Tỉnh Lâm Hồ" in page
    assert "Tỉnh Hà Khê" in text(client, f"{ROOM}dia-ban/00001/", ngay="2025-06-30")


def test_one_unit_with_its_history() -> None:
    merger()
    client = signed_in()
    page = text(client, f"{ROOM}dia-ban/08/")
    assert "Sáp nhập" in page
    assert "Tỉnh Hà Khê" in page
    assert "UBND tỉnh" in page
    assert "Cùng mã ở thời gian khác" in page
    ended = text(client, f"{ROOM}dia-ban/02/")
    assert "đã kết thúc 30/6/2025" in ended
    head = factories.person(Role.UNIT_HEAD, Agency.objects.get(code="S1"))
    assert head.full_name in text(client, f"{ROOM}co-quan/S1/")
    assert head.full_name not in text(signed_in(factories.person(Role.LEADER)), f"{ROOM}co-quan/S1/")
    assert client.get(f"{ROOM}dia-ban/99/").status_code == 404
    assert client.get(f"{ROOM}khac/08/").status_code == 404


def test_the_number_of_queries_of_the_list_does_not_grow() -> None:
    factories.agencies()
    client = signed_in()
    text(client, ROOM)
    with CaptureQueriesContext(connection) as few:
        text(client, ROOM)
    root = Agency.objects.get(code="T")
    for number in range(20):
        Agency.objects.create(
            code=f"N{number}", name=f"Sở {number}", kind="department", parent=root, valid_from=MERGED
        )
    with CaptureQueriesContext(connection) as many:
        assert "Sở 19" in text(client, ROOM)
    assert len(many) == len(few)


def test_adding_mending_and_ending_a_unit() -> None:
    factories.agencies()
    client = signed_in()
    root = Agency.objects.get(code="T")
    assert "Thêm đơn vị" in text(client, f"{ROOM}them/", trong="T")
    values = {"code": "S9", "name": "Sở Tư pháp", "kind": "department", "parent": root.pk}
    answer = client.post(f"{ROOM}them/", {**values, "valid_from": "2026-01-01", "aliases": "Sở TP"})
    assert answer.status_code == 302
    made = Agency.objects.get(code="S9")
    assert (made.parent, made.aliases, made.valid_from) == (root, ["Sở TP"], date(2026, 1, 1))
    twin = client.post(f"{ROOM}them/", {**values, "valid_from": "2026-05-01"})
    assert twin.status_code == 422
    assert "chọn mã khác" in twin.content.decode()
    edit = f"{ROOM}co-quan/S9/sua/"
    assert "Sở Tư pháp" in text(client, edit)
    assert client.post(edit, {**values, "name": "Sở Tư pháp tỉnh"}).status_code == 302
    assert client.post(edit, {**values, "valid_to": "2025-01-01"}).status_code == 422
    assert client.post(edit, {**values, "valid_to": "2026-10-31"}).status_code == 302
    made.refresh_from_db()
    assert made.valid_to == date(2026, 10, 31)
    assert Event.objects.filter(verb="agency.end", thing_id=made.pk).count() == 1


def test_the_area_of_a_unit_is_given_by_name() -> None:
    factories.agencies()
    area("50", "Lâm Hồ")
    client = signed_in()
    values = {"code": "S9", "name": "Sở Tư pháp", "kind": "department", "valid_from": "2026-01-01"}
    assert "Tỉnh Lâm Hồ (50)" in text(
        client, f"{ROOM}goi-y/", cay="dia-ban", area="lam", valid_from="2026-01-01"
    )
    assert client.post(f"{ROOM}them/", {**values, "area": "Tỉnh Lâm Hồ"}).status_code == 302
    made = Agency.objects.select_related("area").get(code="S9")
    assert made.area is not None
    assert made.area.code == "50"
    assert 'value="Tỉnh Lâm Hồ (50)"' in text(client, f"{ROOM}co-quan/S9/sua/")
    assert client.post(f"{ROOM}co-quan/S9/sua/", {**values, "area": "Tỉnh Lâm Hồ (50)"}).status_code == 302
    assert client.post(f"{ROOM}co-quan/S9/sua/", {**values, "area": "Không có"}).status_code == 422


def test_people_and_surface_of_an_area() -> None:
    made = merger()
    client = signed_in()
    edit = f"{ROOM}dia-ban/08/sua/"
    assert client.post(edit, {"population": "1.865.270", "surface": "13.795,5"}).status_code == 302
    made.new.refresh_from_db()
    assert (made.new.population, made.new.surface) == (1_865_270, 13_795.5)
    assert client.post(edit, {"population": "-5", "surface": ""}).status_code == 422
    assert "1.865.270" in text(client, f"{ROOM}dia-ban/08/")


def _upload(client: Client, data: str) -> tuple[int, str]:
    file = SimpleUploadedFile("don-vi.csv", data.encode())
    answer = client.post(f"{ROOM}nhap/", {"tep": file})
    return answer.status_code, answer.content.decode()


def test_a_file_is_seen_first_then_entered() -> None:
    factories.agencies()
    client = signed_in()
    status, page = _upload(client, f"{HEAD}S1;Sở KH&CN và Số;sở;T\nS8;Sở Tài chính;sở;T\nS2;Sở Y tế;sở;T\n")
    assert status == 200
    assert not Agency.objects.filter(code="S8").exists()
    assert "Sở Khoa học và Công nghệ" in page
    content = page.split('name="noi-dung" value="')[1].split('"')[0]
    answer = client.post(f"{ROOM}nhap/", {"viec": "nhap", "noi-dung": content, "ten": "don-vi.csv"})
    assert answer.status_code == 302
    assert Agency.objects.get(code="S1").name == "Sở KH&CN và Số"
    assert Agency.objects.filter(code="S8").exists()
    assert "Tệp không thay đổi gì" in _upload(client, f"{HEAD}S8;Sở Tài chính;sở;T\n")[1]


def test_a_faulty_file_is_refused_as_a_whole() -> None:
    factories.agencies()
    client = signed_in()
    status, page = _upload(client, f"{HEAD}S8;Sở Tài chính;sở;KHONG\nS9;;sở;T\nS7;Sở Nội vụ;vụ;T\n")
    assert status == 422
    assert "có 3 lỗi" in page
    assert not Agency.objects.filter(code="S8").exists()
    assert client.post(f"{ROOM}nhap/").status_code == 422
    assert client.post(f"{ROOM}nhap/", {"viec": "nhap", "noi-dung": "???"}).status_code == 422
    assert "Bảng cần những cột nào" in text(client, f"{ROOM}nhap/")


def _order(**values: object) -> dict[str, object]:
    return {"cay": "co-quan", "kind": "merge", "on": "2026-11-01", "viec": "xem"} | values


def test_a_merger_is_seen_first_then_written() -> None:
    factories.agencies()
    client = signed_in()
    assert 'value="Sở Khoa học và Công nghệ (S1)"' in text(client, f"{ROOM}ke-thua/", cu="S1")
    lines = {"cu": ["S1", "S2"], "moi": ["S9", "S9"], "ten": ["Sở Khoa học và Y tế"] * 2, "phan": ["", ""]}
    seen = client.post(f"{ROOM}ke-thua/", _order(**lines))
    assert seen.status_code == 200, seen.content.decode()
    assert "Ghi thay đổi" in seen.content.decode()
    assert not Succession.objects.exists()
    done = client.post(f"{ROOM}ke-thua/", _order(**lines, viec="ghi"))
    assert done.status_code == 302
    assert Agency.objects.get(code="S1").valid_to == date(2026, 10, 31)
    assert Agency.objects.get(code="S9").valid_from == date(2026, 11, 1)


def test_units_are_chosen_by_name() -> None:
    factories.agencies()
    client = signed_in()
    names = f"{ROOM}goi-y/"
    asked = {"cay": "co-quan", "on": "2026-11-01"}
    assert '<option value="Sở Y tế (S2)">' in text(client, names, **asked, cu="so y te")
    assert "Sở Y tế (S2)" in text(client, names, **asked, moi="Sở Y tế (S2)")
    assert "Sở Y tế (S2)" in text(client, f"{ROOM}ke-thua/")
    assert "Phường Đông Hải (X2)" in text(client, f"{ROOM}ke-thua/", cu="Đông Hải")
    assert "option" not in text(client, names, **asked, moi="khong co")
    lines = {"cu": ["Sở Khoa học và Công nghệ (S1)", "sở y tế"], "moi": ["S9", "S9"]}
    lines |= {"ten": ["Sở Khoa học và Y tế"] * 2, "phan": ["", ""]}
    seen = client.post(f"{ROOM}ke-thua/", _order(**lines)).content.decode()
    assert 'value="Sở Y tế (S2)"' in seen
    assert client.post(f"{ROOM}ke-thua/", _order(**lines, viec="ghi")).status_code == 302
    assert Agency.objects.get(code="S2").valid_to == date(2026, 10, 31)


def test_a_name_that_several_bear_asks_for_the_code() -> None:
    above = [area("08", "Lâm Hồ"), area("09", "Hà Khê")]
    for number, one in enumerate(above):
        area(f"0000{number}", "Vân Thạch", kind="commune", title="Xã", parent=one)
    lines = {"cu": "Vân Thạch", "moi": "00009", "ten": "Vân Mới", "phan": ""}
    answer = signed_in().post(f"{ROOM}ke-thua/", _order(cay="dia-ban", kind="rename", **lines))
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Xã Vân Thạch (00000), Tỉnh Lâm Hồ; Xã Vân Thạch (00001), Tỉnh Hà Khê" in said


def test_people_of_the_receivers_are_filled_in() -> None:
    area("50", "Cũ")
    area("51", "Một", population=300_000)
    area("52", "Hai", population=100_000)
    client = signed_in()
    lines = {"cu": ["50", "50"], "moi": ["51", "52"], "ten": ["", ""], "phan": ["", ""]}
    seen = client.post(f"{ROOM}ke-thua/", _order(cay="dia-ban", kind="split", **lines)).content.decode()
    assert 'value="300.000"' in seen
    assert "75" in seen
    told = client.post(
        f"{ROOM}ke-thua/",
        _order(cay="dia-ban", kind="split", **{**lines, "phan": ["60%", "40%"]}, viec="ghi"),
    )
    assert told.status_code == 302
    assert Area.objects.get(code="50").valid_to == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({}, "Ghi ít nhất một nơi cũ"),
        ({"cu": "KHONG", "moi": "S2"}, "Không có nơi nào tên hoặc mã là"),
        ({"cu": "S1"}, "Chọn nơi mới"),
        ({"cu": "S1", "moi": "S9"}, "lập mới thì ghi mã của nơi mới"),
        ({"cu": "S1", "moi": "Sở Khoa học và Công nghệ"}, "lập mới thì ghi mã của nơi mới"),
        ({"cu": "S1", "moi": "S9", "ten": "Mới", "phan": "nhiều"}, "nhiều"),
        ({"cu": "S1", "moi": "S9", "ten": "Mới"}, "sáp nhập"),
        ({"cu": "S1", "moi": "S2", "on": "mai"}, "Từ ngày"),
    ],
)
def test_a_faulty_succession_is_told(lines: dict[str, str], said: str) -> None:
    factories.agencies()
    blank = dict.fromkeys(("cu", "moi", "ten", "phan"), "")
    answer = signed_in().post(f"{ROOM}ke-thua/", _order(**{**blank, **lines}, viec="ghi"))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Succession.objects.exists()


def test_who_gets_in() -> None:
    factories.agencies()
    leader = signed_in(factories.person(Role.LEADER))
    assert leader.get(ROOM).status_code == 200
    assert "Nhập từ tệp" not in text(leader, ROOM)
    for page in ("nhap/", "ke-thua/", "them/", "co-quan/S1/sua/"):
        assert leader.get(ROOM + page).status_code == 403
    assert Client().get(ROOM).status_code == 302


def test_what_lies_below_a_divided_unit_is_placed() -> None:
    made = factories.agencies()
    client = signed_in()
    child = Agency.objects.create(
        code="C1", name="Chi cục Số", kind="department", parent=made["S1"], valid_from=MERGED
    )
    lines = {"cu": ["S1", "S1"], "moi": ["N1", "N2"], "ten": ["Sở Một", "Sở Hai"], "phan": ["60%", "40%"]}
    order = _order(kind="split", **lines)
    seen = client.post(f"{ROOM}ke-thua/", order | {"viec": "ghi"}).content.decode()
    assert f'name="dat-{child.pk}"' in seen
    assert "Ghi thay đổi" not in seen
    assert not Succession.objects.exists()
    placed = {f"dat-{child.pk}": "N2"}
    assert "Ghi thay đổi" in client.post(f"{ROOM}ke-thua/", order | placed).content.decode()
    assert client.post(f"{ROOM}ke-thua/", order | placed | {"viec": "ghi"}).status_code == 302
    again = Agency.objects.select_related("parent").get(code="C1", valid_to=None)
    assert again.parent is not None
    assert again.parent.code == "N2"


def test_figures_that_no_longer_count_are_told_first() -> None:
    plan = factories.plan()
    unit = Agency.objects.get(code="X1")
    by = factories.person(Role.UNIT_OFFICER, unit)
    shared = Indicator.objects.get(plan=plan, collect="communes")
    figure = Figure(shared.pk, 75.0, numerator=3, denominator=4)
    save_figures(plan=plan, unit=unit, period=Period.parse("2026-05"), figures=[figure], by=by)
    lines = {"cu": "X1", "moi": "X1", "ten": "Phường Vân Thạch", "phan": ""}
    seen = signed_in().post(f"{ROOM}ke-thua/", _order(kind="rename", **lines, on="2026-05-01"))
    assert "không còn được tính" in seen.content.decode()
    seen = signed_in().post(f"{ROOM}ke-thua/", _order(kind="rename", **lines, on="2026-06-01"))
    assert "không còn được tính" not in seen.content.decode()
    assert "Ghi thay đổi" in seen.content.decode()
