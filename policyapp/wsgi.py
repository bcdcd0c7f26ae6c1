import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapp.settings")
logging.captureWarnings(True)  # as lines of the log like all others
application = get_wsgi_application()
