"""Tables in, scorecards out. No Django."""
