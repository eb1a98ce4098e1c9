"""What goes into the log: never the secret word of a link, which opens an account for whoever reads it."""

from __future__ import annotations

import logging
import re

_LINK = re.compile(r"(/loi-moi/|/dat-lai-mat-khau/(?!da-gui/|xong/)|/xac-nhan-thu/)[^/\s'\"]+")


def without_secrets(text: str) -> str:
    """`text` with the secret words of links in it left out."""
    return _LINK.sub(r"\1…", text)


class NoSecrets(logging.Filter):
    """Takes the secret words of links out of a record's message and arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: nothing is held back but those words."""
        record.msg = without_secrets(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(without_secrets(one) if isinstance(one, str) else one for one in record.args)
        return True
