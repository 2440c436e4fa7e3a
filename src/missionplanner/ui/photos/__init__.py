"""The photos tab: mission photos, annotated, on the clock of the plan."""
