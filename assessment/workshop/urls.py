"""The addresses of workshops, grouped by who uses them."""

from django.urls import path

from assessment.workshop.views import join, room, workshops

urlpatterns = [
    # a diagnostic's workshops
    path("diagnostics/<int:pk>/workshops/", workshops.listed, name="workshops"),
    path("diagnostics/<int:pk>/workshops/open/", workshops.open_one, name="workshop-open"),
    path("diagnostics/<int:pk>/workshops/guide/", workshops.guide, name="workshop-guide"),
    path("diagnostics/<int:pk>/workshops/guide.pdf", workshops.guide_pdf, name="workshop-guide-pdf"),
    # the screen of the one that is open
    path("diagnostics/<int:pk>/workshop/", room.room, name="workshop"),
    path("diagnostics/<int:pk>/workshop/now/", room.now, name="workshop-now"),
    path("diagnostics/<int:pk>/workshop/go/", room.go, name="workshop-go"),
    path("diagnostics/<int:pk>/workshop/again/", room.again, name="workshop-again"),
    path("diagnostics/<int:pk>/workshop/names/", room.names, name="workshop-names"),
    path("diagnostics/<int:pk>/workshop/count/", room.count, name="workshop-count"),
    path("diagnostics/<int:pk>/workshop/agree/<slug:code>/", room.agree, name="workshop-agree"),
    # its agenda and what belongs to it
    path("diagnostics/<int:pk>/workshop/agenda/", workshops.agenda, name="workshop-agenda"),
    path("diagnostics/<int:pk>/workshop/details/", workshops.details, name="workshop-details"),
    path("diagnostics/<int:pk>/workshop/attendance/", workshops.attendance, name="workshop-attendance"),
    path("diagnostics/<int:pk>/workshop/domains/", workshops.domains, name="workshop-domains"),
    path("diagnostics/<int:pk>/workshop/joining/", workshops.joining, name="workshop-joining"),
    path("diagnostics/<int:pk>/workshop/let-go/", workshops.let_go, name="workshop-let-go"),
    path("diagnostics/<int:pk>/workshop/close/", workshops.close, name="workshop-close"),
    # what is left of one
    path("workshops/<int:pk>/minutes/", workshops.minutes, name="minutes"),
    path("workshops/<int:pk>/minutes.pdf", workshops.minutes_pdf, name="minutes-pdf"),
    # phones in the room, without an account
    path("join/", join.code, name="join"),
    path("join/<str:token>/", join.room, name="join-link"),
    path("join/<str:token>/hand/", join.hand, name="join-hand"),
    path("join/<str:token>/now/", join.now, name="join-now"),
]
