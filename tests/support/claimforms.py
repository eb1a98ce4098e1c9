"""What a browser sends of a claim's form."""

from __future__ import annotations

from typing import Any

from cotmoc.web.review.forms import ClaimForm


def posted(form: ClaimForm) -> dict[str, Any]:
    """The form as it is shown, sent back untouched."""
    sent: dict[str, Any] = {}
    for part in (form.form, *form.targets):
        for bound in part:
            value = bound.value()
            sent[bound.html_name] = value if isinstance(value, list) else "" if value is None else str(value)
    return sent
