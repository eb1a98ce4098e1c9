"""Structure → task claims with warnings."""

from __future__ import annotations

from cotmoc.core.plan import Directive, TaskClaim, Warning
from cotmoc.reading.dates import single_year
from cotmoc.reading.items import Structure
from cotmoc.reading.tasks.prose import prose_tasks
from cotmoc.reading.tasks.tables import table_tasks


def find_tasks(
    structure: Structure, directive: Directive
) -> tuple[tuple[TaskClaim, ...], tuple[Warning, ...]]:
    """The tasks of the text and of its task tables, in that order.

    `directive` tells the year for a deadline that names none ("quý II"): the one its title names, else its date's.
    """
    year = single_year(directive.title or "") or (int(directive.date[:4]) if directive.date else None)
    from_tables, warnings = table_tasks(structure, year)
    return (*prose_tasks(structure, year), *from_tables), warnings
