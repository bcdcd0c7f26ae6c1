"""What all our commands share: whatever goes wrong is said in a sentence, never as a traceback."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, ProgrammingError


class PlainCommand(BaseCommand):
    """Exit status 0 done, 1 refused with the reasons on standard error, 2 wrong usage, 130 interrupted."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return self._executed(*args, **options)
        except CommandError as error:
            if not getattr(self, "_called_from_command_line", False) or options["traceback"]:
                raise
            self.stderr.write(str(error))  # Django would put the name of the exception before it
            sys.exit(error.returncode)

    def _executed(self, *args: Any, **options: Any) -> str | None:
        try:
            done = super().execute(*args, **options)
            self.stdout.flush()
        except (OperationalError, ProgrammingError, InterfaceError) as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise CommandError(f"The database cannot be used: {reason}", returncode=1) from None
        except BrokenPipeError:  # whoever read our output has gone: nobody is left to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except KeyboardInterrupt:
            raise CommandError("Interrupted.", returncode=130) from None
        return done
