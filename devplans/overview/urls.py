"""The pages that put everything together: your work, a locality's home, the guide, and what anybody may read."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.generic import TemplateView

from devplans.overview.views import history as history_views
from devplans.overview.views import home as views
from devplans.overview.views import organisations as together_views
from devplans.overview.views import result as result_views


def _page(name: str) -> Callable[..., HttpResponseBase]:
    return login_not_required(TemplateView.as_view(template_name=f"pages/{name}.html"))


urlpatterns = [
    path("", views.home, name="home"),
    # a locality, and the newest of what it has
    path("localities/<slug:slug>/", views.locality_home, name="locality"),
    path("localities/<slug:slug>/diagnostic/", views.newest_diagnostic, name="locality-diagnostic"),
    path("localities/<slug:slug>/result/", views.newest_result, name="locality-result"),
    path("localities/<slug:slug>/plan/", views.newest_plan, name="locality-plan"),
    path("localities/<slug:slug>/history/", history_views.history, name="history"),
    # what a diagnostic says, and what its plan does about it
    path("diagnostics/<int:pk>/result/", result_views.result, name="result"),
    # localities together
    path("commissioners/<slug:ods_code>/", together_views.commissioner, name="commissioner"),
    path("commissioners/<slug:ods_code>.<slug:ending>", together_views.commissioner_export, name="commissioner-export"),
    path("systems/<slug:slug>/", together_views.system, name="system"),
    # to read
    path("guide/", views.guide, name="guide"),
    path("guides/<int:pk>/", views.guide_version, name="guide-version"),
    path("help/", _page("help"), name="help"),
    path("accessibility/", _page("accessibility"), name="accessibility"),
    path("privacy/", _page("privacy"), name="privacy"),
]
