"""The mail address of an account."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.views import ConfirmEmailView, EmailView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator

from cotmoc.store.models import Person
from cotmoc.web.people import actor


@method_decorator(login_required, name="dispatch")
class Address(EmailView):  # type: ignore[misc]
    """Change it: the new one counts once the letter sent to it has been answered."""

    template_name = "account/email_change.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _agree(actor(request))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class Confirmation(ConfirmEmailView):  # type: ignore[misc]
    """Behind the link of the letter to the new address."""

    def render_to_response(self, context: dict[str, Any], **options: Any) -> HttpResponse:
        status = 200 if context.get("confirmation") else 404
        response: HttpResponse = super().render_to_response(context, status=status, **options)
        return response


def _agree(person: Person) -> None:
    """Tell django-allauth the address of the account. Whoever manages accounts vouches for what they wrote."""
    present = person.email.lower()
    EmailAddress.objects.filter(user=person, verified=True).exclude(email=present).delete()
    if present:
        EmailAddress.objects.update_or_create(
            user=person, email=present, defaults={"verified": True, "primary": True}
        )
