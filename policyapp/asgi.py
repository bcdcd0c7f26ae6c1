import logging
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapp.settings")
logging.captureWarnings(True)  # as lines of the log like all others
application = get_asgi_application()
