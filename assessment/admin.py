"""Guides are looked at here. They come from files, by page or by `manage.py load_guide`, and never change."""

from django.contrib import admin

from assessment.models import Domain, Guide, Level, OutcomeMetric
from localities.admin.base import ReadOnly


class InGuideAdmin(ReadOnly):
    """The parts of all guides, one version after the other."""

    list_display = ["title", "code", "guide"]
    list_filter = ["guide"]
    list_select_related = ["guide"]
    search_fields = ["title", "code"]


@admin.register(Guide)
class GuideAdmin(ReadOnly):
    list_display = ["title", "version", "brought_in_at", "published_at", "sha256"]


admin.site.register([Domain, OutcomeMetric], InGuideAdmin)


@admin.register(Level)
class LevelAdmin(ReadOnly):
    list_display = ["__str__", "guide"]
    list_filter = ["guide"]
    list_select_related = ["guide"]
