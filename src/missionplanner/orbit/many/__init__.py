"""Many orbits flown at once."""
