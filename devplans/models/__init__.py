"""What we will do: the development plan and everything in it."""

from devplans.models.plan import Action, Plan, PlanMetric

__all__ = ["Action", "Plan", "PlanMetric"]
