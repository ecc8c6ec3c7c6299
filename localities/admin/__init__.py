"""Administration pages: administrators only, and every change is on the record."""

from importlib import import_module

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django_tasks_db.models import DBTaskResult

admin.site.site_header = admin.site.site_title = "Locality self-assessment: administration"
admin.site.index_title = "Organisations, people, roles and guides"
# One way to sign in, with one count of wrong passwords.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
# Roles say what people may do, and nothing else does. The rest is set in the environment, not kept, or shown below.
OF_OTHERS = ("account", "mfa", "socialaccount", "usersessions")
for name in (*(f"allauth.{name}" for name in OF_OTHERS), "django.contrib.auth", "django_tasks_db"):
    import_module(f"{name}.admin")
admin.site.unregister(
    [Authenticator, DBTaskResult, EmailAddress, Group, SocialAccount, SocialApp, SocialToken, UserSession]
)

from localities.admin import organisations, people, records  # noqa: E402, F401  after the pages that they stand for
