"""The timeline: where the plan is read and made."""
