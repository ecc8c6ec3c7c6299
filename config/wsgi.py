"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from config.middleware import readable_content_type
from config.warm_up import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = readable_content_type(get_wsgi_application())
warm_up()
