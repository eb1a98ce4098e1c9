"""Who a name and a password belong to."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from cotmoc.actions.signin import person_called


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """One look-up and one hashing, whether there is such a name or not: time tells nothing."""

    def _authenticate(self, request: HttpRequest | None, **credentials: str) -> AbstractBaseUser | None:
        person = person_called(credentials.get("username") or credentials.get("email") or "")
        found: AbstractBaseUser | None = self._check_password(person, credentials["password"])
        return found
