"""The addresses of a selection wave, grouped by object."""

from django.urls import path

from assessment.selection.views import (
    applications,
    decisions,
    interests,
    members,
    moderation,
    panel,
    record,
    wave_endings,
    waves,
)

urlpatterns = [
    # a commissioner's waves
    path("commissioners/<slug:ods_code>/waves/", waves.waves, name="waves"),
    path("commissioners/<slug:ods_code>/waves/add/", waves.wave_add, name="wave-add"),
    # one wave: planning it, its panel and its moves
    path("waves/<int:pk>/", waves.wave, name="wave"),
    path("waves/<int:pk>/edit/", waves.wave_edit, name="wave-edit"),
    path("waves/<int:pk>/put-off/", waves.wave_put_off, name="wave-put-off"),
    path("waves/<int:pk>/places/", waves.wave_places, name="wave-places"),
    path("waves/<int:pk>/delete/", wave_endings.wave_delete, name="wave-delete"),
    path("waves/<int:pk>/reopen/", wave_endings.wave_reopen, name="wave-reopen"),
    path("waves/<int:pk>/end/", wave_endings.wave_end, name="wave-end"),
    path("waves/<int:pk>/panel/", members.wave_panel, name="wave-panel"),
    path("waves/<int:pk>/chair/", members.wave_chair, name="wave-chair"),
    path("waves/<int:pk>/panel/<int:member_pk>/remove/", members.wave_panel_remove, name="wave-panel-remove"),
    path("waves/<int:pk>/attendance/", waves.wave_attendance, name="wave-attendance"),
    path("waves/<int:pk>/transitions/<slug:code>/", waves.wave_transition, name="wave-transition"),
    # applying
    path("localities/<slug:slug>/waves/<int:wave_pk>/apply/", applications.apply, name="apply"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("applications/<int:pk>/submit/", applications.submit, name="application-submit"),
    path("applications/<int:pk>/withdraw/", applications.withdraw, name="application-withdraw"),
    # interests: declaring one, clearing one, and the register
    path("applications/<int:pk>/interest/", interests.interest, name="interest"),
    path("applications/<int:pk>/interests/<int:interest_pk>/clear/", interests.interest_clear, name="interest-clear"),
    path("waves/<int:pk>/interests/", interests.register, name="interests"),
    # the panel's scores
    path("applications/<int:pk>/score/", panel.score, name="score"),
    path("applications/<int:pk>/score/send/", panel.scores_send, name="scores-send"),
    path("applications/<int:pk>/score/take-back/", panel.scores_take_back, name="scores-take-back"),
    # moderation
    path("waves/<int:pk>/moderation/", moderation.moderation, name="moderation"),
    path("waves/<int:pk>/scores.<slug:ending>", moderation.wave_scores, name="wave-scores"),
    path("applications/<int:pk>/moderation/", moderation.moderate, name="moderate"),
    # decisions, and the record of them
    path("applications/<int:pk>/decision/", decisions.decision, name="decision"),
    path("applications/<int:pk>/decision/propose/", decisions.decision_propose, name="decision-propose"),
    path("applications/<int:pk>/decision/return/", decisions.decision_return, name="decision-return"),
    path("applications/<int:pk>/decision/confirm/", decisions.decision_confirm, name="decision-confirm"),
    path("waves/<int:pk>/record/", record.wave_record, name="wave-record"),
    path("waves/<int:pk>/record/preview.pdf", record.record_preview, name="record-preview"),
    path("waves/<int:pk>/record.pdf", record.record, name="record"),
]
