from django.urls import path

from localities import views

urlpatterns = [
    # a locality's practices
    path("localities/<slug:slug>/practices/", views.practices, name="practices"),
    path("localities/<slug:slug>/practices/add/", views.add, name="practice-add"),
    path("localities/<slug:slug>/practices/<slug:ods_code>/", views.edit, name="practice-edit"),
]
