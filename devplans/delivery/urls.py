"""What becomes of what was agreed: progress, measurements, reports, and how it stands."""

from django.urls import path

from devplans.delivery.views import progress, standing
from devplans.urls import METRIC, PLAN

urlpatterns = [
    path(PLAN + "progress/", progress.progress, name="progress"),
    path(PLAN + "progress/commitments/<int:row_pk>/", standing.commitment_report, name="commitment-report"),
    path(PLAN + "progress/risks/<int:row_pk>/", standing.risk_review, name="risk-review"),
    path(PLAN + "decisions/<int:row_pk>/condition/", standing.condition_met, name="condition-met"),
    path(METRIC + "measurements/", progress.measurements, name="measurements"),
    path(METRIC + "measurements/<int:measurement_pk>/remove/", progress.measurement_remove, name="measurement-remove"),
    path(PLAN + "reports/", progress.reports, name="reports"),
    path(PLAN + "reports/new/", progress.report_new, name="report-new"),
]
