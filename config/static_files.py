"""How static files are served: which are, and under which names."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage


class AppFiles(AppDirectoriesFinder):
    """Without the extensions that come with htmx: we use none, and one of them imports a file that is not there."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return super().list([*(ignore_patterns or ()), "django_htmx/ext/*"])


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Hashes of the content in names, and in what scripts import: a new script never meets an old part of itself."""

    support_js_module_import_aggregation = True
