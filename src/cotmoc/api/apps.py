from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "cotmoc.api"
    label = "api"
