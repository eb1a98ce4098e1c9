"""All addresses, in one place."""

from django.urls import include, path
from django.views.generic import RedirectView

from cotmoc.api.api import api
from cotmoc.api.docs import docs
from cotmoc.api.problems import nothing_here

urlpatterns = [
    path("api/", RedirectView.as_view(pattern_name="api-docs")),
    path("api/docs", docs, name="api-docs"),
    path("api/", api.urls),
    path("api/<path:rest>", nothing_here),
    path("", include("cotmoc.web.urls")),
]

handler403 = "cotmoc.web.errors.forbidden"
handler404 = "cotmoc.web.errors.not_found"
handler500 = "cotmoc.web.errors.broken"
