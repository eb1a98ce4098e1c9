"""Addresses of the staff pages."""

from django.urls import URLPattern, path

from cotmoc.web.gallery import gallery

urlpatterns: list[URLPattern] = [
    path("gallery", gallery, name="gallery"),
]
