"""Settings for tests: the real ones, with an environment of their own, so that neither the caller's variables nor
`.env` change a result. Set TEST_DATABASE_URL to run on another database."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests import production

os.environ.update({"DEBUG": "0", "HTTPS": "0", "SECRET_KEY": production.SECRET_KEY})
os.environ.update(
    {"ALLOWED_HOSTS": "testserver,localhost,127.0.0.1", "EMAIL_URL": "dummy://", "CACHE_URL": "locmem://"}
)
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or "sqlite:///db.sqlite3"
for name in ("BIND", "CSRF_TRUSTED_ORIGINS", "LOG_LEVEL", "TRUSTED_PROXIES", "WEB_WORKERS"):
    os.environ.pop(name, None)
    os.environ.setdefault(name, {"BIND": "127.0.0.1:8000", "LOG_LEVEL": "INFO", "WEB_WORKERS": "2"}.get(name, ""))

from policyapp.settings import *  # noqa: E402, F403
from policyapp.settings import DATABASES, STORAGES  # noqa: E402

if not os.environ.get("TEST_DATABASE_URL"):
    # A file and not memory: threads of a live server share it under the same locks as in production.
    memory = "/dev/shm"
    folder = tempfile.mkdtemp(prefix="policy-tests-", dir=memory if os.access(memory, os.W_OK) else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    DATABASES["default"]["TEST"] = {"NAME": str(Path(folder) / "test.sqlite3")}

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
