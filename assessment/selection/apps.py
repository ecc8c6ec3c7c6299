from django.apps import AppConfig


class SelectionConfig(AppConfig):
    name = "assessment.selection"
    label = "selection"

    def ready(self) -> None:
        from assessment.selection import permissions  # noqa: F401  registers the permissions with the rules library
