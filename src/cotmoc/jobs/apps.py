from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "cotmoc.jobs"
    label = "jobs"
