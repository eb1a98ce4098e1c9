"""The page of inherited targets: who sees it, who decides, what comes of it."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.support import factories
from tests.support.heritage import Merger, merger

from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Person, Target, TargetDecision

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
