"""Single sign-on: the whole way with a real provider, and what is refused of a forged one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from tests.conftest import need
from tests.support import factories
from tests.support.oidc.server import BACK, CLIENT, SECRET, Forger, forger, node, real_provider

from cotmoc.core.permissions import Role
from cotmoc.store.models import Event, Person

pytestmark = pytest.mark.django_db
ACCOUNTS: dict[str, dict[str, Any]] = {
    "hoa": {"email": "Hoa@tinh.gov.vn", "email_verified": True, "preferred_username": "hoa.nt"},
    "la": {"email": "la@noikhac.vn", "email_verified": True, "preferred_username": "la"},
    "chua": {"email": "hoa@tinh.gov.vn", "email_verified": False, "preferred_username": "hoa.nt"},
    "khac": {"email": "hoa@tinh.gov.vn", "email_verified": True, "preferred_username": "khac"},
}
BEGIN = "/dang-nhap/mot-cua/"


@pytest.fixture(scope="module")
def real() -> Iterator[str]:
    need(node() is not None, "The npm package oidc-provider", "npm ci in frontend/")
    with real_provider(ACCOUNTS) as issuer:
        yield issuer


@pytest.fixture(scope="module")
def _forger() -> Iterator[Forger]:
    with forger() as made:
        yield made


@pytest.fixture
def forged(_forger: Forger, settings: LazySettings) -> Forger:
    _forger.fresh()
    use(settings, _forger.issuer)
    return _forger


@pytest.fixture
def hoa() -> Person:
    person = factories.person(Role.LEADER)
    Person.objects.filter(pk=person.pk).update(email="hoa@tinh.gov.vn")
    return person


def use(settings: LazySettings, issuer: str, **more: str) -> None:
    settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = issuer, CLIENT, SECRET
    settings.OIDC_NAME = "VNeID"
    for name, value in more.items():
        setattr(settings, name, value)


def begin(browser: Client, following: str = "") -> str:
    """Where the button leads."""
    answer = browser.get(BEGIN, {"next": following} if following else {})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


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


def who(browser: Client) -> str | None:
    return browser.session.get("_auth_user_id")


# With the real provider


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


# With the forger


def forge(browser: Client, made: Forger, **query: str) -> HttpResponse:
    """Come back from the forger with a code."""
    asked = dict(parse_qsl(urlsplit(begin(browser)).query))
    made.nonce = asked["nonce"]
    return browser.get(BACK, {"code": "ma", "state": asked["state"], **query})


def _none(made: Forger) -> str:
    return jwt.encode(made.claims(), None, "none", {"kid": "mot"})


def _by_public_key(made: Forger) -> str:
    """Signed with the public key as if it were a shared secret."""
    public = made.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    parts = [{"alg": "HS256", "kid": "mot", "typ": "JWT"}, made.claims()]
    text = ".".join(_base64(json.dumps(part).encode()) for part in parts)
    return f"{text}.{_base64(hmac.digest(public, text.encode(), hashlib.sha256))}"


def _changed(made: Forger) -> str:
    """Somebody else's name under a good signature."""
    head, _, signature = made.signed().split(".")
    return f"{head}.{_base64(json.dumps(made.claims() | {'sub': 'la'}).encode())}.{signature}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


NOW = int(time.time())
BAD_CLAIMS: dict[str, dict[str, Any]] = {
    "expired": {"exp": NOW - 400, "iat": NOW - 500},
    "no end": {"exp": None},
    "old": {"iat": NOW - 4000},
    "of the future": {"iat": NOW + 4000, "exp": NOW + 5000},
    "not yet": {"nbf": NOW + 4000},
    "other audience": {"aud": "he-khac"},
    "no audience": {"aud": None},
    "several audiences, no party": {"aud": [CLIENT, "he-khac"]},
    "other party": {"aud": [CLIENT, "he-khac"], "azp": "he-khac"},
    "other nonce": {"nonce": "cua-lan-khac"},
    "no nonce": {"nonce": None},
    "nonce is a list": {"nonce": ["a"]},
    "other issuer": {"iss": "https://noi-khac.vn"},
    "nobody": {"sub": ""},
    "no subject": {"sub": None},
    "unverified address": {"email_verified": False},
    "address verified in words": {"email_verified": "true"},
    "address not said to be verified": {"email_verified": None},
    "address of nobody": {"email": "la@noikhac.vn"},
    "address is a list": {"email": ["hoa@tinh.gov.vn"]},
    "letters that look alike": {"email": "hoa@tinh.gov.vn".replace("i", "ı")},
}
BAD_TOKENS: dict[str, Callable[[Forger], str]] = {
    "no signature": _none,
    "public key as secret": _by_public_key,
    "changed": _changed,
    "stranger's signature": lambda made: made.signed(made.stranger),
    "unknown key": lambda made: made.signed(kid="hai"),
    "other kind of key": lambda made: made.signed(ec.generate_private_key(ec.SECP256R1()), "ES256"),
    "algorithm the key is not for": lambda made: made.signed(algorithm="PS256"),
    "no token": lambda made: "khong.phai.token",
}


def test_a_good_token_of_the_forger_opens(forged: Forger, hoa: Person) -> None:
    browser = Client()
    assert forge(browser, forged).status_code == 302
    assert who(browser) == str(hoa.pk)


def test_bad_claims_open_nothing(forged: Forger, hoa: Person) -> None:
    browser, opened = Client(), []
    for bad, forged.alter in BAD_CLAIMS.items():
        if forge(browser, forged).status_code != 403 or who(browser):
            opened.append(bad)
            browser = Client()
    assert opened == []


