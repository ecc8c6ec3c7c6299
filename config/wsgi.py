"""The WSGI entry point that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config.middleware import readable_content_type

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = readable_content_type(get_wsgi_application())

# What is loaded now stays: looking through it for garbage would hold up everybody for a tenth of a second each time.
gc.collect()
gc.freeze()
