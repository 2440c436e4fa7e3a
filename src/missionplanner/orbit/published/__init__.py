"""Orbits as others publish them: element sets and ephemerides, and our own orbits fitted to them."""
