"""The areas of the country as data: what there is today, what there was before, and which became which."""
