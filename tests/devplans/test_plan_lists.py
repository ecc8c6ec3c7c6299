"""A list of the plan is told in the places that docs/architecture.md promises, and in no other."""

import re
from pathlib import Path

from django.conf import settings

from devplans.models import PlanRow
from devplans.queries.whole_plan import LISTS

ROOT = Path(settings.BASE_DIR)
NAMES_RISKS = re.compile(r"\bRisk\b|\brisks\b|RiskRow")
OF_RISKS_ALONE = {
    "devplans/delivery/document/standing.py",
    "devplans/delivery/document/progress.py",
    "devplans/delivery/urls.py",
    "devplans/models/progress.py",
    "devplans/pages/before_signing.py",
    "devplans/services/common_risks.py",
    "devplans/delivery/services/standing.py",
    "devplans/delivery/views/standing.py",
    "devplans/delivery/views/progress.py",
    "templates/delivery/progress_agreed.html",
    "templates/devplans/risk_common.html",
    "templates/delivery/risk_review.html",
    "devplans/rules/risks.py",
    "templates/pdf/covering.html",
    "templates/devplans/members.html",
}
"""What only risks have: common ones to start from, a rating, scores over time, and being told before a signature and on
the covering paper."""


def test_the_risks_are_told_where_the_architecture_says() -> None:
    promise = (ROOT / "docs/architecture.md").read_text().split("### A list of the plan")[1].split("\n## ")[0]
    promised = set(re.findall(r"`((?:devplans|templates)/[\w/]+\.\w+)`", promise))
    files = [*ROOT.glob("devplans/**/*.py"), *ROOT.glob("templates/**/*.html")]
    outside = ("devplans/migrations/", "devplans/demo/")
    places = {
        name
        for file in files
        if not (name := str(file.relative_to(ROOT))).startswith(outside) and NAMES_RISKS.search(file.read_text())
    }
    assert places - OF_RISKS_ALONE == promised
    assert len(promised) == 15


def test_every_list_is_read_with_its_plan() -> None:
    assert {model.__name__ for model in PlanRow.__subclasses__()} == {
        "StaffingLine",
        "EstateScheme",
        "DigitalInitiative",
        "Commitment",
        "DecisionAsked",
        "Risk",
        "CostLine",
    }
    assert set(PlanRow.__subclasses__()) < set(LISTS)
