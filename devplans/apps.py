from django.apps import AppConfig


class DevplansConfig(AppConfig):
    name = "devplans"
    verbose_name = "development plans"

    def ready(self) -> None:
        from devplans import permissions  # noqa: F401  registers the permissions with the rules library
