"""The table of personal data says everything the database holds on people, and nothing it does not hold."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from tests.support.personaldoc import PAGE, page

from cotmoc.core.personaldata import HOLDINGS, days_kept
from cotmoc.store.models import ApiKey, Event, Person, SignInFailure

SESSION = apps.get_model("sessions", "Session")


def belongs_to_people() -> set[type[models.Model]]:
    """Tables about people: those that go when their person goes, and those that hold traces of people otherwise."""
    found: set[type[models.Model]] = {Person, SignInFailure, Event, ApiKey, SESSION}
    size = 0
    while len(found) > size:
        size = len(found)
        found |= {model for model in apps.get_models() for field in model._meta.fields if _owns(field, found)}
    return found


def _owns(field: models.Field, owners: set[type[models.Model]]) -> bool:  # type: ignore[type-arg]
    remote = field.remote_field
    return remote is not None and remote.on_delete is models.CASCADE and remote.model in owners


def held() -> set[str]:
    """The fields of these tables that say something: not the numbers of rows, not the links between them."""
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in belongs_to_people()
        for field in model._meta.fields
        if not (field.primary_key and isinstance(field, models.AutoField)) and field.remote_field is None
    }


def test_every_field_about_people_is_in_the_table() -> None:
    named = {name for holding in HOLDINGS for name in holding.fields}
    assert held() - named == set()


def test_every_field_of_the_table_is_there() -> None:
    for holding in HOLDINGS:
        for name in holding.fields:
            app, model, field = name.split(".")
            assert apps.get_model(app, model)._meta.get_field(field)


def test_a_field_is_named_once() -> None:
    names = [name for holding in HOLDINGS for name in holding.fields]
    assert len(names) == len(set(names))


def test_what_is_not_kept_for_ever_says_how_long() -> None:
    assert {one.code for one in HOLDINGS if one.days} == {"failures", "sessions", "requests"}
    assert days_kept("failures") == 30
    with pytest.raises(KeyError):
        days_kept("name")
    for one in HOLDINGS:
        assert bool(one.days) == any(word in one.keep for word in ("ngày", "năm"))


def test_the_reference_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.support.personaldoc"
