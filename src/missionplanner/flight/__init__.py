"""From launch to docking: ascent, phasing, targeting and approach, flown from the inputs of a plan."""
