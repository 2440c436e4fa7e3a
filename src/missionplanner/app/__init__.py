"""The running document: plan, playhead, selection, simulation worker and settings."""
