"""The drawings of a plan document: for its PDF, and for the pages that show its sections as they are printed."""

from assessment.document.position_strip import print_key, print_strip
from assessment.rules.position_strip import Kind
from devplans.document.charts import (
    describe_grid,
    describe_levels,
    describe_waterfall,
    level_track,
    print_grid,
    print_waterfall,
)
from devplans.document.content.diagnostic import strip_name
from devplans.document.content.resources import Digital
from devplans.document.metric_chart import is_drawn, print_chart
from devplans.document.metric_series import chart_name, series_in
from devplans.document.plan import PlanDocument

KEYS: tuple[Kind, ...] = ("today", "target", "kept", "last", "needed")


def drawings_of(document: PlanDocument) -> tuple[dict[str, str], dict[str, str]]:
    """The drawings by address, and what those that are drawn once say in words."""
    drawings, said = {f"drawing:key-{kind}": str(print_key(kind)) for kind in KEYS}, {"levels_said": ""}
    if document.levels:
        levels = (document.levels, document.level_now, document.level_aimed_for)
        drawings["drawing:levels"], said["levels_said"] = level_track(*levels), describe_levels(*levels)
    if document.where:
        scale = document.positions
        drawings |= {
            strip_name(domain): print_strip(*domain.positions, scale=scale) for domain in document.where.domains
        }
    if document.metrics:
        charted = ((row, series_in(row)) for row in document.metrics.measured)
        drawings |= {chart_name(row): print_chart(series) for row, series in charted if is_drawn(series)}
    if document.capacity and document.capacity.closing:
        steps = document.capacity.closing.steps
        drawings["drawing:waterfall"], said["waterfall_said"] = print_waterfall(steps), describe_waterfall(steps)
    if isinstance(document.digital, Digital):
        rows = document.digital.rows
        drawings["drawing:grid"], said["grid_said"] = print_grid(rows), describe_grid(rows)
    return drawings, said
