from typing import Any

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "cotmoc.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Listen for what has to be done in the background."""
        from cotmoc.actions.readings import reading_waits

        reading_waits.connect(_enqueue_reading, dispatch_uid="jobs.read_document")


def _enqueue_reading(*, reading_id: int, **kwargs: Any) -> None:
    from cotmoc.jobs.reading import read_document, watch_later

    read_document.enqueue(reading_id)
    watch_later(reading_id)
