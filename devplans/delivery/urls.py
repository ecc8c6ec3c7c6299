"""What becomes of what was agreed: progress, measurements, reports, and how it stands."""

from django.urls import path

from devplans.delivery.views import core_metrics, measurement_imports, measurements, progress, standing
from devplans.urls import METRIC, PLAN

MEASUREMENTS = METRIC + "measurements/"
BROUGHT = "commissioners/<slug:ods_code>/measurements/"

urlpatterns = [
    path(PLAN + "progress/", progress.progress, name="progress"),
    path(PLAN + "progress/commitments/<int:row_pk>/", standing.commitment_report, name="commitment-report"),
    path(PLAN + "progress/risks/<int:row_pk>/", standing.risk_review, name="risk-review"),
    path(PLAN + "decisions/<int:row_pk>/condition/", standing.condition_met, name="condition-met"),
    path(MEASUREMENTS, measurements.measurements, name="measurements"),
    path(MEASUREMENTS + "<int:measurement_pk>/remove/", measurements.measurement_remove, name="measurement-remove"),
    path("commissioners/<slug:ods_code>/metrics/", core_metrics.of_commissioner, name="commissioner-metrics"),
    path("systems/<slug:slug>/metrics/", core_metrics.of_system, name="system-metrics"),
    path(BROUGHT, measurement_imports.measurement_files, name="measurement-files"),
    path(BROUGHT + "blank.csv", measurement_imports.blank_sheet, name="measurement-sheet"),
    path(BROUGHT + "<int:import_pk>/", measurement_imports.measurement_import, name="measurement-import"),
    path(BROUGHT + "<int:import_pk>/discard/", measurement_imports.discard, name="measurement-import-discard"),
    path(PLAN + "reports/", progress.reports, name="reports"),
    path(PLAN + "reports/new/", progress.report_new, name="report-new"),
]
