"""Plan a crewed flight from launch to docking."""
