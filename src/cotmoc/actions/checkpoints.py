"""Checkpoints: signed heads put where others can keep them, so that no later hand can shorten or rewrite the trail."""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cotmoc.actions.notary import sign
from cotmoc.actions.sealing import Draft
from cotmoc.core.checkpoint import Head
from cotmoc.store.keyring import log_path
from cotmoc.store.models import Checkpoint, TreeHead

log = logging.getLogger(__name__)
# What is worth a checkpoint of its own: acts with official effect.
_OFFICIAL = frozenset({"plan.approve", "figures.approve", "figures.take-over", "report.freeze"})
_AT_MOST_EVERY = timedelta(minutes=1)


def checkpoint_after(drafts: Iterable[Draft]) -> None:
    """Make a checkpoint when the transaction is through, if something official was done and none was made just now."""
    if any(draft.verb in _OFFICIAL for draft in drafts):
        transaction.on_commit(_if_due, robust=True)


def make_checkpoint() -> Checkpoint | None:
    """Sign the head as it is, keep it and add it to the log. None for an empty tree; the same head twice is one."""
    with transaction.atomic():
        head = TreeHead.objects.select_for_update().filter(pk=1, size__gt=0).first()
        if head is None:
            return None
        one = sign(Head(head.size, bytes.fromhex(head.root)))
        made, is_new = Checkpoint.objects.get_or_create(
            size=head.size, defaults={"root": head.root, "note": one.note}
        )
        if head.signature != one.mark:  # of an older version, or of a key that was retired
            head.signature = one.mark
            head.save(update_fields=["signature"])
    if is_new:
        _append(made.note)
    return made


def _if_due() -> None:
    if not Checkpoint.objects.filter(at__gt=timezone.now() - _AT_MOST_EVERY).exists():
        make_checkpoint()


def _append(note: str) -> None:
    with log_path().open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
