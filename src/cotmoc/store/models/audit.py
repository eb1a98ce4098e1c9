"""The trail: who did what to what, in the same transaction as the write itself.

Events are the leaves of an RFC 6962 Merkle tree in the order of `position`; `TreeHead` holds its present head.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models

from cotmoc.core.errors import ForbiddenError

_ERASABLE = frozenset({"personal", "personal_salt"})


class EventQuerySet(models.QuerySet["Event"]):
    """Events, of which nothing but the personal data can be taken away."""

    def update(self, **values: Any) -> int:
        """Erase personal data; every other change is refused."""
        if not values.keys() <= _ERASABLE or any(values.values()):
            raise ForbiddenError("Vết ghi không sửa được.")
        return super().update(**values)

    def delete(self) -> NoReturn:
        raise ForbiddenError("Vết ghi không xóa được.")

    def erase_personal(self) -> int:
        """Forget names and addresses; the salt too, so that nobody can find them out by guessing. Returns how many."""
        return self.exclude(personal=None).update(personal=None, personal_salt="")


class Event(models.Model):
    """One write, one export or one look at personal data. Only added to: changing or deleting one is refused.

    `personal` (names, addresses) is bound to the leaf by `personal_digest` alone, so that it can be erased later
    and the tree still holds.
    """

    class Via(models.TextChoices):
        PAGE = "page", "Trang"
        API = "api", "API"
        COMMAND = "command", "Lệnh"
        JOB = "job", "Việc nền"

    position = models.PositiveBigIntegerField(unique=True)
    leaf = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=60)
    thing = models.CharField(max_length=40)
    thing_id = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    via = models.CharField(max_length=8, choices=Via, default=Via.COMMAND)
    key = models.ForeignKey("store.ApiKey", models.PROTECT, null=True, blank=True, related_name="+")
    personal = models.JSONField(null=True, blank=True)
    personal_salt = models.CharField(max_length=32, blank=True)
    personal_digest = models.CharField(max_length=64, blank=True)

    objects: ClassVar[models.Manager[Event]] = EventQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-position"]
        indexes: ClassVar = [
            models.Index(fields=["thing", "thing_id"], name="event_thing"),
            models.Index(fields=["by", "at"], name="event_by"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.thing} {self.thing_id}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise ForbiddenError("Vết ghi không sửa được.")
        super().save(*args, **kwargs)

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise ForbiddenError("Vết ghi không xóa được.")


class TreeHead(models.Model):
    """The head of the tree of events: one row, locked while events are added at the end of a transaction."""

    size = models.PositiveBigIntegerField(default=0)
    frontier = models.JSONField(default=list, help_text="Băm của các cây con đầy đủ, từ lớn đến nhỏ")
    root = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=120, blank=True)


class Checkpoint(models.Model):
    """A signed head as it was published: with it a truncated or rewritten trail is found out."""

    size = models.PositiveBigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    note = models.TextField(help_text="Văn bản đã ký")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-size"]
