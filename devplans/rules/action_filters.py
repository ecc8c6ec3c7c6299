"""What a list of actions is filtered by: the values that a filter sends and the list understands."""

BLOCKER, PRIORITY, OTHER = "blocker", "priority", "other"
"""Why an action is in the plan: the level aimed for needs it, people made its domain a priority, or another reason."""

OVERDUE, DUE_SOON = "overdue", "soon"
NO_OWNER = "-"
