"""How dates and numbers are written: the Vietnamese way in both languages (Django reads `<language>/formats.py`)."""
