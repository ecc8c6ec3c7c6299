from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "assessment.workshop"
    label = "workshop"

    def ready(self) -> None:
        from assessment.workshop import permissions  # noqa: F401  registers the permissions with the rules library
