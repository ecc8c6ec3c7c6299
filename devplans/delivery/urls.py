"""What becomes of what was agreed: progress, measurements, reports, and how it stands."""

from django.urls import path

from devplans.delivery.views import measurements, progress, standing
from devplans.urls import METRIC, PLAN

MEASUREMENTS = METRIC + "measurements/"

urlpatterns = [
    path(PLAN + "progress/", progress.progress, name="progress"),
    path(PLAN + "progress/commitments/<int:row_pk>/", standing.commitment_report, name="commitment-report"),
    path(PLAN + "progress/risks/<int:row_pk>/", standing.risk_review, name="risk-review"),
    path(PLAN + "decisions/<int:row_pk>/condition/", standing.condition_met, name="condition-met"),
    path(MEASUREMENTS, measurements.measurements, name="measurements"),
    path(MEASUREMENTS + "<int:measurement_pk>/remove/", measurements.measurement_remove, name="measurement-remove"),
    path(PLAN + "reports/", progress.reports, name="reports"),
    path(PLAN + "reports/new/", progress.report_new, name="report-new"),
]
