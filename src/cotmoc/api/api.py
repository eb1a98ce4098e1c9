"""The typed HTTP API: the same verbs as the pages, through the same actions, with one shape of errors."""

from __future__ import annotations

from importlib.metadata import version

from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from cotmoc.api import (
    areas,
    claims,
    directives,
    figures,
    heritage,
    imports,
    indicators,
    keys,
    plans,
    reports,
    submissions,
    tasks,
    units,
)
from cotmoc.api.faults import fault_of
from cotmoc.api.keyauth import Key, KeyRefusedError, refused_key
from cotmoc.api.openapi import DESCRIPTION, DescribedAPI
from cotmoc.api.parsing import StrictParser
from cotmoc.api.problems import of_error, problem
from cotmoc.api.session import Session
from cotmoc.core.errors import CotmocError

api = DescribedAPI(
    title="Cột Mốc",
    version=version("cotmoc"),
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api",
    auth=[Key(), Session()],  # who shows a key is judged by the key, whatever the browser knows
    parser=StrictParser(),
)
for subject in (
    units,
    areas,
    directives,
    claims,
    plans,
    indicators,
    heritage,
    submissions,
    figures,
    imports,
    tasks,
    reports,
    keys,
):
    api.add_router("", subject.router)


api.exception_handler(CotmocError)(of_error)
api.exception_handler(KeyRefusedError)(refused_key)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(AuthenticationError)
def _not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(401)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code)


@api.exception_handler(ValidationError)
def _mistyped(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problem(422, errors=[fault_of(one) for one in error.errors])
