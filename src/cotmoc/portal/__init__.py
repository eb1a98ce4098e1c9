"""Public pages (to come)."""
