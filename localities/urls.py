from django.urls import path

from localities.views import account as account_views
from localities.views import imports as import_views
from localities.views import people as people_views
from localities.views import practices as views
from localities.views import sessions as session_views
from localities.views import sign_up as sign_up_views

urlpatterns = [
    # a locality's practices
    path("localities/<slug:slug>/practices/", views.practices, name="practices"),
    path("localities/<slug:slug>/practices/add/", views.add, name="practice-add"),
    path("localities/<slug:slug>/practices/<slug:ods_code>/", views.edit, name="practice-edit"),
    path(
        "localities/<slug:slug>/practices/<slug:ods_code>/sign-up/",
        sign_up_views.practice_sign_up,
        name="sign-up",
    ),
    path(
        "localities/<slug:slug>/practices/<slug:ods_code>/sign-up/withdraw/",
        sign_up_views.practice_sign_up_withdraw,
        name="sign-up-withdraw",
    ),
    # people: of a locality, of a commissioner, and what both share
    path("localities/<slug:slug>/people/", people_views.people, name="people"),
    path("localities/<slug:slug>/people/invite/", people_views.person_invite, name="person-invite"),
    path("commissioners/<slug:ods_code>/people/", people_views.commissioner_people, name="commissioner-people"),
    path("commissioners/<slug:ods_code>/people/invite/", people_views.commissioner_invite, name="commissioner-invite"),
    path("invitations/<int:pk>/withdraw/", people_views.invitation_withdraw, name="invitation-withdraw"),
    path("roles/<int:pk>/remove/", people_views.role_remove, name="role-remove"),
    # files: brought in for a locality, a commissioner, a system; what they would change, and what they did
    path("localities/<slug:slug>/figures/", import_views.locality_figures, name="locality-figures"),
    path("commissioners/<slug:ods_code>/figures/", import_views.commissioner_figures, name="commissioner-figures"),
    path("systems/<slug:slug>/figures/", import_views.system_figures, name="system-figures"),
    path("imports/<int:pk>/", import_views.import_page, name="import"),
    path("imports/<int:pk>/undo/", import_views.import_undo, name="import-undo"),
    path("imports/<int:pk>/discard/", import_views.import_discard, name="import-discard"),
    path("imports/<int:pk>/groups/<slug:kind>/", import_views.import_group, name="import-group"),
    # one's own
    path("invitations/<str:token>/", people_views.invitation_accept, name="invitation-accept"),
    path("signed-in/", account_views.signed_in, name="signed-in"),
    path("your-account/", account_views.your_account, name="your-account"),
    path("your-account/sessions/", session_views.your_sessions, name="your-sessions"),
    path("your-account/session-left/", session_views.session_left, name="session-left"),
    path("your-emails/", account_views.email_choices, name="email-choices"),
]
