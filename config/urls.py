"""Every address of the service. Each app lists its own, grouped by object."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz, readyz

urlpatterns = [
    path("", include("devplans.overview.urls")),
    path("", include("localities.urls")),
    path("", include("assessment.urls")),
    path("", include("devplans.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("healthz", healthz),
    path("readyz", readyz),
]
