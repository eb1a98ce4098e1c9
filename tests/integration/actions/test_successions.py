"""Units follow each other: what ends, begins, stays and moves; grants and people; faults all at once."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support import factories

from cotmoc.actions.succession_orders import Birth, Order, Placement, Step
from cotmoc.actions.successions import foresee, succeed, succeed_all
from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.core.errors import ForbiddenError, InvalidValueError, NotFoundError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.access import can
from cotmoc.store.models import Agency, AgencyLink, Area, Event, Grant, Person, Succession
from cotmoc.store.succession import (
    answerable,
    children_on,
    parent_on,
    predecessors_of,
    stood_for,
    successors_of,
    tree_of,
)

pytestmark = pytest.mark.django_db
FIRST, DAY, EVE = date(2025, 7, 1), date(2026, 1, 1), date(2025, 12, 31)


def area(code: str, parent: Area | None = None, people: float | None = None, **more: object) -> Area:
    kind = "commune" if parent else "province"
    return Area.objects.create(
        code=code, name=f"Đất {code}", kind=kind, parent=parent, valid_from=FIRST, population=people, **more
    )


def governed() -> tuple[dict[str, Agency], dict[str, Area]]:
    """The units of the factories with an area each: the province and its three communes."""
    units = factories.agencies()
    top = area("36")
    areas = {
        "T": top,
        **{code: area(f"3600{code[1]}", top, 100.0 * n) for n, code in enumerate(("X1", "X2", "X3"), 1)},
    }
    for code, one in areas.items():
        Agency.objects.filter(pk=units[code].pk).update(area=one)
    return {one.code: one for one in Agency.objects.all()}, areas


def merger(units: dict[str, Agency], areas: dict[str, Area]) -> Order:
    """X1 and X2 with their areas become one."""
    commune, ground = Birth("X9", "Xã Vân Hải"), Birth("36009", "Vân Hải", title="Xã")
    return Order(
        "merge",
        DAY,
        (
            Step(units["X1"], commune),
            Step(units["X2"], commune),
            Step(areas["X1"], ground),
            Step(areas["X2"], ground),
        ),
        basis="dân số",
        document="Nghị quyết 1/NQ",
    )


def test_a_merger_of_units_and_their_areas() -> None:
    units, areas = governed()
    officer = factories.person(Role.UNIT_OFFICER, units["X1"])
    officer.grants.update(valid_from=FIRST)
    order = merger(units, areas)
    seen = foresee(orders=[order])
    assert (seen.faults, seen.grants, seen.people) == ((), 1, 1)
    assert {name for _code, name in seen.begun} == {"Xã Vân Hải", "Vân Hải"}
    assert not Succession.objects.exists()
    made = succeed(order=order, by=factories.manager())
    new, ground = Agency.objects.get(code="X9"), Area.objects.get(code="36009")
    assert (new.kind, str(new.parent), new.area, new.folded) == ("commune", "UBND tỉnh", ground, "xa van hai")
    assert (ground.population, ground.title, ground.parent) == (300.0, "Xã", areas["T"])
    assert set(Agency.objects.filter(valid_to=EVE).values_list("code", flat=True)) == {"X1", "X2"}
    assert (made.agency_links.count(), made.area_links.count(), made.document) == (2, 2, "Nghị quyết 1/NQ")
    told = Event.objects.get(verb="succession.add")
    assert told.after["agencies"] == [["X1", "X9", 1.0], ["X2", "X9", 1.0]]
    officer = Person.objects.get(pk=officer.pk)
    assert officer.agency == new
    assert [(one.agency.code, one.valid_to) for one in officer.grants.order_by("pk") if one.agency] == [
        ("X1", EVE),
        ("X9", None),
    ]
    assert can(officer, Verb.ENTER_FIGURES, new)
    assert can(officer, Verb.ENTER_FIGURES, units["X2"])
    assert stood_for(DAY) == {units["X1"].pk: new.pk, units["X2"].pk: new.pk}
    assert stood_for(EVE) == {}


def test_who_answers_before_and_after() -> None:
    units, areas = governed()
    succeed(order=merger(units, areas), by=factories.manager())
    new, ground = Agency.objects.get(code="X9"), Area.objects.get(code="36009")
    assert answerable(areas["X1"], EVE) == units["X1"]
    assert answerable(ground, DAY) == new
    assert answerable(areas["X3"], DAY) == units["X3"]
    bare = area("36010", areas["T"])
    assert answerable(bare, DAY) == units["T"]
    assert answerable(area("99"), DAY) is None
    assert [(part.node.code, part.share) for part in successors_of(areas["X1"], DAY)] == [("36009", 1.0)]
    assert [part.node.code for part in predecessors_of(ground, EVE)] == ["36001", "36002"]
    assert [part.node for part in predecessors_of(areas["X3"], EVE)] == [areas["X3"]]


def test_children_of_what_is_merged_keep_their_row() -> None:
    units, _areas = governed()
    order = Order("rename", DAY, (Step(units["T"], Birth("T", "UBND tỉnh Mới")),))
    seen = foresee(orders=[order])
    assert (seen.faults, seen.staying, seen.moved) == ((), 5, ())
    succeed(order=order, by=factories.manager())
    new = Agency.objects.get(code="T", valid_from=DAY)
    old = Agency.objects.get(code="T", valid_from=FIRST)
    assert (old.valid_to, new.parent, new.area) == (EVE, None, old.area)
    child = Agency.objects.select_related("parent").get(code="X1")
    assert (parent_on(child, EVE), parent_on(child, DAY)) == (old, new)
    assert children_on(new, DAY).count() == children_on(old, EVE).count() == 5
    assert not children_on(old, DAY)
    assert tree_of(Agency).parent(("X1", FIRST), DAY) == ("T", DAY)


def test_children_of_what_is_divided_begin_anew_where_they_are_put() -> None:
    units, _areas = governed()
    Agency.objects.create(code="P", name="Phòng", kind="department", parent=units["S1"], valid_from=FIRST)
    child = Agency.objects.get(code="P")
    steps = (
        Step(units["S1"], Birth("S3", "Sở Khoa học"), weight=3.0),
        Step(units["S1"], Birth("S4", "Sở Số"), weight=1.0),
    )
    unplaced = Order("split", DAY, steps)
    seen = foresee(orders=[unplaced])
    assert seen.unplaced == (child,)
    assert "còn hiệu lực sau khi đơn vị cấp trên" in seen.faults[0].message
    head = factories.person(Role.UNIT_HEAD, child)
    lone = factories.person(Role.UNIT_HEAD, units["S1"])
    order = Order("split", DAY, steps, placed=(Placement(child, "S4"),))
    assert foresee(orders=[order]).moved == (Placement(child, "S4"),)
    succeed(order=order, by=factories.manager())
    again = Agency.objects.select_related("parent").get(code="P", valid_from=DAY)
    assert str(again.parent) == "Sở Số"
    assert Succession.objects.get(kind="move").agency_links.get().successor == again
    assert sorted(AgencyLink.objects.filter(predecessor=units["S1"]).values_list("share", flat=True)) == [
        0.25,
        0.75,
    ]
    assert head.grants.filter(agency=again, valid_to=None).exists()
    assert list(lone.grants.values_list("agency__code", "valid_to")) == [("S1", None)]


def test_every_fault_at_once_and_nothing_stored() -> None:
    units, areas = governed()
    one = Birth("X9", "Xã Vân Hải")
    order = Order(
        "merge",
        DAY,
        (
            Step(units["X1"], one, share=0.5),
            Step(units["X2"], Birth("X3", "Mã đang dùng")),
            Step(areas["X1"], Birth("36009", "Vân Hải")),
            Step(areas["X2"], Birth("36009", "Tên khác")),
        ),
    )
    said = " ".join(fault.message for fault in foresee(orders=[order]).faults)
    assert "các tỷ lệ cộng lại 0.5" in said
    assert "chồng thời gian" in said
    assert "chỉ có một đơn vị cũ" in said
    assert "Mã '36009' đã có đơn vị" in said
    with pytest.raises(InvalidValueError, match="các tỷ lệ"):
        succeed(order=order, by=factories.manager())
    assert not Succession.objects.exists()
    assert not Agency.objects.exclude(valid_to=None).exists()


def test_an_area_is_never_left_without_an_agency() -> None:
    units, areas = governed()
    top = Birth("37", "Đất mới")
    order = Order("rename", DAY, (Step(areas["T"], top),))
    assert foresee(orders=[order]).faults == ()  # the agency goes on with what its area became
    halves = (
        Step(areas["T"], Birth("37", "Nửa"), share=0.5),
        Step(areas["T"], Birth("38", "Nửa kia"), share=0.5),
    )
    placed = tuple(Placement(areas[code], "37") for code in ("X1", "X2", "X3"))
    said = [fault.message for fault in foresee(orders=[Order("split", DAY, halves, placed)]).faults]
    assert [text.partition(";")[0] for text in said] == [
        "Từ 1/1/2026 không còn cơ quan nào phụ trách 37 Nửa",
        "Từ 1/1/2026 không còn cơ quan nào phụ trách 38 Nửa kia",
    ]
    both = (
        *halves,
        Step(units["T"], Birth("T1", "UBND tỉnh Nửa", area="37"), share=0.5),
        Step(units["T"], Birth("T2", "UBND tỉnh Nửa kia", area="99"), share=0.5),
    )
    under = tuple(Placement(units[code], "T1") for code in ("S1", "S2", "X1", "X2", "X3"))
    said = [fault.message for fault in foresee(orders=[Order("split", DAY, both, placed + under)]).faults]
    assert "Không có địa bàn '99' ngày 1/1/2026" in said[0]
    assert "38 Nửa kia" in said[1]


def test_absorbed_by_one_that_lives_on() -> None:
    units, _areas = governed()
    both = factories.person(Role.UNIT_OFFICER, units["S1"])
    Grant.objects.create(person=both, role=Role.UNIT_OFFICER, agency=units["S2"], valid_from=FIRST)
    later = Grant.objects.create(
        person=both, role=Role.UNIT_HEAD, agency=units["S2"], valid_from=date(2027, 1, 1)
    )
    succeed(order=Order("merge", DAY, (Step(units["S2"], units["S1"]),)), by=factories.manager())
    assert Agency.objects.get(code="S1").valid_to is None
    held = list(both.grants.order_by("pk").values_list("agency__code", "role", "valid_from", "valid_to"))
    assert (units["S1"].code, "unit-head", date(2027, 1, 1), None) in held
    assert sum(code == "S1" and role == "unit-officer" for code, role, _since, _until in held) == 1
    assert not Grant.objects.filter(pk=later.pk).exists()
    assert [part.node.code for part in predecessors_of(Agency.objects.get(code="S1"), EVE)] == ["S1", "S2"]


def test_only_who_manages_units() -> None:
    units, areas = governed()
    officer = factories.person(Role.UNIT_OFFICER, units["X1"])
    with pytest.raises(ForbiddenError):
        succeed(order=merger(units, areas), by=officer)


def test_who_manages_units_of_one_province_leaves_others_alone() -> None:
    units, areas = governed()
    planner = factories.person(Role.PLANNER)
    planner.grants.update(agency=units["S1"])
    other = put_agencies(rows=[AgencyRow("T2", "UBND tỉnh khác", "province")], by=factories.manager())[0]
    room = put_agencies(rows=[AgencyRow("P1", "Phòng Một", "department", "S1")], by=planner)[0]
    for row in (
        AgencyRow("S2", "Sở khác", "department", "T"),
        AgencyRow("P2", "Phòng Hai", "department", "S2"),
        AgencyRow("T3", "UBND tỉnh", "province"),
    ):
        with pytest.raises(NotFoundError):
            put_agencies(rows=[row], by=planner)
    succeed(order=Order("rename", date(2026, 12, 1), (Step(room, Birth("P1", "Phòng Mới")),)), by=planner)
    there = Agency.objects.get(code="P1", name="Phòng Mới")
    for step in (
        Step(other, Birth("T2", "UBND mới")),
        Step(areas["X1"], Birth("36009", "Đất mới")),
        Step(there, Birth("P9", "Phòng Lạc", parent="T2")),
        Step(there, Birth("P9", "Phòng Lạc", parent="")),
    ):
        with pytest.raises(NotFoundError):
            succeed(order=Order("rename", date(2027, 1, 1), (step,)), by=planner)


def test_a_change_to_come_leaves_people_where_they_are_until_then() -> None:
    units, _areas = governed()
    officer = factories.person(Role.UNIT_OFFICER, units["S1"])
    Grant.objects.create(
        person=officer, role=Role.UNIT_HEAD, agency=units["S1"], valid_from=FIRST, valid_to=date(2026, 12, 31)
    )
    on = date(2099, 1, 1)
    succeed(order=Order("rename", on, (Step(units["S1"], Birth("S1", "Sở Mới")),)), by=factories.manager())
    assert Person.objects.get(pk=officer.pk).agency == units["S1"]
    held = officer.grants.order_by("pk").values_list("agency__name", "valid_from", "valid_to")
    assert [one[::2] for one in held] == [
        (units["S1"].name, date(2098, 12, 31)),
        (units["S1"].name, date(2026, 12, 31)),
        ("Sở Mới", None),
    ]


def test_a_unit_moves_below_another() -> None:
    units, _areas = governed()
    order = Order("move", DAY, (Step(units["S2"], Birth("S2", "Sở Y tế", parent="S1")),))
    succeed(order=order, by=factories.manager())
    moved = Agency.objects.select_related("parent").get(code="S2", valid_to=None)
    assert str(moved.parent) == "Sở Khoa học và Công nghệ"
    circle = Order("move", date(2026, 2, 1), (Step(units["S1"], Birth("S1", "Sở", parent="S2")),))
    said = [fault.message for fault in foresee(orders=[circle]).faults]
    assert any("Vòng lặp cấp trên" in words for words in said), said


def test_many_orders_cost_no_more_questions_than_one() -> None:
    by = factories.manager()

    def cost(first: int, many: int) -> int:
        units = [
            Agency(code=f"M{n}", name=f"Xã {n}", folded="", kind="commune", valid_from=FIRST)
            for n in range(first, first + many)
        ]
        made = Agency.objects.bulk_create(units)
        orders = [Order("rename", DAY, (Step(one, Birth(f"N{one.code}", one.name)),)) for one in made]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            succeed_all(orders=orders, by=by)
        return len(queries)

    assert cost(0, 2) == cost(10, 12)
