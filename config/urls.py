"""Every address of the service. Each app lists its own, grouped by object."""

from allauth.socialaccount.views import login_cancelled, login_error
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from config.health import healthz, readyz
from localities.views.account import sign_in_elsewhere

accounts = [
    # The address is what people were invited by: these pages of allauth would let them change it by themselves.
    re_path("^(?:confirm-)?email/", RedirectView.as_view(pattern_name="your-account")),
    path("", include("allauth.account.urls")),
    path("second-step/", include("allauth.mfa.urls")),
    path("oidc/<str:provider_id>/login/", sign_in_elsewhere),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("elsewhere/cancelled/", login_cancelled, name="socialaccount_login_cancelled"),
    path("elsewhere/error/", login_error, name="socialaccount_login_error"),
]
urlpatterns = [
    path("", include("devplans.overview.urls")),
    path("", include("localities.urls")),
    path("", include("assessment.urls")),
    path("", include("assessment.selection.urls")),
    path("", include("assessment.workshop.urls")),
    path("", include("devplans.urls")),
    path("", include("devplans.delivery.urls")),
    path("accounts/", include(accounts)),
    path("admin/", admin.site.urls),
    path("healthz", healthz),
    path("readyz", readyz),
]
