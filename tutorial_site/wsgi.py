"""The WSGI callable that a production server loads: ``tutorial_site.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutorial_site.settings")
application = get_wsgi_application()
