"""Many indicators or tasks given to one agency at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.factories import agencies, manager, person, plan_content

from cotmoc.actions.plans import assign_many, import_plan
from cotmoc.core.errors import ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Event, Indicator, Plan, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def lacking() -> Plan:
    """A plan whose document names no agency of ours."""
    agencies()
    content = plan_content()
    for item in content["indicators"]:
        item["owner"] = ["Sở Không Có"]
    for item in content["tasks"]:
        item["lead"] = []
    return import_plan(content=content, by=manager()).plan


@pytest.fixture
def web(client: Client) -> Client:
    client.force_login(person(Role.PLANNER))
    return client


def address(plan: Plan) -> str:
    return f"/ke-hoach/{plan.slug}/giao/"


def owners(plan: Plan) -> list[str]:
    return [item.owner.code if item.owner else "" for item in Indicator.objects.filter(plan=plan)]


def test_the_plan_leads_to_what_nobody_answers_for(web: Client, lacking: Plan) -> None:
    page = web.get(f"/ke-hoach/{lacking.slug}/").text
    assert f'href="{address(lacking)}"' in page
    assert f'href="{address(lacking)}?phan=nhiem-vu"' in page
    page = web.get(address(lacking)).text
    assert page.count('name="muc"') == 4
    assert "Sở Không Có" in page
    assert web.get(address(lacking) + "?phan=nhiem-vu").text.count('name="muc"') == 2


def test_chosen_indicators_are_given_in_one_go(web: Client, lacking: Plan) -> None:
    answer = web.post(
        address(lacking),
        {"muc": ["CT-01", "CT-04"], "owner": Agency.objects.get(code="S2").pk, "collect": "communes"},
        follow=True,
    )
    assert "Đã giao 2 chỉ tiêu cho Sở Y tế." in answer.text
    assert answer.text.count('name="muc"') == 2
    assert owners(lacking) == ["S2", "", "", "S2"]
    assert list(Indicator.objects.filter(collect="communes").values_list("code", flat=True)) == [
        "CT-01",
        "CT-04",
    ]
    assert Event.objects.filter(verb="indicator.edit").count() == 2


def test_a_heading_gives_all_beneath_it_and_leaves_who_enters(web: Client, lacking: Plan) -> None:
    web.post(address(lacking), {"nhom": "2", "owner": Agency.objects.get(code="S1").pk, "collect": ""})
    assert owners(lacking) == ["", "S1", "S1", "S1"]
    assert not Indicator.objects.exclude(collect="owner").exists()


def test_tasks_are_given_too(web: Client, lacking: Plan) -> None:
    data = {"phan": "nhiem-vu", "muc": "NV-02", "owner": Agency.objects.get(code="S2").pk}
    answer = web.post(address(lacking), data, follow=True)
    assert "Đã giao 1 nhiệm vụ cho Sở Y tế." in answer.text
    assert Task.objects.get(code="NV-02").lead.code == "S2"
    web.post(address(lacking), data | {"muc": "NV-01"})
    assert "Nhiệm vụ nào cũng đã có chủ trì." in web.get(address(lacking) + "?phan=nhiem-vu").text


def test_what_is_given_can_be_given_to_another(web: Client, lacking: Plan) -> None:
    first, second = Agency.objects.get(code="S1"), Agency.objects.get(code="S2")
    web.post(address(lacking), {"muc": "CT-01", "owner": first.pk})
    web.post(address(lacking), {"muc": "CT-01", "owner": second.pk})
    assert owners(lacking)[0] == "S1"
    assert 'value="CT-01"' not in web.get(address(lacking)).text
    assert 'value="CT-01"' in web.get(address(lacking) + "?tat-ca=1").text
    web.post(address(lacking), {"muc": "CT-01", "owner": second.pk, "tat-ca": "1"})
    assert owners(lacking)[0] == "S2"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"muc": ["CT-01"]}, "Chọn cơ quan để giao."),
        ({"owner": "S1"}, "Chưa chọn mục nào"),
        ({"muc": ["CT-99"], "nhom": ["7", "x"], "owner": "S1"}, "Chưa chọn mục nào"),
        ({"muc": ["CT-01"], "owner": "0"}, "Hãy chọn một lựa chọn hợp lệ"),
        ({"muc": ["CT-01"], "owner": "S1", "collect": "moi-nguoi"}, "Hãy chọn một lựa chọn hợp lệ"),
    ],
)
def test_what_is_wrong_is_said_and_the_choice_is_kept(
    web: Client, lacking: Plan, data: dict[str, str], words: str
) -> None:
    if data.get("owner") == "S1":
        data = data | {"owner": str(Agency.objects.get(code="S1").pk)}
    answer = web.post(address(lacking), data)
    assert answer.status_code == 422
    assert words in answer.text
    assert ("checked" in answer.text) == (data.get("muc") == ["CT-01"])
    assert owners(lacking) == ["", "", "", ""]


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.INSPECTOR])
def test_others_may_not(client: Client, lacking: Plan, role: Role) -> None:
    somebody = person(role, Agency.objects.get(code="S1"))
    client.force_login(somebody)
    assert client.get(address(lacking)).status_code == 403
    assert client.post(address(lacking), {"muc": "CT-01"}).status_code == 403
    assert address(lacking) not in client.get(f"/ke-hoach/{lacking.slug}/").text
    items = list(Indicator.objects.filter(plan=lacking))
    with pytest.raises(ForbiddenError):
        assign_many(items=items, owner=Agency.objects.get(code="S1"), by=somebody)


def test_nothing_chosen_is_an_error_of_the_action_too(lacking: Plan) -> None:
    with pytest.raises(InvalidValueError, match="Chưa chọn"):
        assign_many(items=[], owner=Agency.objects.get(code="S1"), by=manager())


def test_more_items_ask_no_more_questions(web: Client, lacking: Plan) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            web.get(address(lacking) + "?tat-ca=1")
        return len(asked)

    before = questions()
    item = Indicator.objects.get(plan=lacking, code="CT-01")
    for number in range(5, 9):
        item.pk, item.code = None, f"CT-{number:02}"
        item.save()
    assert questions() == before


def test_agencies_that_came_later_get_what_the_document_gives_them(web: Client, lacking: Plan) -> None:
    assert "Giao theo văn bản" not in web.get(address(lacking)).text
    Indicator.objects.filter(plan=lacking, code="CT-02").update(
        owner_text="Sở Văn hóa, Thể thao và Du lịch, Sở KH&CN"
    )
    Task.objects.filter(plan=lacking, code="NV-01").update(lead_text="Sở Y tế")
    page = web.get(address(lacking)).text
    assert "1 mục có cơ quan văn bản ghi nay đã ở trong danh mục" in page
    page = web.post(address(lacking), {"act": "theo-ten"}, follow=True).text
    assert "Đã giao 1 mục cho cơ quan văn bản ghi." in page
    assert owners(lacking) == ["", "S1", "", ""]
    web.post(address(lacking), {"act": "theo-ten", "phan": "nhiem-vu"})
    assert Task.objects.get(code="NV-01").lead.code == "S2"
    assert Task.objects.get(code="NV-02").lead is None


def test_what_somebody_answers_for_is_not_given_away_by_name(web: Client, lacking: Plan) -> None:
    other = Agency.objects.get(code="S2")
    Indicator.objects.filter(plan=lacking, code="CT-01").update(owner=other, owner_text="Sở KH&CN")
    web.post(address(lacking), {"act": "theo-ten", "tat-ca": "1"})
    assert owners(lacking) == ["S2", "", "", ""]


def test_without_units_it_says_how_they_come_in(web: Client) -> None:
    made = import_plan(content=plan_content(), by=manager()).plan
    page = web.get(address(made)).text
    assert "Danh mục đơn vị còn trống." in page
    assert "cotmoc units import" in page
