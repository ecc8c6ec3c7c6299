"""The product's own settings in their safe form, without what needs TLS or a collected set of static files."""

import os
import tempfile
from pathlib import Path

os.environ.update(DEBUG="0", HTTPS="0", SECRET_KEY="only-for-tests", ALLOWED_HOSTS="testserver,localhost")

from config.settings import *  # noqa: F403 (the environment has to be set first)
from config.settings import DATABASES, STORAGES, TASKS

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick to make people with
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
TASKS["default"]["BACKEND"] = "django_tasks.backends.immediate.ImmediateBackend"  # no worker sees what is not committed
WHITENOISE_AUTOREFRESH = True  # no folder of collected files to look through
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since threads that share one connection in memory would not show how two people meet.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(tempfile.gettempdir()) / f"test-{os.getpid()}.sqlite3")}
