"""Targets of units that ended: who has them now, what was said of them, and what the board makes of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support import factories
from tests.support.heritage import MERGED, area, merger, succession

from cotmoc.actions.heritage import Adapted, decide_targets
from cotmoc.actions.plans import import_plan
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError, NotFoundError
from cotmoc.core.permissions import Role
from cotmoc.store.heirs import heirs_of
from cotmoc.store.heritage import inherited, may_decide, notice_of, select, undecided
from cotmoc.store.models import Agency, Area, Event, Target, TargetDecision
from cotmoc.store.scorecards import scored_plan

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


def test_they_appear_at_the_heir_with_their_origin() -> None:
    made = merger()
    assert inherited(MERGED.replace(month=6, day=30)) == ()
    rows = inherited(MERGED)
    assert len(rows) == Target.objects.count() == 6
    assert {(row.heir.name, row.heir.share, row.origin_name) for row in rows} == {
        ("Tỉnh Lâm Hồ", 1.0, "Tỉnh Hà Khê")
    }
    first = rows[0]
    assert (first.answers and first.answers.code, first.heir.by.on, first.plan) == ("T", MERGED, made.plan)
    assert undecided(rows) == rows
    assert len(select(rows, words="ha khe 5G", heir="lam ho")) == 2
    assert not select(rows, heir="99")
    notice = notice_of(made.plan, TODAY, [])
    assert notice is not None
    assert (notice.origin, notice.heirs, notice.targets, notice.undecided) == (
        "Tỉnh Hà Khê",
        ("Tỉnh Lâm Hồ",),
        6,
        6,
    )
    assert notice_of(made.plan, date(2025, 6, 30), []) is None


def test_a_new_name_is_no_new_unit_and_what_was_said_still_holds() -> None:
    made = merger()
    target = Target.objects.order_by("pk")[0]
    decide_targets(targets=[target], heir=made.new, verdict="confirm", by=factories.manager())
    city = area("08", "Lâm Hồ", date(2026, 9, 20), title="Thành phố")
    succession("rename", date(2026, 9, 20), (made.new, city, 1.0))
    rows = inherited(TODAY, targets=[target])
    assert [(row.heir.name, row.verdict, row.answers and row.answers.code) for row in rows] == [
        ("Thành phố Lâm Hồ", "confirm", "T")
    ]
    other = area("30", "Đồng Mai")
    renamed = area("30", "Đồng Mai", MERGED, title="Thành phố")
    succession("rename", MERGED, (other, renamed, 1.0))
    assert heirs_of(Area, [other.pk], TODAY) == {other.pk: ()}


def test_a_split_has_several_heirs_and_a_later_merger_sums_their_shares() -> None:
    old, one, two = area("50", "Cũ"), area("51", "Một", MERGED), area("52", "Hai", MERGED)
    succession("split", MERGED, (old, one, 0.7), (old, two, 0.3))
    assert [(heir.unit.code, heir.share) for heir in heirs_of(Area, [old.pk], TODAY)[old.pk]] == [
        ("51", 0.7),
        ("52", 0.3),
    ]
    whole, later = area("53", "Lại", date(2026, 1, 1)), date(2026, 1, 1)
    succession("merge", later, (one, whole, 1.0), (two, whole, 1.0))
    (heir,) = heirs_of(Area, [old.pk], TODAY)[old.pk]
    assert (heir.unit, heir.by.on) == (whole, MERGED)
    assert heir.share == pytest.approx(1)


def test_where_only_the_owner_ended_its_agency_inherits() -> None:
    plan = factories.plan()
    old = Agency.objects.get(code="S2")
    heir = Agency.objects.create(code="S9", name="Sở Y tế và Xã hội", kind="department", valid_from=MERGED)
    succession("merge", date(2026, 3, 1), (old, heir, 1.0))
    rows = inherited(TODAY, plan=plan)
    assert [(row.indicator.code, row.heir.name, row.answers) for row in rows] == [
        ("CT-04", "Sở Y tế và Xã hội", heir)
    ]
    head = factories.person(Role.UNIT_HEAD, heir)
    (made,) = decide_targets(targets=[rows[0].target], heir=heir, verdict="confirm", by=head)
    assert made.agency == heir
    assert inherited(TODAY, plan=plan)[0].latest == made


def test_what_is_adapted_counts_and_what_is_declined_binds_nobody() -> None:
    made = merger()
    by = factories.manager()
    of_2026, of_2030 = Target.objects.filter(indicator__code="CT-01").order_by("milestone")
    words = Adapted(">=", 66.5)
    decide_targets(
        targets=[of_2026], heir=made.new, verdict="adapt", adapted=words, reason="Địa bàn rộng hơn", by=by
    )
    decide_targets(targets=[of_2030], heir=made.new, verdict="decline", reason="Đã có mục tiêu chung", by=by)
    card = next(one.card for one in scored_plan(made.plan, today=TODAY) if one.indicator.code == "CT-01")
    assert [(target.milestone, target.value) for target in card.indicator.targets] == [("2026", 66.5)]
    before = scored_plan(made.plan, today=TODAY, until=date(2025, 6, 30))
    old = next(one.card for one in before if one.indicator.code == "CT-01")
    assert [target.value for target in old.indicator.targets] == [60, 90]
    notice = notice_of(made.plan, TODAY, [])
    assert notice is not None
    assert (notice.adapted, notice.declined, notice.undecided) == (1, 1, 4)
    # Taken back: the last word holds, the earlier ones stay.
    decide_targets(targets=[of_2026], heir=made.new, verdict="confirm", by=by)
    (row,) = inherited(TODAY, targets=[of_2026])
    assert [one.verdict for one in row.decisions] == ["adapt", "confirm"]
    card = next(one.card for one in scored_plan(made.plan, today=TODAY) if one.indicator.code == "CT-01")
    assert [target.value for target in card.indicator.targets] == [60]
    event = Event.objects.filter(verb="target.decide").order_by("position")[0]
    assert event.why == "Địa bàn rộng hơn"
    assert event.before["target"]["value"] == 60
    assert event.after["adapted"]["value"] == 66.5


def test_decisions_survive_the_next_version_of_the_plan() -> None:
    made = merger()
    target = Target.objects.get(indicator__code="CT-01", milestone="2026")
    gone = Target.objects.get(indicator__code="CT-01", milestone="2030")
    decide_targets(targets=[target, gone], heir=made.new, verdict="confirm", by=factories.manager())
    content = dict(made.plan.versions.get().content)
    first = content["indicators"][0]
    first["targets"] = [{**first["targets"][0], "value": 61}]
    import_plan(content=content, by=factories.manager())
    target.refresh_from_db()
    assert (target.value, target.heir_decisions.count()) == (61, 1)
    assert not Target.objects.filter(pk=gone.pk).exists()


def test_who_may_decide() -> None:
    made = merger()
    target = Target.objects.order_by("pk")[0]
    (row,) = inherited(TODAY, targets=[target])
    head = factories.person(Role.UNIT_HEAD, Agency.objects.get(code="T"))
    stranger = factories.person(Role.UNIT_HEAD, Agency.objects.get(code="X1"))
    inspector = factories.person(Role.INSPECTOR)
    assert may_decide(head, row)
    assert not may_decide(stranger, row)
    for person, error in ((stranger, NotFoundError), (inspector, ForbiddenError)):
        with pytest.raises(error):
            decide_targets(targets=[target], heir=made.new, verdict="confirm", by=person)
    # Nobody answers for the area: whoever may everywhere.
    Agency.objects.filter(code="T").update(area=None)
    (row,) = inherited(TODAY, targets=[target])
    assert row.answers is None
    assert not may_decide(head, row)
    assert may_decide(factories.person(Role.LEADER), row)


@pytest.mark.parametrize(
    ("verdict", "options", "said"),
    [
        ("maybe", {}, "Không có quyết định"),
        ("decline", {}, "Nêu lý do"),
        ("adapt", {"reason": "a"}, "chỉ điều chỉnh một mục tiêu"),
        ("adapt", {"reason": "a", "adapted": Adapted("undetermined")}, "mục tiêu xác định"),
        ("adapt", {"reason": "a", "adapted": Adapted(">=")}, "giá trị bằng số"),
        ("adapt", {"reason": "a", "adapted": Adapted("between", 9, 3)}, "Cận trên nhỏ hơn"),
        ("adapt", {"reason": "a", "adapted": Adapted(">=", 9, milestone="mai")}, "mai"),
    ],
)
def test_faulty_decisions(verdict: str, options: dict, said: str) -> None:
    made = merger()
    target = Target.objects.order_by("pk")[0]
    with pytest.raises(InvalidValueError, match=said):
        decide_targets(targets=[target], heir=made.new, verdict=verdict, by=factories.manager(), **options)
    assert not TargetDecision.objects.exists()


def test_only_what_is_inherited_can_be_decided() -> None:
    made = merger()
    target = Target.objects.order_by("pk")[0]
    by = factories.manager()
    with pytest.raises(ConflictError, match="1 mục tiêu không phải"):
        decide_targets(targets=[target], heir=made.old, verdict="confirm", by=by)
    with pytest.raises(InvalidValueError, match="Chưa chọn"):
        decide_targets(targets=[], heir=made.new, verdict="confirm", by=by)


def test_the_number_of_queries_does_not_grow() -> None:
    made = merger()
    some = list(Target.objects.all())
    with CaptureQueriesContext(connection) as few:
        assert len(inherited(TODAY, targets=some[:1])) == 1
    decide_targets(targets=some, heir=made.new, verdict="confirm", by=factories.manager())
    with CaptureQueriesContext(connection) as many:
        assert len(inherited(TODAY)) == 6
    assert len(few) == len(many) == 6
