"""Single sign-on: the whole way with a real provider, and who does not come in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from tests.conftest import need
from tests.support.oidc.browsing import begin, use, who
from tests.support.oidc.server import BACK, node, real_provider

from cotmoc.store.models import Event, Person

pytestmark = pytest.mark.django_db
ACCOUNTS: dict[str, dict[str, Any]] = {
    "hoa": {"email": "Hoa@tinh.gov.vn", "email_verified": True, "preferred_username": "hoa.nt"},
    "la": {"email": "la@noikhac.vn", "email_verified": True, "preferred_username": "la"},
    "chua": {"email": "hoa@tinh.gov.vn", "email_verified": False, "preferred_username": "hoa.nt"},
    "khac": {"email": "hoa@tinh.gov.vn", "email_verified": True, "preferred_username": "khac"},
}


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    need(node() is not None, "The npm package oidc-provider", "npm ci in frontend/")
    with real_provider(ACCOUNTS) as issuer:
        yield issuer


def through(address: str, account: str) -> str:
    """What the provider sends back to us, as the query of our address."""
    with requests.Session() as outside:
        headers = {"X-Account": account} if account else {}
        for _step in range(6):
            answer = outside.get(address, headers=headers, allow_redirects=False, timeout=10)
            address = requests.compat.urljoin(address, answer.headers["Location"])
            if address.startswith(BACK):
                return urlsplit(address).query
    raise AssertionError(address)


def whole_way(browser: Client, account: str, following: str = "") -> HttpResponse:
    return browser.get(f"{urlsplit(BACK).path}?{through(begin(browser, following), account)}")


def test_the_invited_come_in_and_are_known_again(real: str, hoa: Person, settings: LazySettings) -> None:
    use(settings, real)
    browser = Client()
    asked = parse_qs(urlsplit(begin(browser)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"nonce", "state", "code_challenge"} <= set(asked)
    answer = whole_way(browser, "hoa", "/ke-hoach/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/ke-hoach/")
    assert who(browser) == str(hoa.pk)
    bound = SocialAccount.objects.get(user=hoa)
    assert bound.extra_data == {"issuer": real}
    event = Event.objects.get(verb="person.bind-identity")
    assert (event.by_id, event.thing_id, event.after) == (hoa.pk, hoa.pk, {"issuer": real})
    signed_in = Event.objects.order_by("-position")[0]
    assert (signed_in.by_id, signed_in.after.get("how"), signed_in.via) == (hoa.pk, "socialaccount", "page")
    # From now on the subject decides, whatever the addresses say.
    Person.objects.filter(pk=hoa.pk).update(email="moi@tinh.gov.vn")
    again = Client()
    whole_way(again, "hoa")
    assert who(again) == str(hoa.pk)
    assert SocialAccount.objects.count() == 1


def test_the_user_name_may_name_the_account(real: str, hoa: Person, settings: LazySettings) -> None:
    use(settings, real, OIDC_ACCOUNT_CLAIM="preferred_username", OIDC_ACCOUNT_FIELD="username")
    Person.objects.filter(pk=hoa.pk).update(username="Hoa.nt")
    browser = Client()
    assert whole_way(browser, "chua").status_code == 302
    assert who(browser) == str(hoa.pk)


@pytest.mark.parametrize(
    ("account", "sentence"),
    [("la", "“la@noikhac.vn” chưa được mời"), ("chua", "chưa xác minh thư điện tử"), ("", "")],
)
def test_nobody_else_comes_in(
    account: str, sentence: str, real: str, hoa: Person, settings: LazySettings
) -> None:
    use(settings, real)
    browser = Client()
    before = Person.objects.count()
    answer = whole_way(browser, account)
    if account:
        assert answer.status_code == 403
        assert sentence in answer.content.decode()
        assert "nhờ người quản trị" in answer.content.decode()
    else:  # the person stopped there
        assert (answer.status_code, answer.headers["Location"]) == (302, "/dang-nhap/")
    assert who(browser) is None
    assert (Person.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_another_subject_with_the_same_address_stays_outside(
    real: str, hoa: Person, settings: LazySettings
) -> None:
    use(settings, real)
    whole_way(Client(), "hoa")
    browser = Client()
    answer = whole_way(browser, "khac")
    assert answer.status_code == 403
    assert "đã gắn với một danh tính khác" in answer.content.decode()
    assert who(browser) is None


def test_the_locked_stay_outside(real: str, hoa: Person, settings: LazySettings) -> None:
    use(settings, real)
    whole_way(Client(), "hoa")
    Person.objects.filter(pk=hoa.pk).update(is_active=False)
    browser = Client()
    assert "đã khóa" in whole_way(browser, "hoa").content.decode()
    assert who(browser) is None


def test_an_answer_works_once(real: str, hoa: Person, settings: LazySettings) -> None:
    use(settings, real)
    browser = Client()
    query = through(begin(browser), "hoa")
    assert browser.get(f"{urlsplit(BACK).path}?{query}").status_code == 302
    browser.post("/dang-xuat/")
    assert browser.get(f"{urlsplit(BACK).path}?{query}").status_code == 403  # the state is spent
    fresh = dict(parse_qsl(urlsplit(begin(browser)).query))["state"]
    old = dict(parse_qsl(query)) | {"state": fresh}
    assert browser.get(f"{urlsplit(BACK).path}?{urlencode(old)}").status_code == 403  # and so is the code
    assert who(browser) is None


def test_an_answer_for_another_browser_is_refused(real: str, hoa: Person, settings: LazySettings) -> None:
    use(settings, real)
    query = through(begin(Client()), "hoa")
    stranger = Client()
    begin(stranger)
    assert stranger.get(f"{urlsplit(BACK).path}?{query}").status_code == 403
    assert who(stranger) is None
