"""Pages about people: for whoever manages them, and for everybody about oneself."""
