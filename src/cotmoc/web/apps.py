from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "cotmoc.web"
    label = "web"

    def ready(self) -> None:
        from cotmoc.web.account.receivers import connect

        connect()
