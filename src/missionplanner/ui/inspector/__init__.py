"""The inspector: every field of the selected event, or of the mission when none is selected."""
