from django.apps import AppConfig


class LocalitiesConfig(AppConfig):
    name = "localities"

    def ready(self) -> None:
        # They register what is asked for by name: permissions, what e-mails need when they are sent, who is told.
        from localities import permissions  # noqa: F401
        from localities.auth import password_reset, recorded, session_limits  # noqa: F401
        from localities.services import failed_jobs, invitations  # noqa: F401
