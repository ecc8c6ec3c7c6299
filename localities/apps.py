from django.apps import AppConfig


class LocalitiesConfig(AppConfig):
    name = "localities"

    def ready(self) -> None:
        # They register what is asked for by name: checks, what e-mails need when they are sent, permissions.
        from localities import permissions  # noqa: F401
