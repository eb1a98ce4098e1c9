"""The page of inherited targets: who sees it, who decides, what comes of it."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.support import factories
from tests.support.heritage import Merger, merger

from cotmoc.actions.heritage import Adapted, decide_targets
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Area, Person, Target, TargetDecision

pytestmark = pytest.mark.django_db
PAGE = "/ke-thua/"


@pytest.fixture
def made() -> Merger:
    return merger()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _decide(client: Client, made: Merger, **values: object) -> object:
    pks = list(Target.objects.values_list("pk", flat=True))
    return client.post(PAGE, {"noi-nhan": f"area-{made.new.pk}", "muc": pks, "viec": "confirm", **values})


def test_a_leader_reads_and_decides_several_at_once(made: Merger) -> None:
    client = signed_in(factories.person(Role.LEADER))
    text = client.get(PAGE).content.decode()
    assert "Tỉnh Lâm Hồ" in text
    assert "của Tỉnh Hà Khê, kết thúc 30/6/2025" in text
    assert "6 mục tiêu chờ quyết định" in text
    answer = _decide(client, made)
    assert answer.status_code == 302
    assert set(TargetDecision.objects.values_list("verdict", flat=True)) == {"confirm"}
    assert TargetDecision.objects.count() == 6
    assert "chờ quyết định</span>" not in client.get(PAGE).content.decode()
    assert "Không có mục tiêu nào như vậy" in client.get(PAGE, {"loc": "cho"}).content.decode()


def test_declining_needs_a_reason(made: Merger) -> None:
    client = signed_in(factories.person(Role.LEADER))
    assert _decide(client, made, viec="decline").status_code in {302, 422}
    assert not TargetDecision.objects.exists()
    _decide(client, made, viec="decline", **{"ly-do": "Đã có mục tiêu chung"})
    assert "<s>" in client.get(PAGE).content.decode()


def test_one_target_is_adapted(made: Merger) -> None:
    client = signed_in(factories.person(Role.UNIT_HEAD, Agency.objects.get(code="T")))
    target = Target.objects.get(indicator__code="CT-01", milestone="2026")
    page = f"{PAGE}{target.pk}/area-{made.new.pk}/"
    assert "Hà Khê" in client.get(page).content.decode()
    faulty = client.post(page, {"op": ">=", "value": "nhiều", "reason": "a"})
    assert faulty.status_code == 422
    assert client.post(page, {"op": ">=", "value": "66,5", "reason": "Địa bàn rộng hơn"}).status_code == 302
    text = client.get(page).content.decode()
    assert "2026: ≥ 66,5" in text
    assert "Địa bàn rộng hơn" in text
    assert client.get(f"{PAGE}{target.pk}/area-{made.old.pk}/").status_code == 404


def test_who_gets_in(made: Merger) -> None:
    inspector = signed_in(factories.person(Role.INSPECTOR))
    text = inspector.get(PAGE).content.decode()
    assert "Tỉnh Lâm Hồ" in text
    assert 'name="muc"' not in text
    assert _decide(inspector, made).status_code == 403
    assert Client().get(PAGE).status_code == 302
    public = signed_in(factories.person(Role.PUBLIC))
    assert public.get(PAGE).status_code == 404


def test_when_nothing_is_inherited() -> None:
    factories.plan()
    client = signed_in(factories.person(Role.LEADER))
    assert "Chưa có mục tiêu nào được kế thừa" in client.get(PAGE).content.decode()


def test_the_pages_of_a_plan_say_that_its_unit_ended(made: Merger) -> None:
    leader = factories.person(Role.LEADER)
    target = Target.objects.get(indicator__code="CT-01", milestone="2026")
    gone = Target.objects.get(indicator__code="CT-01", milestone="2030")
    words = {"heir": made.new, "by": leader, "reason": "Địa bàn rộng hơn"}
    decide_targets(targets=[target], verdict="adapt", adapted=Adapted(">=", 66.5), **words)
    decide_targets(targets=[gone], verdict="decline", **words)
    client, plan = signed_in(leader), f"/ke-hoach/{made.plan.slug}/"
    stated = client.get(plan).content.decode()
    assert "Tỉnh Lâm Hồ điều chỉnh" in stated
    assert "Tỉnh Lâm Hồ không tiếp nhận" in stated
    for page in (plan, f"{plan}bang-diem/", f"{plan}chi-tieu/CT-01/"):
        text = client.get(page).content.decode()
        assert "Tỉnh Hà Khê đã kết thúc 30/6/2025." in text, page
        assert "Mục tiêu do Tỉnh Lâm Hồ kế thừa." in text
    assert "Tỉnh Lâm Hồ điều chỉnh" in text
    assert "Tỉnh Lâm Hồ không tiếp nhận" in text


def test_the_area_of_a_plan_is_chosen_by_name(made: Merger) -> None:
    client, page = signed_in(factories.person(Role.PLANNER)), f"/ke-hoach/{made.plan.slug}/dia-ban/"
    assert "Tỉnh Hà Khê" in client.get(page).content.decode()
    assert "Tỉnh Lâm Hồ" in client.get(page, {"q": "lam ho"}).content.decode()
    other = Area.objects.get(code="08", valid_to__isnull=False)
    assert client.post(page, {"dia-ban": other.pk}).status_code == 302
    made.plan.refresh_from_db()
    assert made.plan.area == other
    client.post(page, {"viec": "bo", "dia-ban": other.pk})
    made.plan.refresh_from_db()
    assert made.plan.area is None
    assert signed_in(factories.person(Role.LEADER)).get(page).status_code == 403
