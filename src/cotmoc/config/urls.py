"""All addresses, in one place."""

from django.urls import include, path

from cotmoc.api.api import api
from cotmoc.api.docs import docs

urlpatterns = [
    path("api/docs", docs, name="api-docs"),
    path("api/", api.urls),
    path("", include("cotmoc.web.urls")),
]

handler403 = "cotmoc.web.errors.forbidden"
handler404 = "cotmoc.web.errors.not_found"
handler500 = "cotmoc.web.errors.broken"
