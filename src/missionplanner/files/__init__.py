"""Everything that crosses the disk: plan files, the recovery journal, and the formats of others."""
