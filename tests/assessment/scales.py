"""Scales of guides for tests: that of the strategy's guide, and others."""

from assessment.rules.scale import Scale

STRATEGY = Scale(
    (
        "Less advanced",
        "Between less advanced and developing",
        "Developing",
        "Between developing and more advanced",
        "More advanced",
    ),
    (2, 4),
)
THREE = Scale(("Starting", "Growing", "Working"))
FOUR = Scale(("Foundation", "Step 1", "Step 2", "Step 3"))
FIVE = Scale(("None", "Some", "Half", "Most", "All"))
EVERY = (STRATEGY, THREE, FOUR, FIVE)
