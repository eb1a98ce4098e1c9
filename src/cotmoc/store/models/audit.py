"""The trail: who did what to what, in the same transaction as the write itself."""

from __future__ import annotations

from typing import ClassVar, NoReturn

from django.conf import settings
from django.db import models

from cotmoc.core.errors import ForbiddenError


class Event(models.Model):
    """One write. Only added to: changing or deleting an event is refused."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=40)
    thing_id = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["thing", "thing_id"], name="event_thing")]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing} {self.thing_id}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise ForbiddenError("Vết ghi không sửa được.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise ForbiddenError("Vết ghi không xóa được.")
