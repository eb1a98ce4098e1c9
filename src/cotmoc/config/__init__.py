"""Settings, URLs, wiring."""
