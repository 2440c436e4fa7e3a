"""The panel of relative motion."""
