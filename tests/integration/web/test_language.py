"""Two languages: the person chooses, the browser does not; official papers and figures stay as they are."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import formats, translation
from tests.support.factories import person, plan

from cotmoc.core.permissions import Role

pytestmark = pytest.mark.django_db


def client_of(role: Role = Role.PLANNER, language: str = "") -> Client:
    client = Client()
    client.force_login(person(role))
    if language:
        client.post(reverse("language"), {"language": language})
    return client


def test_vietnamese_until_a_person_chooses_whatever_the_browser_asks_for() -> None:
    answer = Client(headers={"accept-language": "en-GB,en;q=0.9"}).get(reverse("login"))
    assert '<html lang="vi"' in answer.text
    assert answer.headers["Content-Language"] == "vi"
    assert 'value="vi" lang="vi" aria-current="true"' in answer.text


def test_the_switch_leads_back_to_the_page_and_is_kept() -> None:
    client, board = client_of(), reverse("board", args=[plan().slug])
    answer = client.post(reverse("language"), {"language": "en", "next": f"{board}?q=a"})
    assert answer["Location"] == f"{board}?q=a"
    page = client.get(board)
    assert '<html lang="en"' in page.text
    assert "Scorecard" in page.text
    assert "Bảng điểm" not in page.text
    assert client.get(reverse("tasks", args=[plan().slug])).headers["Content-Language"] == "en"


def test_back_to_vietnamese() -> None:
    client = client_of(language="en")
    client.post(reverse("language"), {"language": "vi"})
    assert '<html lang="vi"' in client.get(reverse("directives")).text


@pytest.mark.parametrize("language", ["fr", "", "../../etc", "en-US,vi"])
def test_a_language_there_is_not_changes_nothing(language: str) -> None:
    client = client_of(language=language)
    assert '<html lang="vi"' in client.get(reverse("directives")).text
    client.cookies["language"] = language
    assert '<html lang="vi"' in client.get(reverse("directives")).text


def test_no_foreign_address_after_the_switch() -> None:
    answer = client_of().post(reverse("language"), {"language": "en", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_looking_at_the_address_changes_nothing() -> None:
    answer = client_of().get(reverse("language"), {"language": "en"})
    assert "language" not in answer.cookies


def test_refusals_are_english_too() -> None:
    client = client_of(Role.LEADER, "en")
    answer = client.get(reverse("plan-assign", args=[plan().slug]))
    assert answer.status_code == 403
    assert "You may not see this page" in answer.text
    assert "Không có quyền" not in answer.text


def test_a_report_is_vietnamese_whatever_its_writer_reads() -> None:
    client, slug = client_of(language="en"), plan().slug
    answer = client.post(reverse("reports", args=[slug]), {"ky": "2025"}, follow=True)
    assert "Freeze the report" in answer.text
    paper = answer.text[answer.text.index('class="sheet paper"') :]
    assert "BÁO CÁO" in paper
    assert "năm 2025" in paper
    assert "of 2025" not in paper


@pytest.mark.parametrize("language", ["vi", "en"])
def test_days_and_numbers_are_written_one_way(language: str) -> None:
    with translation.override(language):
        assert formats.number_format(1234.5, 1, force_grouping=True) == "1.234,5"
        assert formats.get_format("SHORT_DATE_FORMAT") == "j/n/Y"
        assert "%m/%d/%Y" not in formats.get_format("DATE_INPUT_FORMATS")
