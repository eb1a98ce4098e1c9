"""Values and rules. Standard library only."""
