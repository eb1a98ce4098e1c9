"""The page of the API for people: our own, from the OpenAPI document, nothing from elsewhere."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cotmoc.api.api import api
from cotmoc.api.describe import by_tag, endpoints, shapes
from cotmoc.core.permissions import Verb
from cotmoc.store.access import can


@login_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every endpoint and every shape."""
    if not can(request.user, Verb.VIEW):
        raise Http404
    document = api.get_openapi_schema()
    every = endpoints(document)
    context = {
        "info": document["info"],
        "paragraphs": document["info"]["description"].split("\n\n"),
        "groups": by_tag(every),
        "count": len(every),
        "shapes": shapes(document),
    }
    return render(request, "api/docs.html", context)
