from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "cotmoc.actions"
    label = "actions"
