"""Personal data: who looked is known, what is asked is answered in time, what is erased is gone and the trail holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils import timezone
from tests.support import factories

from cotmoc.actions.correcting import correct_person
from cotmoc.actions.keys import make_key
from cotmoc.actions.leaving import hand_over
from cotmoc.actions.personal import (
    answer_request,
    ask_about_data,
    erase_person,
    note_copy,
    note_reading,
)
from cotmoc.actions.tidying import tidy_people
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.models import DataRequest, Event, Person, SignInFailure
from cotmoc.store.trailcheck import check_trail

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ASK = DataRequest.Kind


@pytest.fixture
def officer() -> Person:
    person = factories.person(Role.UNIT_OFFICER, factories.agencies()["X1"])
    person.email, person.phone = "moc@example.vn", "0912345678"
    person.save()
    return person


def test_a_look_at_somebody_else_is_noted_once_an_hour(officer: Person) -> None:
    chief = factories.manager()
    for _ in range(3):
        note_reading(person=officer, by=chief)
    note_reading(person=officer, by=officer)
    note_reading(person=chief, by=officer)
    noted = Event.objects.filter(verb="person.read").order_by("position").values_list("by", "thing_id")
    assert list(noted) == [(chief.pk, officer.pk), (officer.pk, chief.pk)]
    earlier = timezone.now() - timedelta(minutes=61)
    QuerySet.update(Event.objects.filter(by=chief, verb="person.read"), at=earlier)
    note_reading(person=officer, by=chief)
    assert Event.objects.filter(verb="person.read", by=chief).count() == 2


def test_a_copy_is_for_the_person_alone(officer: Person) -> None:
    note_copy(person=officer, by=officer)
    assert Event.objects.get(verb="person.export").thing_id == officer.pk
    with pytest.raises(ForbiddenError):
        note_copy(person=officer, by=factories.manager())


@pytest.mark.parametrize(
    ("asked", "due"),
    [(date(2026, 11, 20), date(2026, 11, 24)), (date(2026, 11, 23), date(2026, 11, 25))],
)
def test_the_answer_is_due_in_two_working_days(
    officer: Person, asked: date, due: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cotmoc.actions.personal.timezone.localdate", lambda: asked)
    assert ask_about_data(person=officer, kind=ASK.EXPORT, words="", by=officer).due == due


def test_a_request_is_asked_once_and_answered_once(officer: Person) -> None:
    chief = factories.manager()
    with pytest.raises(InvalidValueError, match="điều cần sửa"):
        ask_about_data(person=officer, kind=ASK.CORRECT, words=" ", by=officer)
    with pytest.raises(ForbiddenError):
        ask_about_data(person=officer, kind=ASK.ERASE, words="", by=chief)
    made = ask_about_data(person=officer, kind=ASK.CORRECT, words="Tên là Mộc", by=officer)
    with pytest.raises(ConflictError, match="đang chờ"):
        ask_about_data(person=officer, kind=ASK.CORRECT, words="Tên là Mộc", by=officer)
    with pytest.raises(InvalidValueError, match="câu trả lời"):
        answer_request(request=made, answer="", by=chief)
    with pytest.raises(ForbiddenError):
        answer_request(request=made, answer="x", by=officer)
    answer_request(request=made, answer="Đã sửa.", by=chief)
    with pytest.raises(ConflictError, match="đã được trả lời"):
        answer_request(request=made, answer="Đã sửa.", by=chief)
    for event in Event.objects.filter(verb__startswith="data."):
        assert "Mộc" not in str([event.before, event.after, event.why])


def test_facts_are_put_right(officer: Person) -> None:
    units, chief = factories.agencies(), factories.manager()
    EmailAddress.objects.create(user=officer, email=officer.email, verified=True, primary=True)
    values = {"full_name": "Hà Thị Mộc", "email": "Moc2@Example.vn", "phone": "", "agency": units["X2"]}
    made = correct_person(person=officer, by=chief, **values)
    assert (made.full_name, made.email, made.agency) == ("Hà Thị Mộc", "moc2@example.vn", units["X2"])
    assert not EmailAddress.objects.exists()
    event = Event.objects.get(verb="person.edit")
    assert (event.before, event.after) == ({"agency": "X1"}, {"agency": "X2"})
    assert event.personal["after"]["full_name"] == "Hà Thị Mộc"
    with pytest.raises(ConflictError, match="thay đổi"):
        correct_person(person=made, by=chief, **values)
    other = factories.person(Role.LEADER)
    for wrong, words in (
        ({"email": "moc2@example.vn"}, "tài khoản khác"),
        ({"email": "khong-phai"}, "email"),
        ({"full_name": ""}, "để trắng|để trống"),
    ):
        with pytest.raises(InvalidValueError, match=words):
            correct_person(person=other, by=chief, **{**values, "email": "", **wrong})


def test_what_is_erased_is_gone_and_the_tree_still_holds(officer: Person) -> None:
    chief = factories.manager()
    EmailAddress.objects.create(user=officer, email=officer.email)
    Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
    SocialAccount.objects.create(user=officer, provider="vneid", uid="1")
    UserSession.objects.create(user=officer, ip="10.0.0.7", session_key="k", user_agent="Chrome")
    ask_about_data(person=officer, kind=ASK.ERASE, words="Xin xóa giúp Mộc", by=officer)
    with pytest.raises(ConflictError, match="còn giữ 1 quyền"):
        erase_person(person=officer, by=chief)
    make_key(
        name="LGSP", person=officer, verbs=[Verb.VIEW], expires_on=timezone.localdate() + 9 * DAY, by=chief
    )
    hand_over(person=officer, on=timezone.localdate(), receivers={}, by=chief, why="Bà Mộc về quê")
    name, username = officer.full_name, officer.username
    erase_person(person=officer, by=chief)
    gone = Person.objects.get(pk=officer.pk)
    assert (gone.full_name, gone.email, gone.phone) == (f"Người dùng đã xóa (mã {gone.pk})", "", "")
    assert not gone.is_active
    assert not gone.has_usable_password()
    for model in (EmailAddress, Authenticator, SocialAccount, UserSession):
        assert not model.objects.filter(user=gone).exists()
    request = gone.data_requests.get()
    assert (request.words, request.answered_by) == ("", chief)
    everything = str(list(Event.objects.values()) + list(Person.objects.filter(pk=gone.pk).values()))
    for words in (name, username, "moc@example.vn", "0912345678", "Xin xóa giúp", "về quê"):
        assert words not in everything
    assert_the_tree_holds()
    with pytest.raises(ConflictError, match="đã xóa rồi"):
        erase_person(person=officer, by=chief)
    with pytest.raises(ForbiddenError, match="tự xóa"):
        erase_person(person=chief, by=chief)
    with pytest.raises(ConflictError, match="đã xóa rồi"):
        correct_person(person=gone, full_name="A", email="", phone="", agency=None, by=chief)


def assert_the_tree_holds() -> None:
    """The check of the trail finds no fault, and counts what was erased."""
    found = check_trail()
    assert found.faults == []
    assert found.erased == Event.objects.filter(personal__isnull=True).exclude(personal_digest="").count() > 0


def test_tidying_removes_what_is_old_and_nothing_else(officer: Person) -> None:
    chief, now = factories.manager(), timezone.now()
    old, new = (SignInFailure.objects.create(name=name, source="s") for name in ("cũ", "mới"))
    SignInFailure.objects.filter(pk=old.pk).update(at=now - 31 * DAY)
    for key, days in (("a", 31), ("b", 1)):
        UserSession.objects.create(
            user=chief, ip="10.0.0.7", session_key=key, user_agent="", last_seen_at=now - days * DAY
        )
    request = ask_about_data(person=officer, kind=ASK.EXPORT, words="", by=officer)
    answer_request(request=request, answer="Đã gửi.", by=chief)
    DataRequest.objects.update(answered_at=now - 6 * 365 * DAY)
    Person.objects.filter(pk=officer.pk).update(left_on=timezone.localdate() - DAY)
    done = tidy_people(by=chief)
    assert (done.failures, done.sessions, done.requests, done.locked) == (1, 1, 1, 1)
    assert list(SignInFailure.objects.all()) == [new]
    assert not Person.objects.get(pk=officer.pk).is_active
    before = Event.objects.count()
    assert tidy_people(by=chief).total == 0
    assert Event.objects.count() == before
