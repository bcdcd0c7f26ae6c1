#!/usr/bin/env python3
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapp.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.INSTALLED_APPS  # reads the environment now: a wrong value is one sentence, not a traceback
    except ImproperlyConfigured as fault:
        sys.exit(f"Settings: {fault}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
