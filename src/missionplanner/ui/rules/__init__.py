"""The editor of the rules that a plan is judged by."""
