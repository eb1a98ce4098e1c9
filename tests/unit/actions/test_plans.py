"""A reviewed reading becomes a plan; the next one its next version."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support.factories import agencies, manager, person, plan, plan_content
from tests.support.readings import claim, draft, finished, waiting

from cotmoc.actions.plans import approve_plan, assign_task, edit_indicator, import_plan
from cotmoc.actions.readings import edit_identity
from cotmoc.actions.review import accept_claims, merge_claims, reject_claim
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role
from cotmoc.core.planjson import plan_from_data
from cotmoc.store.models import Event, Indicator, Obligation, Person, Plan, PlanVersion, Reading, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> Person:
    agencies()
    return person(Role.PLANNER)


def approved(reading: Reading, by: Person) -> PlanVersion:
    waiting_ones = [claim for claim in reading.claims.all() if not claim.decisions.exists()]
    if waiting_ones:
        accept_claims(claims=waiting_ones, by=by)
    return approve_plan(reading=reading, by=by)


def test_version_1_holds_what_was_accepted(planner: Person) -> None:
    reading = finished(planner)
    reject_claim(claim=claim(reading, "Lập hồ sơ"), by=planner)
    version = approved(reading, planner)
    made = version.plan
    assert (version.number, made.slug, made.starts_on) == (1, "18-ctr-tu", date(2025, 3, 14))
    assert [i.code for i in made.indicators.all()] == ["CT-01", "CT-02", "CT-03"]
    task = made.tasks.get()
    assert (task.lead and task.lead.name, task.due, task.heading) == (
        "Sở Khoa học và Công nghệ", date(2026, 6, 30), "Nhiệm vụ",
    )  # fmt: skip
    target = made.indicators.get(code="CT-01").targets.get()
    assert (target.milestone, target.op, target.value, target.place) == (
        "2030",
        ">=",
        90,
        {"line": 3, "block": 2},
    )
    assert Obligation.objects.get(plan=made).due == ["06-15"]
    assert len(plan_from_data(version.content).tasks) == 1
    assert Event.objects.get(verb="plan.approve").after["ended"] == 0


def test_nothing_is_approved_while_something_waits(planner: Person) -> None:
    reading = finished(planner)
    with pytest.raises(ConflictError, match="Còn 6 mục"):
        approve_plan(reading=reading, by=planner)
    with pytest.raises(ConflictError, match="chưa đọc xong"):
        approve_plan(reading=waiting(planner), by=planner)
    for one in reading.claims.all():
        reject_claim(claim=one, by=planner)
    with pytest.raises(ConflictError, match="không có gì để duyệt"):
        approve_plan(reading=reading, by=planner)
    assert not Plan.objects.exists()


def test_a_reading_is_approved_once_and_never_after_a_newer_one(planner: Person) -> None:
    first = finished(planner)
    second = finished(planner)
    approved(second, planner)
    with pytest.raises(ConflictError, match="đã được duyệt thành kế hoạch"):
        approve_plan(reading=second, by=planner)
    accept_claims(claims=list(first.claims.all()), by=planner)
    with pytest.raises(ConflictError, match="mới hơn"):
        approve_plan(reading=first, by=planner)


def test_an_inspector_approves_nothing(planner: Person) -> None:
    with pytest.raises(ForbiddenError):
        approve_plan(reading=finished(planner), by=person(Role.INSPECTOR))


def test_version_2_keeps_the_items_and_ends_what_is_gone(planner: Person) -> None:
    first = approved(finished(planner), planner)
    before = {item.code: item.pk for item in first.plan.indicators.all()}
    changed = draft(tasks=draft()["tasks"][:1])
    changed["indicators"][0]["targets"][0]["value"] = 92
    second = approved(finished(planner, changed), planner)
    assert (second.plan, second.number) == (first.plan, 2)
    assert {item.code: item.pk for item in second.plan.indicators.all()} == before
    assert second.plan.indicators.get(code="CT-01").targets.get().value == 92
    assert list(Task.objects.order_by("code").values_list("code", "ended_in_version")) == [
        ("NV-01", None),
        ("NV-02", 2),
    ]
    assert PlanVersion.objects.get(number=1).content["indicators"][0]["targets"][0]["value"] == 90


def test_what_people_set_holds_until_the_document_says_otherwise(planner: Person) -> None:
    units = agencies()
    made = approved(finished(planner), planner).plan
    edit_indicator(indicator=made.indicators.get(code="CT-01"), owner=units["S2"], by=planner)
    assign_task(task=made.tasks.get(code="NV-01"), lead=units["S2"], due=date(2026, 9, 1), by=planner)
    again = draft()
    again["tasks"][1]["text"] += " của người dân"
    approved(finished(planner, again), planner)
    task = made.tasks.get(code="NV-01")
    assert made.indicators.get(code="CT-01").owner == units["S2"]
    assert (task.lead, task.due) == (units["S2"], date(2026, 9, 1))
    again["tasks"][0]["due"] = "2026-12-31"
    again["tasks"][0]["lead"] = ["Sở KH&CN"]
    approved(finished(planner, again), planner)
    task.refresh_from_db()
    assert (task.lead, task.due) == (units["S1"], date(2026, 12, 31))


def test_a_merged_claim_goes_on_with_the_first_item(planner: Person) -> None:
    made = approved(finished(planner), planner).plan
    second = finished(planner, draft(tasks=[]))
    both = [one for one in second.claims.all() if str(one) == "Phủ sóng 5G"]
    merge_claims(claims=both, payload={**both[0].payload, "name": "Dân số được phủ sóng 5G"}, by=planner)
    approved(second, planner)
    rows = dict(made.indicators.values_list("code", "ended_in_version"))
    assert sorted(rows.values(), key=str) == [2, None, None]
    assert made.indicators.get(name="Dân số được phủ sóng 5G").code in {"CT-02", "CT-03"}


def test_the_corrected_identity_goes_into_the_plan(planner: Person) -> None:
    reading = finished(planner)
    assert reading.directive is not None
    edit_identity(directive=reading.directive, identity={"title": "Tên đúng"}, by=planner)
    version = approved(Reading.objects.get(pk=reading.pk), planner)
    assert (version.plan.title, version.content["directive"]["title"]) == ("Tên đúng", "Tên đúng")
    edit_identity(directive=reading.directive, identity={"title": "Tên đúng hơn"}, by=planner)
    again = draft()
    again["indicators"][0]["name"] += " các cấp"
    assert approved(finished(planner, again), planner).plan.title == "Tên đúng hơn"


def test_a_continuous_task_is_due_at_the_end_of_the_year(planner: Person) -> None:
    content = plan_content()
    imported = import_plan(content=content, by=planner)
    task = imported.plan.tasks.get(code="NV-02")
    assert task.due is not None
    assert (task.every, task.due.month, task.due.day) == ("year", 12, 31)


def test_importing_twice_makes_version_2_of_the_same_items(planner: Person) -> None:
    one = import_plan(content=plan_content(), by=planner)
    two = import_plan(content=plan_content(tasks=[]), by=planner)
    assert (two.plan, two.number) == (one.plan, 2)
    assert set(one.plan.indicators.values_list("since_version", "ended_in_version")) == {(1, None)}
    assert set(one.plan.tasks.values_list("ended_in_version", flat=True)) == {2}


def test_other_plans_of_the_same_number_get_their_own_address(planner: Person) -> None:
    slugs = []
    for title in ("Một", "Hai", "Ba"):
        content = plan_content(directive={"number": "18-CTr/TU", "title": title})
        slugs.append(import_plan(content=content, by=planner).plan.slug)
    assert slugs == ["18-ctr-tu", "18-ctr-tu-2", "18-ctr-tu-3"]


@pytest.mark.parametrize(
    ("identity", "slug", "title"),
    [
        (
            {"number": None, "title": "Kế hoạch chuyển đổi số"},
            "ke-hoach-chuyen-doi-so",
            "Kế hoạch chuyển đổi số",
        ),
        ({"title": "……"}, "ke-hoach", "……"),
        ({"kind": "Công văn"}, "ke-hoach", "Công văn"),
        ({}, "ke-hoach", "Kế hoạch chưa có tên"),
    ],
)
def test_a_plan_always_has_an_address_and_a_name(
    planner: Person, identity: dict[str, str | None], slug: str, title: str
) -> None:
    made = import_plan(content=plan_content(directive=identity), by=planner).plan
    assert (made.slug, made.title) == (slug, title)


def test_an_import_without_items_or_with_faults_stores_nothing(planner: Person) -> None:
    empty = plan_content(indicators=[], tasks=[], obligations=[])
    with pytest.raises(InvalidValueError, match="không có chỉ tiêu"):
        import_plan(content=empty, by=planner)
    with pytest.raises(InvalidValueError, match=r"tasks\[0\]"):
        import_plan(content=plan_content(tasks=[{"kind": "nhiệm vụ"}]), by=planner)
    assert not Plan.objects.exists()


def test_what_cannot_be_set_is_refused_with_a_sentence(planner: Person) -> None:
    indicator: Indicator = plan().indicators.first()  # type: ignore[assignment]
    with pytest.raises(InvalidValueError, match="Không sửa được trường name"):
        edit_indicator(indicator=indicator, name="x", by=planner)
    with pytest.raises(InvalidValueError):
        edit_indicator(indicator=indicator, shape="vòng tròn", by=planner)
    with pytest.raises(ForbiddenError):
        edit_indicator(indicator=indicator, method="x", by=person(Role.LEADER))
    event = edit_indicator(indicator=Indicator.objects.get(pk=indicator.pk), method="Cộng", by=manager())
    assert event.method == "Cộng"
    assert Event.objects.get(verb="indicator.edit").after == {"method": "Cộng"}


def test_long_texts_of_a_document_are_cut_to_their_columns(planner: Person) -> None:
    long = "đ" * 500
    content = plan_content()
    content["indicators"][0] |= {"unit": long, "section": long, "owner": [long]}
    content["indicators"][0]["targets"][0] |= {"unit": long, "note": long}
    content["indicators"][0]["baselines"][0] |= {"period": long, "unit": long}
    content["directive"]["number"] = long
    made = import_plan(content=content, by=planner).plan
    for thing in (made, made.indicators.get(code="CT-01"), *made.indicators.get(code="CT-01").targets.all()):
        thing.full_clean(exclude=["place"])


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đô thị thông minh", "do-thi-thong-minh"),
        (f"{'a' * 29} {'b' * 29} c{'c' * 9}", f"{'a' * 29}-{'b' * 29}"),
        (f"{'a' * 29} {'b' * 30} {'c' * 9}", f"{'a' * 29}-{'b' * 30}"),
        ("a" * 70, "a" * 60),
        ("*", "ke-hoach"),
    ],
)
def test_an_address_is_cut_between_words(title: str, slug: str) -> None:
    content = plan_content()
    content["directive"] |= {"number": None, "title": title}
    assert import_plan(content=content, by=manager()).plan.slug == slug


def test_a_task_without_a_product_can_be_given() -> None:
    units = agencies()
    content = plan_content()
    for task in content["tasks"]:
        task["deliverables"] = []
    made = import_plan(content=content, by=manager()).plan
    assign_task(task=made.tasks.get(code="NV-02"), lead=units["S1"], by=manager())
    assert made.tasks.get(code="NV-02").lead == units["S1"]
