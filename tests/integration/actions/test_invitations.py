"""People are invited: an account without a password, a letter with a link that works once, and nobody beyond reach."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail, signing
from django.test import Client
from django.utils import timezone
from tests.support import factories
from tests.support.factories import PASSWORD

from cotmoc.actions import invitations
from cotmoc.actions.grants import give_grant
from cotmoc.actions.invitations import (
    accept_invitation,
    invite_person,
    invited_person,
    is_invited,
    resend_invitation,
    token_of,
)
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.access import can
from cotmoc.store.models import Agency, Event, Grant, Person

pytestmark = pytest.mark.django_db


def invite(**changes: Any) -> Person:
    """Somebody invited by the manager of everything."""
    wanted: dict[str, Any] = {
        "username": "moi",
        "email": "moi@an-hai.example",
        "full_name": "Lý Thị Mới",
        "role": Role.PLANNER,
        "agency": None,
    }
    return invite_person(**{"by": factories.manager(), **wanted, **changes})


def test_an_invited_person_has_the_role_and_no_password() -> None:
    person = invite()
    assert (is_invited(person), person.has_usable_password(), can(person, Verb.EDIT_PLAN)) == (
        True,
        False,
        True,
    )
    (letter,) = mail.outbox
    assert letter.to == ["moi@an-hai.example"]
    for word in ("Lý Thị Mới", "moi", "72 giờ", "/loi-moi/"):
        assert word in str(letter.body)
    event = Event.objects.get(verb="person.invite")
    assert event.personal["email"] == "moi@an-hai.example"
    assert "moi" not in str(event.after)


def test_nobody_is_named_as_somebody_else_is_addressed() -> None:
    """Either opens the door: such a name would keep its neighbour out."""
    invite()
    with pytest.raises(InvalidValueError, match="Tên đăng nhập"):
        invite(username="Moi@an-hai.example", email="khac@an-hai.example")
    invite(username="ten@an-hai.example", email="khac@an-hai.example")
    with pytest.raises(InvalidValueError, match="Địa chỉ thư"):
        invite(username="ba", email="Ten@an-hai.example")


def test_two_who_follow_one_link_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    person = invite()
    monkeypatch.setattr(invitations, "invited_person", lambda token: person)  # both have looked
    accept_invitation(token="", password=PASSWORD)
    with pytest.raises(InvalidValueError, match="không còn dùng được"):
        accept_invitation(token="", password=f"{PASSWORD} khác")
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)


def test_the_link_of_the_letter_leads_in_once() -> None:
    person = invite()
    found = re.search(r"http://localhost:8000(/loi-moi/\S+)", str(mail.outbox[0].body))
    assert found
    client = Client()
    client.force_login(factories.manager())  # somebody else at a shared computer
    page = client.get(found[1])
    assert "Chào Lý Thị Mới" in page.text
    assert "quá ngắn" in client.post(found[1], {"password1": "ngắn", "password2": "ngắn"}).text
    answer = client.post(found[1], {"password1": PASSWORD, "password2": PASSWORD})
    assert answer["Location"] == "/tai-khoan/"
    assert "Lý Thị Mới" in client.get("/tai-khoan/").text
    assert Event.objects.filter(verb="person.accept", by=person).exists()
    assert Event.objects.filter(verb="sign-in", by=person).exists()
    again = Client().get(found[1])
    assert (again.status_code, "không còn dùng được" in again.text) == (404, True)


def test_a_link_that_is_old_forged_or_of_somebody_locked() -> None:
    person = invite()
    token = token_of(person)
    assert invited_person(token) == person
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(invitations, "VALID_FOR", timedelta(0))
        with pytest.raises(InvalidValueError, match="72 giờ"):
            invited_person(token)
    forged = signing.dumps({"person": person.pk, "once": "x"}, salt="cotmoc.invitation")
    other_salt = signing.dumps({"person": person.pk, "once": "x"}, salt="cotmoc.device")
    for wrong in (forged, other_salt, token[:-1], f"{token}x", "", "x:y:z"):
        with pytest.raises(InvalidValueError) as refused:
            invited_person(wrong)
        assert refused.value.code == "invitation"
    person.is_active = False
    person.save()
    with pytest.raises(InvalidValueError):
        accept_invitation(token=token, password=PASSWORD)


def test_a_new_letter_takes_the_place_of_the_old_one() -> None:
    person = invite()
    first = token_of(person)
    resend_invitation(person=person, by=factories.manager())
    assert len(mail.outbox) == 2
    with pytest.raises(InvalidValueError):
        invited_person(first)
    accept_invitation(token=token_of(person), password=PASSWORD)
    person.refresh_from_db()
    with pytest.raises(ConflictError):
        resend_invitation(person=person, by=factories.manager())


def test_the_rules_of_passwords_hold_for_the_first_one() -> None:
    person = invite()
    with pytest.raises(InvalidValueError) as refused:
        accept_invitation(token=token_of(person), password="ly thi moi")
    assert refused.value.code == "password"
    assert is_invited(person)


def test_whoever_has_not_accepted_gets_no_letter_for_a_forgotten_password() -> None:
    invite()
    mail.outbox.clear()
    Client().post("/dang-nhap/dat-lai-mat-khau/", {"email": "moi@an-hai.example"})
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"username": "QuanTri"}, "username"),
        ({"username": "có dấu cách"}, "username"),
        ({"username": ""}, "username"),
        ({"email": ""}, "email"),
        ({"email": "không phải"}, "email"),
        ({"email": "CO@an-hai.example"}, "email"),
        ({"full_name": " "}, "full_name"),
        ({"role": Role.UNIT_OFFICER}, "agency"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_stored(changes: dict[str, Any], code: str) -> None:
    Person.objects.filter(pk=factories.manager().pk).update(email="co@an-hai.example")
    with pytest.raises(InvalidValueError) as refused:
        invite(**changes)
    assert refused.value.code == code
    assert (Person.objects.count(), mail.outbox) == (1, [])


def test_nobody_invites_beyond_the_own_reach(units: dict[str, Agency]) -> None:
    local = factories.person(Role.LEADER)
    Grant.objects.filter(person=local).delete()
    give_grant(person=local, role=Role.MANAGER, agency=units["S1"], by=factories.manager())
    assert invite(by=local, agency=units["S1"], role=Role.UNIT_OFFICER).agency == units["S1"]
    for agency in (units["S2"], None):
        with pytest.raises(ForbiddenError):
            invite(by=local, agency=agency, username="khac", email="khac@an-hai.example")
    with pytest.raises(ForbiddenError):
        invite(by=factories.person(Role.PLANNER), username="khac", email="khac@an-hai.example")
    assert not Person.objects.filter(username="khac").exists()


def test_the_grant_begins_today() -> None:
    assert Grant.objects.get(person=invite()).valid_from == timezone.localdate()
