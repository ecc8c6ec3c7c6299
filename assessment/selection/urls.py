"""The addresses of a selection round, grouped by object."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
