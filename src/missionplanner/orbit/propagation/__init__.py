"""One orbit flown: whole days at once, through burns, as a path that answers at any time."""
