"""Coming in: who may, who is slowed down, and what it leaves behind."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client
from tests.support import factories
from tests.support.factories import PASSWORD

from cotmoc.core.permissions import Role
from cotmoc.store.models import Event, Person, SignInFailure

pytestmark = pytest.mark.django_db
DOOR = "/dang-nhap/"
WRONG = "chưa đúng"
SLOWED = "Đã nhập sai nhiều lần"


@pytest.fixture
def person() -> Person:
    cache.clear()
    made = factories.person(Role.LEADER)
    made.email = "Lanh.Dao@an-hai.example"
    made.save()
    return made


def enter(client: Client, name: str, password: str = PASSWORD, place: str = "10.0.0.1") -> str:
    """ "in", or what the page says."""
    answer = client.post(DOOR, {"username": name, "password": password}, REMOTE_ADDR=place)
    return "in" if answer.status_code == 302 else answer.text


@pytest.mark.parametrize("name", ["{username}", "lanh.dao@AN-HAI.example", "  {username} "])
def test_by_name_or_address(client: Client, person: Person, name: str) -> None:
    assert enter(client, name.format(username=person.username)) == "in"
    event = Event.objects.filter(verb="sign-in").get()
    assert (event.by, event.after, event.personal["address"]) == (person, {"how": "password"}, "10.0.0.1")


def test_a_username_goes_before_the_address_of_somebody_else(client: Client, person: Person) -> None:
    other = factories.person(Role.LEADER)
    other.username = person.email
    other.save()
    enter(client, person.email)
    assert client.session["_auth_user_id"] == str(other.pk)


def test_one_sentence_and_one_hashing_whoever_is_named(client: Client, person: Person) -> None:
    locked = factories.person(Role.LEADER)
    locked.is_active = False
    locked.save()
    invited = factories.person(Role.LEADER)
    invited.set_unusable_password()
    invited.save()
    names = [
        person.username,
        person.email,
        "khong-co-ai",
        "khong@an-hai.example",
        locked.username,
        invited.username,
    ]
    seen = set()
    for place, name in enumerate(names):
        with patch.object(
            MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
        ) as encode:
            said = enter(client, name, "sai mật khẩu", place=f"10.1.0.{place}")
        assert WRONG in said
        seen.add(encode.call_count)
    assert len(seen) == 1
    assert (
        client.post(DOOR, {"username": locked.username, "password": PASSWORD})["Location"]
        == "/dang-nhap/da-khoa/"
    )


def test_what_was_typed_is_not_kept(client: Client, person: Person) -> None:
    enter(client, "mật khẩu gõ nhầm ô", "x")
    row, event = SignInFailure.objects.get(), Event.objects.filter(verb="sign-in.fail").get()
    assert "nhầm" not in f"{row.name} {row.source} {event.personal} {event.after}"
    assert "10.0.0.1" not in row.source


def test_a_stranger_waits_a_known_device_does_not(client: Client, person: Person) -> None:
    assert enter(client, person.username, place="10.0.0.7") == "in"
    client.post("/dang-xuat/")
    stranger = Client()
    for tried in range(5):
        assert WRONG in enter(stranger, person.username, f"đoán {tried}", place="6.6.6.6")
    assert SLOWED in enter(stranger, person.username, place="6.6.6.6"), "the right password is not looked at"
    assert SLOWED in enter(Client(), person.email.upper(), place="6.6.6.6"), "another name of the same person"
    for elsewhere in range(40):  # from everywhere at once
        enter(Client(), person.username, "đoán", place=f"7.7.{elsewhere}.1")
    assert SLOWED in enter(Client(), person.username, place="8.8.8.8")
    assert enter(client, person.username, place="6.6.6.6") == "in", "even from the stranger's own place"
    assert enter(Client(), "quantri", place="8.8.8.8") == "in", "nobody else is slowed"


def test_a_slowed_try_costs_nothing_and_leaves_nothing(client: Client, person: Person) -> None:
    for tried in range(5):
        enter(client, person.username, f"đoán {tried}")
    rows, events = SignInFailure.objects.count(), Event.objects.count()
    with patch.object(MD5PasswordHasher, "encode") as encode:
        assert SLOWED in enter(client, person.username)
    assert (encode.called, SignInFailure.objects.count(), Event.objects.count()) == (False, rows, events)


def test_the_same_wait_for_a_name_that_is_nobodys(client: Client, person: Person) -> None:
    for _ in range(5):
        assert WRONG in enter(client, "khong-co-ai", "x")
    assert SLOWED in enter(client, "Không-Có-Ai", "x")


def test_a_right_password_forgives_this_place_and_name_only(client: Client, person: Person) -> None:
    enter(client, "nguoi-khac", "x")
    for _ in range(4):
        enter(client, person.username, "x")
    assert enter(client, person.username) == "in"
    assert SignInFailure.objects.count() == 1


def test_a_known_device_may_not_guess_for_ever(client: Client, person: Person) -> None:
    enter(client, person.username)
    client.post("/dang-xuat/")
    for tried in range(10):
        assert WRONG in enter(client, person.username, f"đoán {tried}", place=f"10.0.0.{tried}")
    assert SLOWED in enter(client, person.username)


def test_a_mark_of_somebody_else_or_a_forged_one_is_no_known_device(client: Client, person: Person) -> None:
    enter(client, "quantri")
    mark = client.cookies["device"].value
    for value in (mark, "gia:mao:x", f"{mark[:-3]}AAA"):
        stranger = Client()
        stranger.cookies["device"] = value
        enter(stranger, person.username, "đoán", place="6.6.6.6")
    assert SignInFailure.objects.exclude(source__startswith="p:").count() == 0


def test_whoever_is_inside_is_led_on_and_nowhere_else(client: Client, person: Person) -> None:
    for following, where in (
        ("/ke-hoach/", "/ke-hoach/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
    ):
        other = Client()
        answer = other.post(DOOR, {"username": person.username, "password": PASSWORD, "next": following})
        assert answer["Location"] == where
    client.force_login(person)
    assert client.get(DOOR)["Location"] == "/"


@pytest.mark.parametrize(
    "made_up", ["zzz", "{}", "[]", '{"id": 1}', '{"id": "a", "response": 3}', "[" * 100_000]
)
def test_a_passkey_that_somebody_made_up(client: Client, person: Person, made_up: str) -> None:
    client.get("/dang-nhap/khoa-truy-cap/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert client.post("/dang-nhap/khoa-truy-cap/", {"credential": made_up})["Location"] == DOOR


def test_going_leaves_an_event(client: Client, person: Person) -> None:
    client.force_login(person)
    assert client.post("/dang-xuat/")["Location"] == DOOR
    assert Event.objects.filter(verb="sign-out", by=person).exists()
