"""What is ordered to be done: from bullets and numbered paragraphs, and from tables of tasks."""

from cotmoc.reading.tasks.find import find_tasks

__all__ = ["find_tasks"]
