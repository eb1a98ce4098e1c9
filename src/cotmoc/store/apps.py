from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "cotmoc.store"
    label = "store"
    verbose_name = "Kho dữ liệu"
