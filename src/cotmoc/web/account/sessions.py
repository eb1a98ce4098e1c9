"""Where a person is signed in, and signing out of it all."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from cotmoc.actions.signin import tell_change
from cotmoc.web.account.useragents import device_name
from cotmoc.web.people import actor


class Sessions(ListUserSessionsView):  # type: ignore[misc]
    """The devices; the other ones are signed out, or all of them, or one."""

    template_name = "account/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["rows"] = [
            {"session": session, "device": device_name(session.user_agent), "here": session.is_current()}
            for session in reversed(context["sessions"])
        ]
        return context

    def form_valid(self, form: Form) -> HttpResponse:
        person, which = actor(self.request), self.request.POST.get("phien", "")
        if which:
            chosen = UserSession.objects.filter(user_id=person.pk)
            if which != "het":
                chosen = chosen.filter(pk=int(which) if which.isdecimal() else 0)
            end_sessions(self.request, list(chosen))
        else:
            super().form_valid(form)
        tell_change(what="sessions-ended", by=person, person=person)
        return redirect("usersessions_list" if self.request.user.is_authenticated else "login")
