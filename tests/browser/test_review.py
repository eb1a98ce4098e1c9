"""What a person does with a document: upload, review by mouse, keyboard and selection, approve, read again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.support.factories import agencies, person
from tests.support.readings import claim, draft, finished

from cotmoc.actions.review import accept_claims
from cotmoc.core.permissions import Role
from cotmoc.store.models import Claim, Person, Reading
from cotmoc.store.reviewing import view, views

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
TEXT = """KẾ HOẠCH
Chuyển đổi số năm 2026
I. MỤC TIÊU
- Đến năm 2027, ít nhất 80% hồ sơ thủ tục hành chính được nộp trực tuyến.
II. NHIỆM VỤ
- Văn phòng xã lập danh mục dữ liệu dùng chung, hoàn thành trước ngày 30/6/2026.
"""


@pytest.fixture
def planner() -> Person:
    agencies()
    return person(Role.PLANNER)


@pytest.fixture
def reading(planner: Person) -> Reading:
    return finished(planner)


def verdict(one: Claim) -> str:
    return view(Claim.objects.get(pk=one.pk)).verdict


def reviewing(open_page: OpenPage, reading: Reading, by: Person, **options: Any) -> Page:
    page = open_page(f"/van-ban/{reading.pk}/ra-soat/", by=by, **options)
    page.wait_for_selector("#ra-soat")
    return page


def test_from_the_upload_to_the_plan(open_page: OpenPage, planner: Person) -> None:
    page = open_page("/van-ban/", by=planner)
    page.set_input_files(
        "input[type=file]", {"name": "ke-hoach.txt", "mimeType": "text/plain", "buffer": TEXT.encode()}
    )
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.get_by_role("link", name="Rà soát", exact=True).click()
    page.wait_for_load_state("networkidle")
    total = Reading.objects.get().claims.count()
    for done in range(1, total + 1):
        page.keyboard.press("a")
        expect(page.locator(".review-head b")).to_have_text(f"{done}/{total} mục đã rà")
    page.get_by_role("button", name="Duyệt kế hoạch").click()
    expect(page.get_by_text("kế hoạch có hiệu lực, bản 1")).to_be_visible()


def test_deciding_by_keyboard_keeps_paper_and_list_in_step(
    open_page: OpenPage, reading: Reading, planner: Person
) -> None:
    first, second, *_ = reading.claims.order_by("position")
    page = reviewing(open_page, reading, planner)
    expect(page.locator(".sheet .claim.current").first).to_have_attribute("data-claim", str(first.pk))
    page.keyboard.press("x")
    expect(page.locator(".review-head b")).to_have_text("1/6 mục đã rà")
    expect(page.locator(f'.sheet .claim[data-claim="{first.pk}"]').first).to_have_class(
        "claim indicator rejected"
    )
    expect(page.locator(".sheet .claim.current").first).to_have_attribute("data-claim", str(second.pk))
    page.keyboard.press("k")
    expect(page.locator("#ra-soat")).to_have_attribute("data-current", str(first.pk))
    page.keyboard.press("u")
    expect(page.locator(".review-head b")).to_have_text("0/6 mục đã rà")
    page.keyboard.press("j")
    expect(page.locator("#ra-soat")).to_have_attribute("data-current", str(second.pk))
    page.keyboard.press("w")
    expect(page.get_by_text("Không thấy người ký")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_text("Rà soát bằng bàn phím")).to_be_visible()
    assert verdict(first) == "pending"


def test_keys_pressed_faster_than_the_answers_wait_for_them(
    open_page: OpenPage, reading: Reading, planner: Person
) -> None:
    page = reviewing(open_page, reading, planner)
    for key in ("a", "x", "a"):
        page.keyboard.press(key)
    expect(page.locator(".review-head b")).to_contain_text("3/")
    first, second, third = reading.claims.order_by("position", "id")[:3]
    assert [verdict(first), verdict(second), verdict(third)] == ["accept", "reject", "accept"]


def test_editing_by_keyboard(open_page: OpenPage, reading: Reading, planner: Person) -> None:
    hoso = claim(reading, "Hồ sơ")
    page = reviewing(open_page, reading, planner)
    page.keyboard.press("e")
    expect(page.get_by_label("Tên chỉ tiêu")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" ax")
    page.get_by_label("Giá trị").first.fill("85,5%%")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.get_by_text("'85,5%%' không phải số; viết 85,5")).to_be_visible()
    page.get_by_label("Giá trị").first.fill("85,5")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator(".review-head b")).to_have_text("1/6 mục đã rà")
    payload = view(Claim.objects.get(pk=hoso.pk)).payload
    assert payload["name"] == "Hồ sơ trực tuyến toàn trình ax"
    assert payload["targets"][0]["value"] == 85.5


def test_a_click_on_the_words_opens_their_claim(
    open_page: OpenPage, reading: Reading, planner: Person
) -> None:
    task = claim(reading, "Hoàn thành")
    page = reviewing(open_page, reading, planner)
    page.locator(f'.sheet .claim[data-claim="{task.pk}"]').first.click()
    expect(page.locator("#ra-soat")).to_have_attribute("data-current", str(task.pk))
    expect(page.get_by_label("Thời hạn")).to_have_value("30/6/2026")
    page.go_back()
    expect(page.locator("#ra-soat")).not_to_have_attribute("data-current", str(task.pk))


def test_splitting_and_taking_it_back(open_page: OpenPage, reading: Reading, planner: Person) -> None:
    hoso = claim(reading, "Hồ sơ")
    page = reviewing(open_page, reading, planner)
    page.keyboard.press("s")
    page.locator("#id_p0-name").fill("Cấp tỉnh")
    page.locator("#id_p1-name").fill("Cấp xã")
    page.get_by_role("button", name="Tách thành 2 mục").click()
    expect(page.get_by_text("Đã tách")).to_be_visible()
    assert [str(one.claim) for one in views(reading)][1:3] == ["Cấp tỉnh", "Cấp xã"]
    page.locator(f"#muc-{hoso.pk} > a").click()
    expect(page.locator("#ra-soat")).to_have_attribute("data-current", str(hoso.pk))
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Cấp xã")).to_have_count(0)


def test_adding_by_selecting_words(open_page: OpenPage, reading: Reading, planner: Person) -> None:
    page = reviewing(open_page, reading, planner)
    page.evaluate(
        """() => {
          const words = document.querySelector('[data-block="5"]');
          const range = document.createRange();
          range.selectNodeContents(words);
          const selection = getSelection();
          selection.removeAllRanges();
          selection.addRange(range);
        }"""
    )
    page.locator(".selection-menu").get_by_role("link", name="Nhiệm vụ").click()
    expect(page.locator("#quote")).to_have_value("Sở Y tế lập hồ sơ sức khỏe điện tử trong năm 2027.")
    page.get_by_label("Chủ trì").fill("Sở Y tế")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.locator(".review-head b")).to_have_text("1/7 mục đã rà")
    added = Claim.objects.get(origin=Claim.Origin.PERSON)
    assert (added.payload["block"], added.payload["lead"]) == (5, ["Sở Y tế"])


def test_signing_out_meanwhile_leads_to_the_door(
    open_page: OpenPage, reading: Reading, planner: Person
) -> None:
    page = reviewing(open_page, reading, planner)
    page.context.clear_cookies()
    page.keyboard.press("j")
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()


def test_everything_works_without_scripts(open_page: OpenPage, reading: Reading, planner: Person) -> None:
    first, *_ = reading.claims.order_by("position")
    page = reviewing(open_page, reading, planner, scripts=False)
    page.get_by_role("button", name="Loại").click()
    expect(page.get_by_text("1/6 mục đã rà")).to_be_visible()
    assert verdict(first) == "reject"


def test_a_changed_document_shows_the_change_at_its_words(
    open_page: OpenPage, reading: Reading, planner: Person
) -> None:
    accept_claims(claims=list(reading.claims.all()), by=planner)
    changed = draft()
    changed["tasks"][0]["due"] = "2026-09-30"
    page = reviewing(open_page, finished(planner, changed), planner)
    expect(page.locator(".card-diff del")).to_have_text("30/6/2026")
    expect(page.locator(".card-diff ins")).to_have_text("30/9/2026")
    page.get_by_role("link", name="Chỉ mục thay đổi").click()
    expect(page.locator(".claims > li")).to_have_count(1)
