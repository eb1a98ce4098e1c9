"""Components, widgets and template tags."""
