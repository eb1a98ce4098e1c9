"""One's own account: password, address, second factors, sessions; every change is told and asks who it is."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests.support import factories
from tests.support.factories import PASSWORD

from cotmoc.core.permissions import Role
from cotmoc.store.models import Event, Person, SignInFailure

pytestmark = pytest.mark.django_db
NEW = "bốn con chim én"
DOOR, ACCOUNT = "/dang-nhap/", "/tai-khoan/"


@pytest.fixture
def person() -> Person:
    cache.clear()
    made = factories.person(Role.LEADER)
    made.email = "lanh-dao@an-hai.example"
    made.save()
    return made


@pytest.fixture
def inside(person: Person) -> Client:
    return entered(person)


def entered(
    person: Person, password: str = PASSWORD, agent: str = "Mozilla/5.0 (Windows NT 10.0) Chrome/109"
) -> Client:
    client = Client(headers={"User-Agent": agent})
    client.post(DOOR, {"username": person.username, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def link(letter: mail.EmailMessage) -> str:
    found = re.search(r"http://testserver(/\S+)", str(letter.body))
    assert found
    return found[1]


def told() -> list[str]:
    return list(
        Event.objects.filter(verb__startswith="account.").order_by("position").values_list("verb", flat=True)
    )


def test_a_password_is_changed_and_other_devices_are_out(
    person: Person, inside: Client, django_capture_on_commit_callbacks: Any
) -> None:
    elsewhere = entered(person)
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    with django_capture_on_commit_callbacks(execute=True):
        assert inside.post("/tai-khoan/mat-khau/", fields)["Location"] == ACCOUNT
    assert (is_in(inside), is_in(elsewhere), is_in(entered(person, NEW))) == (True, False, True)
    assert (told(), mail.outbox[0].subject) == (["account.password"], "Mật khẩu Cột Mốc đã đổi")
    assert "Chrome trên Windows" in str(mail.outbox[0].body)
    assert "2 thiết bị" in inside.get(ACCOUNT).text, "this one and the one just entered; the other is out"


@pytest.mark.parametrize(
    ("old", "one", "two", "said"),
    [
        ("sai", NEW, NEW, "Mật khẩu đang dùng chưa đúng"),
        (PASSWORD, NEW, f"{NEW}!", "Hai lần nhập chưa giống nhau"),
        (PASSWORD, "ngắn", "ngắn", "quá ngắn"),
        (PASSWORD, "1234567890", "1234567890", "nhiều người dùng"),
        (PASSWORD, "lanh-dao@an-hai", "lanh-dao@an-hai", "quá giống"),
    ],
)
def test_a_password_that_the_rules_refuse(
    person: Person, inside: Client, old: str, one: str, two: str, said: str
) -> None:
    answer = inside.post("/tai-khoan/mat-khau/", {"oldpassword": old, "password1": one, "password2": two})
    assert said in answer.text
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert told() == []


def test_a_forgotten_password_is_set_anew_by_letter(person: Person, settings: LazySettings) -> None:
    client = Client()
    asked = client.post("/dang-nhap/dat-lai-mat-khau/", {"email": person.email.upper()})
    unknown = client.post("/dang-nhap/dat-lai-mat-khau/", {"email": "khong@an-hai.example"})
    assert asked["Location"] == unknown["Location"] == "/dang-nhap/dat-lai-mat-khau/da-gui/"
    (letter,) = mail.outbox
    assert person.username in str(letter.body)
    for tried in range(30):  # meanwhile strangers guess
        Client().post(DOOR, {"username": person.username, "password": "x"}, REMOTE_ADDR=f"6.6.{tried}.6")
    where = client.get(link(letter))["Location"]
    assert client.post(where, {"password1": NEW, "password2": NEW}).status_code == 302
    assert told() == ["account.password-reset"]
    assert client.post(DOOR, {"username": person.username, "password": NEW})["Location"] == "/", (
        "known by now"
    )
    assert "hết hạn hoặc đã dùng" in Client().get(link(letter)).text, "works once"


def test_a_fault_of_the_mail_server_does_not_tell_whose_address_there_is(
    person: Person, settings: LazySettings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    asked = [
        Client().post("/dang-nhap/dat-lai-mat-khau/", {"email": email}, HTTP_REFERER="http://testserver/")
        for email in (person.email, "khong@an-hai.example")
    ]
    assert len({(answer.status_code, answer.headers.get("Location")) for answer in asked}) == 1


def test_the_address_of_the_system_is_that_of_the_settings(person: Person, settings: LazySettings) -> None:
    settings.ADDRESS = "https://cotmoc.an-hai.example"
    Client().post("/dang-nhap/dat-lai-mat-khau/", {"email": person.email})
    assert "https://cotmoc.an-hai.example/dang-nhap/dat-lai-mat-khau/" in str(mail.outbox[0].body)


def test_an_address_is_changed_once_it_is_confirmed(person: Person, inside: Client) -> None:
    other = factories.person(Role.LEADER)
    other.email = "khac@an-hai.example"
    other.save()
    refused = inside.post("/tai-khoan/thu-dien-tu/", {"email": other.email.upper(), "action_add": ""})
    assert "của một tài khoản khác" in refused.text
    assert mail.outbox == []
    inside.post("/tai-khoan/thu-dien-tu/", {"email": "moi@an-hai.example", "action_add": ""})
    person.refresh_from_db()
    assert person.email == "lanh-dao@an-hai.example"
    where = link(mail.outbox[-1])
    assert "moi@an-hai.example" in inside.get(where).text
    inside.post(where)
    person.refresh_from_db()
    assert person.email == "moi@an-hai.example"
    assert "account.email" in told()
    assert entered(person).get(ACCOUNT).status_code == 200


def test_codes_of_an_application(person: Person, inside: Client) -> None:
    inside.get("/tai-khoan/ma-mot-lan/")
    secret = inside.session["mfa.totp.secret"]
    assert "Mã chưa đúng" in inside.post("/tai-khoan/ma-mot-lan/", {"code": "000000"}).text
    answer = inside.post("/tai-khoan/ma-mot-lan/", {"code": code(secret)})
    assert answer["Location"] == "/tai-khoan/ma-du-phong/"
    assert secret not in str(Authenticator.objects.get(type="totp").data)
    spare = inside.get("/tai-khoan/ma-du-phong/tep/").text.split()[-1]
    other = entered(person)
    assert not is_in(other)
    assert "Mã chưa đúng" in other.post("/dang-nhap/lop-hai/", {"code": "12345"}).text
    assert other.post("/dang-nhap/lop-hai/", {"code": spare}).status_code == 302
    assert is_in(other)
    last = Event.objects.filter(verb="sign-in").first()
    assert last is not None
    assert last.after == {"how": "password recovery_codes"}
    again = entered(person)
    assert again.post("/dang-nhap/lop-hai/", {"code": spare}).status_code == 200, "a spare code works once"
    inside.post("/tai-khoan/ma-mot-lan/tat/")
    assert is_in(entered(person))
    assert (
        told()[:2] == ["account.factor-added", "account.factor-removed"] or "account.factor-removed" in told()
    )


def test_a_code_of_an_application_opens_once_whichever_process_is_asked(person: Person) -> None:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    now = code(secret)
    assert entered(person).post("/dang-nhap/lop-hai/", {"code": now}).status_code == 302
    cache.clear()  # another process, or half a minute later
    again = entered(person)
    assert "Mã chưa đúng" in again.post("/dang-nhap/lop-hai/", {"code": now}).text
    before = format_hotp_value(hotp_value(secret, int(time.time()) // 30 - 1))
    assert "Mã chưa đúng" in again.post("/dang-nhap/lop-hai/", {"code": before}).text, "nor one before it"
    after = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + 1))
    assert again.post("/dang-nhap/lop-hai/", {"code": after}).status_code == 302


def test_codes_cannot_be_guessed_one_after_the_other(person: Person) -> None:
    TOTP.activate(person, generate_totp_secret())
    client = entered(person)
    said = [client.post("/dang-nhap/lop-hai/", {"code": f"{tried:06}"}).text for tried in range(6)]
    assert "Mã chưa đúng" in said[4]
    assert "Đã nhập sai nhiều lần" in said[5]


def test_spare_codes_are_made_anew(
    person: Person, inside: Client, django_capture_on_commit_callbacks: Any
) -> None:
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    before = inside.get("/tai-khoan/ma-du-phong/").text
    assert "10 mã cũ" in inside.get("/tai-khoan/ma-du-phong/tao/").text
    with django_capture_on_commit_callbacks(execute=True):
        inside.post("/tai-khoan/ma-du-phong/tao/")
    assert inside.get("/tai-khoan/ma-du-phong/").text != before
    assert told() == ["account.factor-renewed"]


def test_after_a_while_it_is_asked_who_is_there(person: Person, inside: Client) -> None:
    session = inside.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    for path in ("/tai-khoan/ma-mot-lan/", "/tai-khoan/khoa-truy-cap/them/"):
        assert inside.get(path)["Location"].startswith("/tai-khoan/xac-nhan-lai/?next=")
    again = "/tai-khoan/xac-nhan-lai/?next=/tai-khoan/ma-mot-lan/"
    assert "Mật khẩu chưa đúng" in inside.post(again, {"password": "sai"}).text
    assert SignInFailure.objects.count() == 1
    assert inside.post(again, {"password": PASSWORD})["Location"] == "/tai-khoan/ma-mot-lan/"
    assert inside.get("/tai-khoan/ma-mot-lan/").status_code == 200


def test_devices_are_listed_and_signed_out(person: Person, inside: Client) -> None:
    phone = entered(person, agent="Mozilla/5.0 (iPhone) Safari/605")
    third = entered(person)
    page = inside.get("/tai-khoan/phien/").text
    assert "Safari trên iPhone" in page
    assert "thiết bị này" in page
    row = UserSession.objects.get(session_key=phone.session.session_key)
    stranger = entered(factories.person(Role.LEADER))
    stranger.post("/tai-khoan/phien/", {"phien": str(row.pk)})
    assert is_in(phone), "not those of somebody else"
    inside.post("/tai-khoan/phien/", {"phien": str(row.pk)})
    assert (is_in(phone), is_in(third), is_in(inside)) == (False, True, True)
    inside.post("/tai-khoan/phien/", {"phien": ""})
    assert (is_in(third), is_in(inside)) == (False, True)
    fourth = entered(person)
    assert inside.post("/tai-khoan/phien/", {"phien": "het"})["Location"] == DOOR
    assert (is_in(fourth), is_in(inside)) == (False, False)
    assert set(told()) == {"account.sessions-ended"}


def test_the_page_says_who_i_am(person: Person, inside: Client) -> None:
    page = inside.get(ACCOUNT).text
    for word in (
        person.full_name,
        "Lãnh đạo",
        "Toàn hệ thống",
        person.email,
        "Thêm khóa",
        "Bật mã một lần",
        "/tai-khoan/nguoi-thay/",
        "/tai-khoan/du-lieu/",
    ):
        assert word in page
    assert "nên có xác thực hai lớp" not in page
    assert "nên có xác thực hai lớp" in entered(factories.person(Role.PLANNER)).get(ACCOUNT).text


@pytest.mark.parametrize(
    ("rule", "planner", "leader"), [("no", False, False), ("managers", True, False), ("all", True, True)]
)
def test_who_must_have_a_second_factor_is_led_to_it(
    person: Person, settings: LazySettings, rule: str, planner: bool, leader: bool
) -> None:
    settings.REQUIRE_MFA = rule
    for somebody, must in ((factories.person(Role.PLANNER), planner), (person, leader)):
        client = entered(somebody)
        answer = client.get("/van-ban/")
        assert (answer.status_code == 302) == must
        assert client.get("/api/plans").status_code == (403 if must else 200)
        if must:
            assert answer["Location"] == ACCOUNT
            assert "phải có xác thực hai lớp" in client.get(ACCOUNT).text
            TOTP.activate(somebody, generate_totp_secret())
            assert client.get("/van-ban/").status_code == 200
            Authenticator.objects.filter(user=somebody).delete()
            assert client.get("/van-ban/").status_code == 302, "not for as long as the session lasts"
            for path in ("/tai-khoan/nguoi-thay/", "/tai-khoan/du-lieu/"):
                assert client.get(path)["Location"] == ACCOUNT, "nobody is lent what one may not use oneself"


def test_a_person_without_a_password_sets_one(person: Person) -> None:
    person.set_unusable_password()
    person.save()
    client = Client()
    client.force_login(person)
    assert client.get("/tai-khoan/mat-khau/")["Location"] == "/tai-khoan/mat-khau/dat/"
    client.post("/tai-khoan/mat-khau/dat/", {"password1": NEW, "password2": NEW})
    assert is_in(entered(person, NEW))


def test_a_notification_that_does_not_leave_undoes_nothing(
    person: Person, inside: Client, settings: LazySettings, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        inside.post("/tai-khoan/mat-khau/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert is_in(entered(person, NEW))
    asked = Client().post("/dang-nhap/dat-lai-mat-khau/", {"email": person.email})
    assert asked.status_code == 422
    assert "Chưa gửi được thư" in asked.text


def test_an_address_is_of_one_account_only(person: Person) -> None:
    from django.db import IntegrityError, transaction

    other = factories.person(Role.LEADER)
    other.email = person.email.upper()
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    assert EmailAddress.objects.count() == 0
