"""The environment of a deployment, for tests that start the real settings in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF"
ENVIRONMENT = {
    "SECRET_KEY": SECRET_KEY,
    "DEBUG": "0",
    "HTTPS": "1",
    "ALLOWED_HOSTS": "policy.example.org",
    "DATABASE_URL": "sqlite:///db.sqlite3",
    "CACHE_URL": "locmem://",
    "EMAIL_URL": "console://",
    "LOG_LEVEL": "INFO",
    "BIND": "127.0.0.1:8000",
    "WEB_WORKERS": "2",
    "CSRF_TRUSTED_ORIGINS": "",
    "TRUSTED_PROXIES": "",
    "HSTS_SECONDS": "31536000",
    "HSTS_SUBDOMAINS": "1",
}


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Python at the root of the repository with production settings, changed by `environment`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, **ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return python("manage.py", *arguments, **environment)
