from django.apps import AppConfig


class LocalitiesConfig(AppConfig):
    name = "localities"

    def ready(self) -> None:
        from localities import permissions  # noqa: F401  registers the permissions with the rules library
