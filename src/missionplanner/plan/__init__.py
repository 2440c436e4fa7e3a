"""What a plan is: immutable records, edits plan to plan, and the schedule of all that needs no physics."""
