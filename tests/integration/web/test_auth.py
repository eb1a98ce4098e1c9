"""The sign-in page says what to do on a system that nobody can sign in to."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.support.factories import manager

pytestmark = pytest.mark.django_db


def test_without_accounts_it_says_how_the_first_is_made(client: Client) -> None:
    assert "cotmoc user add" in client.get("/dang-nhap/").text
    manager()
    assert "cotmoc user add" not in client.get("/dang-nhap/").text
