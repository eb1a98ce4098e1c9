"""Thin background tasks."""
