from django.apps import AppConfig


class DevplansConfig(AppConfig):
    name = "devplans"
    verbose_name = "development plans"

    def ready(self) -> None:
        from assessment.services.diagnostics import reopen_guards
        from devplans import permissions  # noqa: F401  registers the permissions with the rules library
        from devplans.services.agreement import keep_closed_while_submitted

        reopen_guards.append(keep_closed_while_submitted)
