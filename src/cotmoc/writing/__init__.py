"""Official documents out. No Django."""
