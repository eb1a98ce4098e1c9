"""Models, constraints, migrations and read queries."""
