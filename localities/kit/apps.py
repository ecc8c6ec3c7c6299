from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "localities.kit"
    verbose_name = "The record and e-mails"

    def ready(self) -> None:
        # They are asked for by name, once they are registered.
        from localities.kit import checks  # noqa: F401
        from localities.kit.documents import printing  # noqa: F401
        from localities.kit.mail import outbox  # noqa: F401
