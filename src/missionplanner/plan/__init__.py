"""What a plan is: immutable records, edits from plan to plan, and the schedule of all that needs no physics."""
