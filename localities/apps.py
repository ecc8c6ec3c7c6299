from django.apps import AppConfig


class LocalitiesConfig(AppConfig):
    name = "localities"

    def ready(self) -> None:
        # What they register is asked for by name: permissions by the rules library, what e-mails need by the outbox.
        from localities import invitations, password_reset, permissions  # noqa: F401
