"""Every write: one function, one transaction, one audit event, keyword `by`."""
