"""Figures come in: periods, the form of a unit, files with a preview."""
