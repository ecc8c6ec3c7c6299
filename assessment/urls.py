from django.urls import path

from assessment.views import capacity, diagnostics, domains, guides, levels, practice_views

urlpatterns = [
    # guides
    path("systems/<slug:slug>/guides/", guides.in_use, name="system-guides"),
    path("guides/", guides.guides, name="guides"),
    path("guides/upload/", guides.upload, name="guide-upload"),
    path("guides/<int:pk>/check/", guides.check, name="guide-check"),
    path("guides/<int:pk>/changes/", guides.changes, name="guide-changes"),
    path("guides/<int:pk>/publish/", guides.publish, name="guide-publish"),
    path("guides/<int:pk>/discard/", guides.discard, name="guide-discard"),
    # a locality's diagnostics
    path("localities/<slug:slug>/diagnostics/start/", diagnostics.start, name="diagnostic-start"),
    # one diagnostic
    path("diagnostics/<int:pk>/", diagnostics.overview, name="diagnostic"),
    path("diagnostics/<int:pk>/check/", diagnostics.check, name="check-answers"),
    path("diagnostics/<int:pk>/agree/", diagnostics.agree, name="agree"),
    path("diagnostics/<int:pk>/reopen/", diagnostics.reopen, name="reopen"),
    # its answers
    path("diagnostics/<int:pk>/domains/<slug:code>/", domains.domain, name="domain"),
    path("diagnostics/<int:pk>/domains/<slug:code>/numbers/", domains.numbers, name="numbers"),
    path("diagnostics/<int:pk>/domains/<slug:code>/numbers/take/", domains.numbers_take, name="numbers-take"),
    path("diagnostics/<int:pk>/levels/<int:number>/", levels.level, name="level"),
    # its demand and capacity
    path("diagnostics/<int:pk>/capacity/", capacity.capacity, name="capacity"),
    path("diagnostics/<int:pk>/capacity/take/", capacity.take, name="capacity-take"),
    path("diagnostics/<int:pk>/capacity/confirm/", capacity.confirm, name="capacity-confirm"),
    # the practices' own views
    path("diagnostics/<int:pk>/practice-views/", practice_views.overview, name="practice-views"),
    path(
        "diagnostics/<int:pk>/practice-views/<slug:ods_code>/<slug:code>/",
        practice_views.practice_view,
        name="practice-view",
    ),
]
