"""The review: the document at the left, what was read of it at the right."""
