"""The windows panel: when to launch, and by which profile."""