def test_bad_tokens_open_nothing(forged: Forger, hoa: Person) -> None:
    browser, opened = Client(), []
    for bad, make in BAD_TOKENS.items():
        asked = dict(parse_qsl(urlsplit(begin(browser)).query))
        forged.nonce = asked["nonce"]
        forged.token = make(forged)
        answer = browser.get(BACK, {"code": "ma", "state": asked["state"]})
        if answer.status_code != 403 or who(browser):
            opened.append(bad)
            browser = Client()
    assert opened == []


def test_userinfo_must_speak_of_the_same_person(forged: Forger, hoa: Person) -> None:
    forged.alter = {"email": None, "email_verified": None}
    forged.userinfo = {"sub": "la", "email": "hoa@tinh.gov.vn", "email_verified": True}
    browser = Client()
    assert forge(browser, forged).status_code == 403
    forged.userinfo["sub"] = "hoa"
    assert forge(browser, forged).status_code == 302
    assert who(browser) == str(hoa.pk)


def test_an_address_and_its_proof_come_from_one_place(forged: Forger, hoa: Person) -> None:
    forged.alter, browser = {"email_verified": None}, Client()
    forged.userinfo = {"email": "la@noikhac.vn", "email_verified": True}
    assert "la@noikhac.vn" in forge(browser, forged).content.decode()
    assert who(browser) is None
    forged.userinfo = {"email": "hoa@tinh.gov.vn", "email_verified": True}
    forge(browser, forged)
    assert who(browser) == str(hoa.pk)


@pytest.mark.parametrize("query", [{}, {"state": "bia"}, {"code": "ma"}, {"state": "bia", "code": "ma"}])
def test_a_state_of_ours_is_needed(query: dict[str, str], forged: Forger) -> None:
    browser = Client()
    begin(browser)
    assert browser.get(BACK, query).status_code == 403
    assert "/token" not in forged.asked


def test_an_answer_of_another_issuer_is_refused(forged: Forger, hoa: Person) -> None:
    browser = Client()
    assert forge(browser, forged, iss="https://noi-khac.vn").status_code == 403
    assert "/token" not in forged.asked


@pytest.mark.parametrize(
    "foreign", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere(foreign: str, forged: Forger, hoa: Person) -> None:
    browser = Client()
    asked = dict(parse_qsl(urlsplit(begin(browser, foreign)).query))
    assert "evil" not in urlencode(asked)
    forged.nonce = asked["nonce"]
    answer = browser.get(BACK, {"code": "ma", "state": asked["state"]})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_what_a_stranger_adds_to_the_button_is_not_passed_on(forged: Forger) -> None:
    extra = {
        "scope": "admin",
        "auth_params": "prompt=none&nonce=1",
        "process": "connect",
        "action": "rerequest",
    }
    asked = dict(parse_qsl(urlsplit(Client().get(BEGIN, extra).headers["Location"]).query))
    assert sorted(asked["scope"].split()) == ["email", "openid", "profile"]
    assert "prompt" not in asked
    assert asked["nonce"] != "1"


@pytest.mark.parametrize("answer", [(500, b""), (200, b"<html>"), (200, b"[]"), (200, b'{"issuer": 1}')])
def test_a_provider_that_is_down_is_told(answer: tuple[int, bytes], forged: Forger) -> None:
    forged.answers["/.well-known/openid-configuration"] = answer
    page = Client().get(BEGIN)
    assert page.status_code in {403, 502}
    assert "Chưa đăng nhập được" in page.content.decode()


def test_a_provider_that_is_away_is_told(settings: LazySettings) -> None:
    use(settings, "http://127.0.0.1:9")
    page = Client().get(BEGIN)
    assert page.status_code == 502
    assert "không trả lời" in page.content.decode()


def test_answers_that_make_no_sense_open_nothing(forged: Forger, hoa: Person) -> None:
    browser, statuses = Client(), []
    for path in ("/token", "/jwks"):
        for answer in ((400, b"{}"), (200, b"[]"), (200, b'"access_token"'), (200, b"{}"), (200, b"<html>")):
            forged.answers = {path: answer}
            statuses.append(forge(browser, forged).status_code)
    assert set(statuses) <= {403, 502}
    assert who(browser) is None


def test_discovery_must_name_the_issuer_of_the_settings(forged: Forger) -> None:
    forged.config = {"issuer": "https://noi-khac.vn"}
    assert Client().get(BEGIN).status_code == 403


def test_without_a_provider_there_is_no_such_door(settings: LazySettings) -> None:
    settings.OIDC_ISSUER = ""
    assert Client().get(BEGIN).status_code == 404
    assert Client().get(BACK).status_code == 404


def test_an_identity_is_taken_off_by_its_owner_or_a_manager(forged: Forger, hoa: Person) -> None:
    browser, manager = Client(), Client()
    forge(browser, forged)
    assert "127.0.0.1" in browser.get("/tai-khoan/").content.decode()
    browser.post("/tai-khoan/mot-cua/go/", follow=True)
    assert not SocialAccount.objects.exists()
    assert browser.post("/tai-khoan/mot-cua/go/").status_code == 422
    forge(Client(), forged)
    manager.force_login(factories.manager())
    place = f"/quan-tri/nguoi-dung/{hoa.pk}/"
    assert "Gỡ danh tính" in manager.get(place).content.decode()
    assert manager.post(place, {"viec": "go-danh-tinh"}).status_code == 302
    assert manager.post(place, {"viec": "go-danh-tinh"}).status_code == 422
    assert not SocialAccount.objects.exists()
