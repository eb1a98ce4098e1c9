from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "cotmoc.ui"
    label = "ui"
